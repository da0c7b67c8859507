import type { SignatureAlgorithm } from '../../../../formats/signature-algorithm.ts';
import { DerReader } from '../../../../formats/der/der-reader.ts';
import { derTags } from '../../../../formats/der/der-element.ts';
import { parseHex, toBase64 } from '../../../../shared/bytes.ts';
import { keyStoreError } from '../../key-store-errors.ts';

/** How the service is told the algorithm (CSC API v1.0.4 §11.9, v2 §11.10). */
export interface CscAlgorithm {
  readonly hashAlgorithmOid: string;
  readonly signAlgo: string;
  /** Base64 DER of the parameters, where the algorithm has any. */
  readonly signAlgoParams?: string;
}

const hashOids = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
} as const;

/** What services call the algorithm: with its digest, or the bare kind of key. The first that it offers is used. */
const names: Readonly<Record<SignatureAlgorithm['jwsAlg'], readonly string[]>> = {
  RS256: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
  PS256: ['1.2.840.113549.1.1.10'],
  ES256: ['1.2.840.10045.4.3.2', '1.2.840.10045.2.1'],
  ES384: ['1.2.840.10045.4.3.3', '1.2.840.10045.2.1'],
  // Pure Ed25519 signs the message, not a hash (RFC 8032 §5.1): the API has no way to ask for that.
  EdDSA: [],
};

/**
 * @param offered `key.algo` of `credentials/info`.
 * @throws AppError `credential-algorithm` when the service does not offer the algorithm.
 */
export function toCscAlgorithm(
  algorithm: SignatureAlgorithm,
  offered: readonly string[],
): CscAlgorithm {
  const signAlgo = names[algorithm.jwsAlg].find((oid) => offered.includes(oid));
  if (signAlgo === undefined) {
    throw keyStoreError('credential-algorithm', algorithm.jwsAlg);
  }
  const hashAlgorithmOid = hashOids[algorithm.digest];
  if (algorithm.verification.kind !== 'rsa-pss') return { hashAlgorithmOid, signAlgo };
  // The same RSASSA-PSS-params that will stand in the SignerInfo.
  const identifier = DerReader.ofBytes(
    parseHex(algorithm.cmsAlgorithmIdentifierHex),
    derTags.sequence,
  );
  identifier.take(derTags.oid);
  const parameters = identifier.take(derTags.sequence).encoded;
  return { hashAlgorithmOid, signAlgo, signAlgoParams: toBase64(parameters) };
}
