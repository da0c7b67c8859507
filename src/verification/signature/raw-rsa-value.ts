import type { SignedData } from '../../formats/cms/signed-data.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import { derTags, parseDer, parseDerAt } from '../../formats/der/der-element.ts';
import { expectTag } from '../../formats/der/der-reader.ts';
import { parseOctetString } from '../../formats/der/der-values.ts';
import { encodeNull, encodeOid, encodeSequence } from '../../formats/der/der-writer.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { digests, type DigestName } from '../../formats/x509/keys/digest-algorithm.ts';
import type { KeyMemo } from '../../formats/x509/keys/key-memo.ts';
import { verifySignature } from '../../formats/x509/keys/verify-signature.ts';
import type { Bytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';

const MOST_CERTIFICATES = 50;
const DATA = '1.2.840.113549.1.7.1';
const RSA = encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull());

/** The digests that the standard lists, each from its version of PDF on (ISO 32000-2 table 260). */
const possible: readonly DigestName[] = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'RIPEMD-160'];

/**
 * The value of an adbe.x509.rsa_sha1 signature (ISO 32000-2 §12.8.3.2): an RSA signature alone, its certificates
 * beside it. It says nowhere which digest it is over, so the key has to: the first digest under which the
 * signature verifies, SHA-1 where none does. Given back as the SignedData that would say the same.
 * @throws FormatError `der/…`, `x509/…`, `cms/certificate` when the signer's certificate is not there.
 */
export async function readRawRsaValue(
  contents: Uint8Array,
  certificates: readonly Uint8Array[],
  signedBytes: Bytes | undefined,
  keys: KeyMemo,
): Promise<SignedData> {
  const signature = parseOctetString(expectTag(parseDer(contents), derTags.octetString));
  const chain = certificates.flatMap(splitChain);
  const [first] = chain;
  if (!first) throw new FormatError('cms/certificate', "the signer's certificate is missing");
  const signer = parseCertificate(first);
  const digestName = await findDigestName(signer.publicKeyInfo, signature, signedBytes, keys);
  const digestAlgorithm = parseDer(encodeSequence(encodeOid(digests[digestName].oid)));
  const signerInfo: SignerInfo = {
    version: 1,
    signerIdentifier: { kind: 'issuer-serial', issuer: signer.issuer, serial: signer.serial },
    digestAlgorithm,
    signatureAlgorithm: RSA,
    signature,
    unsignedAttributes: [],
  };
  return {
    version: 1,
    digestAlgorithms: [digestAlgorithm.encoded],
    contentType: DATA,
    certificates: chain,
    crls: [],
    ocspResponses: [],
    otherKindsCount: 0,
    signerInfos: [signerInfo],
    byteLength: contents.length,
    isDer: true,
  };
}

/** Some writers put the whole chain into one string. */
function splitChain(bytes: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length && found.length < MOST_CERTIFICATES;) {
    const { encoded } = parseDerAt(bytes, offset);
    found.push(encoded);
    offset += encoded.length;
  }
  return found;
}

async function findDigestName(
  publicKeyInfo: Uint8Array,
  signature: Uint8Array,
  signedBytes: Bytes | undefined,
  keys: KeyMemo,
): Promise<DigestName> {
  for (const name of signedBytes ? possible : []) {
    const answer = await verifySignature(publicKeyInfo, RSA, signature, signedBytes!, name, keys);
    if (answer === 'valid') return name;
  }
  return 'SHA-1';
}
