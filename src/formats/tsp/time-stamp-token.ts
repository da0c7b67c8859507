import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { contextTag, derTags } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import { parseInteger, parseOctetString, parseOid, parseSmallInteger } from '../der/der-values.ts';
import { parseSignedData, type SignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { parseDigestAlgorithm, type DigestName } from '../x509/keys/digest-algorithm.ts';

/** A time-stamp: an authority's word that a digest existed at a time (RFC 3161 §2.4.2). Nothing in it is believed yet. */
export interface TimeStampToken {
  readonly signedData: SignedData;
  readonly signerInfo: SignerInfo;
  /** DER of the TSTInfo: what the authority signed. */
  readonly content: Uint8Array;
  readonly digestName: DigestName;
  readonly digest: Uint8Array;
  readonly time: Instant;
  /** Under which of its policies the authority stamped: object identifier, dotted. */
  readonly policy: string;
  /** Repeats the nonce of the request, where that had one. */
  readonly nonce?: bigint;
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** @throws FormatError `tsp/…`, `cms/…`, `der/…`, `algorithm/unsupported` */
export function parseTimeStampToken(bytes: Uint8Array): TimeStampToken {
  const signedData = parseSignedData(bytes);
  const { content, contentType, signerInfos } = signedData;
  const [signerInfo, ...others] = signerInfos;
  if (contentType !== TST_INFO || !content) throw new FormatError('tsp/content', 'no TSTInfo');
  if (!signerInfo || others.length > 0) throw new FormatError('tsp/signers', 'not one signer');
  return { signedData, signerInfo, content, ...parseInfo(content) };
}

function parseInfo(
  content: Uint8Array,
): Pick<TimeStampToken, 'digest' | 'digestName' | 'time' | 'policy' | 'nonce'> {
  const fields = DerReader.ofBytes(content, derTags.sequence);
  if (parseSmallInteger(fields.take(derTags.integer)) !== 1) {
    throw new FormatError('tsp/version', 'not version 1');
  }
  const policy = parseOid(fields.take(derTags.oid));
  const imprint = fields.enter(derTags.sequence);
  const digestName = parseDigestAlgorithm(imprint.takeAny());
  const digest = parseOctetString(imprint.take(derTags.octetString));
  imprint.end();
  fields.take(derTags.integer);
  const time = parseTime(fields.take(derTags.generalizedTime));
  fields.takeIf(derTags.sequence);
  fields.takeIf(derTags.boolean);
  const nonce = fields.takeIf(derTags.integer);
  fields.takeIf(contextTag(0, 'constructed'));
  fields.takeIf(contextTag(1, 'constructed'));
  fields.end();
  return { digestName, digest, time, policy, ...(nonce && { nonce: parseInteger(nonce) }) };
}
