import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

import { signatureAlgorithms } from '../../../formats/signature-algorithm.ts';
import { derTags } from '../../../formats/der/der-element.ts';
import { DerReader } from '../../../formats/der/der-reader.ts';
import { parseBitStringBytes } from '../../../formats/der/der-values.ts';
import { encodeBitString, encodeSequence } from '../../../formats/der/der-writer.ts';
import { parseHex } from '../../../shared/bytes.ts';

/** An authority while it issues: its name and its key. */
export interface IssuingKey {
  /** DER `Name`. */
  readonly name: Uint8Array;
  readonly privateKey: KeyObject;
}

/** DER of the algorithm with which a key signs certificates and CRLs. */
export function certificateAlgorithm(key: KeyObject): Uint8Array<ArrayBuffer> {
  return parseHex(rowFor(key).cmsAlgorithmIdentifierHex);
}

/** `SEQUENCE { toBeSigned, algorithm, signature }`: the frame of certificates and CRLs alike (RFC 5280 §4.1, §5.1). */
export function toSigned(toBeSigned: Uint8Array, key: KeyObject): Uint8Array<ArrayBuffer> {
  const digest = rowFor(key).digest === 'SHA-384' ? 'sha384' : 'sha256';
  return encodeSequence(
    toBeSigned,
    certificateAlgorithm(key),
    encodeBitString(sign(digest, toBeSigned, key)),
  );
}

/** Identifier of a public key: the first 160 bits of the SHA-256 of its BIT STRING (RFC 7093 §2, method 1). */
export function toKeyIdentifier(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const spki = DerReader.ofBytes(
    publicKey.export({ type: 'spki', format: 'der' }),
    derTags.sequence,
  );
  spki.take(derTags.sequence);
  const subjectPublicKey = parseBitStringBytes(spki.take(derTags.bitString));
  return createHash('sha256').update(subjectPublicKey).digest().subarray(0, 20);
}

function rowFor({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  if (asymmetricKeyType === 'rsa') return signatureAlgorithms.RS256;
  return asymmetricKeyDetails?.namedCurve === 'secp384r1'
    ? signatureAlgorithms.ES384
    : signatureAlgorithms.ES256;
}
