import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { parseSignedData } from '../../../src/formats/cms/signed-data.ts';
import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../src/formats/pdf/signatures/find-signatures.ts';
import { encodePem } from '../../../src/formats/x509/pem.ts';
import { latin1Bytes, latin1Text } from '../../../src/shared/bytes.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { checkOwnPdfSignature } from '../../../src/signing/pades/own-pdf-signature.ts';
import { signatureContentsBytes, signPdf } from '../../../src/signing/pades/sign-pdf.ts';
import { prepareSigner, type PreparedSigner } from '../../../src/signing/prepared-signer.ts';
import type { Signer } from '../../../src/signing/signer.ts';
import { toUnsignedPdf } from '../../support/minimal-pdf.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

let pki: TestPki;
let signer: Signer;
let prepared: PreparedSigner;
let unsigned: Uint8Array;
let signed: Uint8Array;
beforeAll(async () => {
  pki = await makeTestPki();
  signer = pki.getSigner('signer-99001');
  prepared = prepareSigner(signer);
  unsigned = toUnsignedPdf(signatureContentsBytes(prepared));
  signed = (await signPdf(unsigned, prepared)).pdf;
});

describe('Signing a PDF fails and hands nothing out', () => {
  const failing = { code: 'signing-failed' };

  it('when the key store answers with a signature by another key', async () => {
    const other = pki.getSigner('signer-99002');
    const broken = prepareSigner({ ...signer, sign: (data) => other.sign(data) });
    await expect(signPdf(unsigned, broken)).rejects.toMatchObject(failing);
  });

  it('when the key store answers with a damaged signature', async () => {
    const damage = async (data: Uint8Array) => {
      const signature = Uint8Array.from(await signer.sign(data));
      signature[signature.length - 1]! ^= 1;
      return signature;
    };
    const broken = prepareSigner({ ...signer, sign: damage });
    await expect(signPdf(unsigned, broken)).rejects.toMatchObject(failing);
  });

  it('with the key store’s own error when that does not sign', async () => {
    const reason = new AppError('signing-failed', { th: 'ไม่มีกุญแจ', en: 'no token' });
    const broken = prepareSigner({ ...signer, sign: () => Promise.reject(reason) });
    await expect(signPdf(unsigned, broken)).rejects.toBe(reason);
  });

  it('when the placeholder is too small', async () => {
    const small = toUnsignedPdf(signatureContentsBytes(prepared) - 20);
    await expect(signPdf(small, prepared)).rejects.toMatchObject(failing);
  });

  it('when there is no placeholder, or the file is no PDF', async () => {
    const text = latin1Text(unsigned).replace('/ByteRange', '/ByteRanke');
    await expect(signPdf(latin1Bytes(text), prepared)).rejects.toMatchObject(failing);
    await expect(signPdf(new Uint8Array(), prepared)).rejects.toMatchObject(failing);
  });

  it('when the file is signed already', async () => {
    await expect(signPdf(signed, prepared)).rejects.toMatchObject(failing);
  });
});

describe('The check of our own signature', () => {
  let signature: Uint8Array;
  beforeAll(() => {
    const [found] = findSignatures(parsePdf(signed));
    signature = parseSignedData(found!.contents!).signerInfos[0]!.signature;
  });
  const check = (pdf: Uint8Array, by = prepared) => {
    checkOwnPdfSignature(Buffer.from(pdf), by, signature);
  };
  const alter = (change: (pdf: Uint8Array, text: string) => Uint8Array) => () =>
    check(change(Uint8Array.from(signed), latin1Text(signed)));

  it('passes what was signed, and says its digest', async () => {
    expect(() => check(signed)).not.toThrow();
    const { pdf, digest } = await signPdf(unsigned, prepared);
    expect(digest).toEqual(createHash('sha256').update(pdf).digest());
  });

  it('notices every changed byte, also where no signature reaches', () => {
    const passed: number[] = [];
    for (let position = 0; position < signed.length; position++) {
      const pdf = Uint8Array.from(signed);
      pdf[position]! ^= 1;
      try {
        check(pdf);
        passed.push(position);
      } catch (error) {
        expect(error).toMatchObject({ code: 'signing-failed' });
      }
    }
    expect(passed).toEqual([]);
  });

  it('notices bytes after the end', () => {
    expect(alter((pdf) => Uint8Array.from([...pdf, 10]))).toThrow();
  });

  it('notices a byte range that leaves a gap', () => {
    const widen = (_: Uint8Array, text: string) =>
      latin1Bytes(
        text.replace(
          /\[0 (\d+) (\d+) (\d+)\] /,
          (_whole, start: string, end: string, rest: string) =>
            `[0 ${start} ${Number(end) + 1} ${Number(rest) - 1}] `,
        ),
      );
    expect(alter(widen)).toThrow();
  });

  it('does not take another signer’s signature', () => {
    const other = prepareSigner(pki.getSigner('signer-99002'));
    expect(() => check(signed, other)).toThrow();
  });
});

describe('OpenSSL', () => {
  const verifyByOpenssl = (contents: Uint8Array, content: Uint8Array) => {
    const folder = mkdtempSync(join(tmpdir(), 'parinya-cms-'));
    try {
      const paths = ['cms', 'content', 'root'].map((name) => join(folder, name));
      const [cms, signedBytes, root] = paths as [string, string, string];
      writeFileSync(cms, contents);
      writeFileSync(signedBytes, content);
      writeFileSync(root, encodePem(pki.certificates.get('root')!, 'CERTIFICATE'));
      return execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms],
          ...['-content', signedBytes, '-CAfile', root, '-purpose', 'any'],
          ...['-attime', String(pki.now / 1000), '-out', join(folder, 'out')],
        ],
        { stdio: 'pipe' },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  function takeApart(pdf: Uint8Array) {
    const match = /ByteRange \[0 (\d+) (\d+) /.exec(latin1Text(pdf))!;
    const [start, end] = [Number(match[1]), Number(match[2])];
    return {
      contents: Buffer.from(latin1Text(pdf.subarray(start + 1, end - 1)), 'hex'),
      content: Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)]),
    };
  }

  it('verifies our CMS and its path as CAdES, and refuses it over other content', () => {
    const { contents, content } = takeApart(signed);
    expect(() => verifyByOpenssl(contents, content)).not.toThrow();
    content[20]! ^= 1;
    expect(() => verifyByOpenssl(contents, content)).toThrow();
  });
});
