import { FormatError } from '../../shared/format-error.ts';
import { contextTag, derTags } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import {
  parseBoolean,
  parseInteger,
  parseOctetString,
  parseOid,
  parseSmallInteger,
} from '../der/der-values.ts';
import {
  encodeBoolean,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/der-writer.ts';
import { digests, parseDigestAlgorithm, type DigestName } from '../x509/keys/digest-algorithm.ts';

/** What an authority is asked to stamp: a digest, never the document itself (RFC 3161 §2.4.1). */
export interface TimeStampRequest {
  readonly digestName: DigestName;
  readonly digest: Uint8Array;
  /** Object identifier of the policy that the answer must be under. */
  readonly policy?: string;
  /** A number that nobody can guess: an old answer cannot stand for a new one. */
  readonly nonce?: bigint;
  /** Whether the answer shall carry the authority's certificates. */
  readonly wantsCertificates: boolean;
}

/** `MessageImprint`: a digest and what made it. */
export function encodeMessageImprint(
  digestName: DigestName,
  digest: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return encodeSequence(
    encodeSequence(encodeOid(digests[digestName].oid)),
    encodeOctetString(digest),
  );
}

/** `TimeStampReq`, DER (RFC 3161 §2.4.1). */
export function encodeTimeStampRequest(request: TimeStampRequest): Uint8Array<ArrayBuffer> {
  const { digestName, digest, policy, nonce, wantsCertificates } = request;
  return encodeSequence(
    encodeInteger(1),
    encodeMessageImprint(digestName, digest),
    ...(policy === undefined ? [] : [encodeOid(policy)]),
    ...(nonce === undefined ? [] : [encodeInteger(nonce)]),
    ...(wantsCertificates ? [encodeBoolean(true)] : []),
  );
}

/**
 * The inverse of {@link encodeTimeStampRequest}.
 * @throws FormatError `tsp/…`, `der/…`, `algorithm/unsupported`
 */
export function parseTimeStampRequest(bytes: Uint8Array): TimeStampRequest {
  const fields = DerReader.ofBytes(bytes, derTags.sequence);
  if (parseSmallInteger(fields.take(derTags.integer)) !== 1) {
    throw new FormatError('tsp/version', 'not version 1');
  }
  const imprint = fields.enter(derTags.sequence);
  const digestName = parseDigestAlgorithm(imprint.takeAny());
  const digest = parseOctetString(imprint.take(derTags.octetString));
  imprint.end();
  const policy = fields.takeIf(derTags.oid);
  const nonce = fields.takeIf(derTags.integer);
  const wantsCertificates = fields.takeIf(derTags.boolean);
  fields.takeIf(contextTag(0, 'constructed'));
  fields.end();
  return {
    digestName,
    digest,
    ...(policy && { policy: parseOid(policy) }),
    ...(nonce && { nonce: parseInteger(nonce) }),
    wantsCertificates: wantsCertificates !== undefined && parseBoolean(wantsCertificates),
  };
}
