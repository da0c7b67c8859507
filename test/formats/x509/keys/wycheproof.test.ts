import { describe, expect, it } from '@jest/globals';
import { parseDer } from '../../../../src/formats/der/der-element.ts';
import { encodeNull, encodeOid, encodeSequence } from '../../../../src/formats/der/der-writer.ts';
import { DerReader } from '../../../../src/formats/der/der-reader.ts';
import { nodeEngine } from '../../../../src/adapters/node-engine/node-engine.ts';
import { webEngine } from '../../../../src/formats/engine/web-engine.ts';
import { KeyMemo } from '../../../../src/formats/x509/keys/key-memo.ts';
import { signatureAlgorithms } from '../../../../src/formats/signature-algorithm.ts';
import { verifySignature } from '../../../../src/formats/x509/keys/verify-signature.ts';
import { parseHex } from '../../../../src/shared/bytes.ts';
import { findOutsideData, readOutsideJson } from '../../../support/outside-data.ts';

interface Vector {
  readonly tcId: number;
  readonly comment: string;
  readonly msg: string;
  readonly sig: string;
  readonly result: 'valid' | 'invalid' | 'acceptable';
}
interface VectorFile {
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly sha?: string;
    readonly tests: readonly Vector[];
  }[];
}

const withNull = (oid: string) => encodeSequence(encodeOid(oid), encodeNull());
const bare = (oid: string) => encodeSequence(encodeOid(oid));
const pss = parseHex(signatureAlgorithms.PS256.cmsAlgorithmIdentifierHex);

/** A key that is for RSASSA-PSS alone says how, and signatures are judged by the same words. */
function keyParameters(publicKeyInfo: Uint8Array): Uint8Array {
  return DerReader.of(parseDer(publicKeyInfo), 0x30).take(0x30).encoded;
}

const files: readonly [string, (publicKeyInfo: Uint8Array) => Uint8Array][] = [
  ['rsa_signature_2048_sha256_test', () => withNull('1.2.840.113549.1.1.11')],
  ['rsa_signature_3072_sha256_test', () => withNull('1.2.840.113549.1.1.11')],
  ['rsa_signature_4096_sha256_test', () => withNull('1.2.840.113549.1.1.11')],
  ['rsa_signature_2048_sha512_test', () => withNull('1.2.840.113549.1.1.13')],
  ['rsa_pss_2048_sha256_mgf1_32_test', () => pss],
  ['rsa_pss_2048_sha256_mgf1_32_params_test', keyParameters],
  ['ecdsa_secp256r1_sha256_test', () => bare('1.2.840.10045.4.3.2')],
  ['ecdsa_secp384r1_sha384_test', () => bare('1.2.840.10045.4.3.3')],
  ['ecdsa_secp521r1_sha512_test', () => bare('1.2.840.10045.4.3.4')],
  ['ed25519_test', () => bare('1.3.101.112')],
];
const isPresent = findOutsideData('wycheproof') !== undefined;

const engines = { WebCrypto: webEngine, Node: nodeEngine };

(isPresent ? describe : describe.skip).each(Object.entries(engines))(
  'signature vectors of Project Wycheproof with %s',
  (_, engine) => {
    const keys = new KeyMemo(engine);

    it.each(files)(
      '%s: what is invalid is refused, what is valid accepted',
      async (name, toAlgorithm) => {
        const { testGroups } = readOutsideJson(`wycheproof/${name}.json`) as VectorFile;
        const wrong: string[] = [];
        for (const { publicKeyDer, tests } of testGroups) {
          const publicKeyInfo = parseHex(publicKeyDer);
          const algorithm = toAlgorithm(publicKeyInfo);
          for (const { tcId, comment, msg, sig, result } of tests) {
            const answer = await verifySignature(
              publicKeyInfo,
              algorithm,
              parseHex(sig),
              parseHex(msg),
              undefined,
              keys,
            );
            const isRight =
              result === 'acceptable' || (answer === 'valid') === (result === 'valid');
            if (!isRight) wrong.push(`${tcId} ${comment}: ${answer}, expected ${result}`);
          }
        }
        expect(wrong).toEqual([]);
      },
    );

    it('other parameters of RSASSA-PSS: what is invalid is refused', async () => {
      const { testGroups } = readOutsideJson(
        'wycheproof/rsa_pss_misc_params_test.json',
      ) as VectorFile;
      for (const { publicKeyDer, tests } of testGroups) {
        const publicKeyInfo = parseHex(publicKeyDer);
        for (const { msg, sig, result } of tests.filter((test) => test.result === 'invalid')) {
          const algorithm = keyParameters(publicKeyInfo);
          const answer = await verifySignature(
            publicKeyInfo,
            algorithm,
            parseHex(sig),
            parseHex(msg),
            undefined,
            keys,
          );
          expect([answer, result]).not.toEqual(['valid', 'invalid']);
        }
      }
    });
  },
);
