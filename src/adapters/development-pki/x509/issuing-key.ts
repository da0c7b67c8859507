import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';

import {
  findSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../../../formats/signature-algorithm.ts';
import { parsePublicKey } from '../../../formats/x509/keys/public-key.ts';
import { derTags } from '../../../formats/der/der-element.ts';
import { DerReader } from '../../../formats/der/der-reader.ts';
import { parseBitStringBytes } from '../../../formats/der/der-values.ts';
import { encodeBitString, encodeSequence } from '../../../formats/der/der-writer.ts';
import { parseHex } from '../../../shared/bytes.ts';
import { nodeSigningDigest } from '../../../signing/own-signature.ts';

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

/**
 * `SEQUENCE { toBeSigned, algorithm, signature }`: the frame of certificates, CRLs (RFC 5280 §4.1, §5.1) and,
 * with a field behind it, OCSP answers (RFC 6960 §4.2.1).
 */
export function toSigned(
  toBeSigned: Uint8Array,
  key: KeyObject,
  ...fieldsBehind: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    toBeSigned,
    certificateAlgorithm(key),
    encodeBitString(sign(nodeSigningDigest(rowFor(key)), toBeSigned, key)),
    ...fieldsBehind,
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

function rowFor(key: KeyObject): SignatureAlgorithm {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return findSignatureAlgorithm(parsePublicKey(spki))!;
}
