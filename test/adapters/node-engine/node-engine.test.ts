import { deflateRawSync, deflateSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { nodeEngine } from '../../../src/adapters/node-engine/node-engine.ts';
import type { Engine } from '../../../src/formats/engine/engine.ts';
import { webEngine } from '../../../src/formats/engine/web-engine.ts';
import { digests, type DigestName } from '../../../src/formats/x509/keys/digest-algorithm.ts';
import { digestBytes } from '../../../src/formats/x509/keys/verify-signature.ts';
import { concatBytes, equalBytes, toHex, utf8Bytes } from '../../../src/shared/bytes.ts';
import { SignatureMemo } from '../../../src/trust/signature-memo.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { makeForeignPki, foreignEvidence } from '../../support/foreign/foreign-pki.ts';
import { otherDocuments } from '../../support/honest/other-documents.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const engines: readonly [string, Engine][] = [
  ['WebCrypto and JavaScript', webEngine],
  ['Node', nodeEngine],
];

describe('digests by Node', () => {
  it.each(Object.keys(digests) as DigestName[])(
    '%s is what every browser computes',
    async (name) => {
      const bytes = utf8Bytes('ใบแสดงผลการศึกษา'.repeat(50));
      const expected = toHex(await digestBytes(name, bytes, webEngine));
      expect(toHex(await digestBytes(name, bytes, nodeEngine))).toBe(expected);
      const parts = [bytes.subarray(0, 7), bytes.subarray(7, 500), bytes.subarray(500)];
      expect(toHex(await digestBytes(name, parts, nodeEngine))).toBe(expected);
      expect(toHex(await digestBytes(name, parts, webEngine))).toBe(expected);
    },
  );
});

describe.each(engines)('decompression by %s', (_, { inflate }) => {
  const text = utf8Bytes('transcript '.repeat(100));

  it('gives what was compressed, well or badly', () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_value, index) => (index * index) >> 7);
    for (const data of [new Uint8Array(0), text, noise, new Uint8Array(1_000_000)]) {
      for (const level of [0, 6, 9]) {
        expect(equalBytes(inflate(deflateSync(data, { level }), 1_000_000), data)).toBe(true);
      }
    }
  });

  it('does not compare the checksum, which signatures make needless', () => {
    const data = new Uint8Array(deflateSync(text));
    data[data.length - 1]! ^= 1;
    expect(equalBytes(inflate(data, 10_000), text)).toBe(true);
  });

  it('stops at the limit, at once or on the way', () => {
    for (const length of [1_000_001, 50_000_000]) {
      const bomb = deflateSync(new Uint8Array(length), { level: 9 });
      expect(formatErrorCode(() => inflate(bomb, 1_000_000))).toBe('pdf/limit');
    }
    expect(formatErrorCode(() => inflate(deflateSync(text), 0))).toBe('pdf/limit');
  });

  it('refuses what is cut, of another kind, or hides much behind its end', () => {
    const good = deflateSync(text);
    const hidden = concatBytes(good, new Uint8Array(200_000));
    for (const bad of [good.subarray(0, 20), deflateRawSync(text), new Uint8Array(0), hidden]) {
      expect(formatErrorCode(() => inflate(bad, 10_000))).toBe('pdf/stream');
    }
  });
});

describe('verification with either engine', () => {
  const pki = makeForeignPki();

  it.each(otherDocuments.map((document) => [document.kind, document] as const))(
    '%s: the same report',
    async (_, document) => {
      const evidence = {
        ...foreignEvidence(pki),
        ...document.evidence?.(pki),
        pdf: document.build(pki),
      };
      const [portable, native] = await Promise.all(
        [webEngine, nodeEngine].map((engine) =>
          verifyDocument({ ...evidence, signatures: new SignatureMemo(engine) }),
        ),
      );
      expect(native).toEqual(portable);
      expect(native!.signatures.length).toBeGreaterThan(0);
    },
  );
});
