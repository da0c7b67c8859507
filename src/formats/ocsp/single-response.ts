import { FormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { crlReasonOf, type CrlReason } from '../crl/crl-entry.ts';
import { contextTag, derTags, type DerElement } from '../der/der-element.ts';
import { DerReader, expectTag, parseExplicit } from '../der/der-reader.ts';
import { parseTime } from '../der/der-time.ts';
import { parseSmallInteger } from '../der/der-values.ts';
import { parseExtensionList } from '../x509/extensions/extension-list.ts';
import { parseCertificateId, type CertificateId } from './certificate-id.ts';

/** What a responder says of one certificate (RFC 6960 §4.2.1). */
export interface SingleResponse extends CertificateId {
  readonly status:
    | { readonly kind: 'good' }
    | { readonly kind: 'revoked'; readonly at: Instant; readonly reason: CrlReason }
    | { readonly kind: 'unknown' };
  readonly thisUpdate: Instant;
  readonly nextUpdate?: Instant;
}

/** @throws FormatError `ocsp/…`, `der/…`, `algorithm/unsupported` */
export function parseSingleResponse(element: DerElement): SingleResponse {
  const fields = DerReader.of(element, derTags.sequence);
  const certificateId = parseCertificateId(fields.enter(derTags.sequence));
  const status = parseStatus(fields.takeAny());
  const thisUpdate = parseTime(fields.take(derTags.generalizedTime));
  const nextUpdate = fields.takeIf(contextTag(0, 'constructed'));
  const extensions = fields.takeIf(contextTag(1, 'constructed'));
  fields.end();
  if (
    extensions &&
    parseExtensionList(parseExplicit(extensions)).some(({ critical }) => critical)
  ) {
    throw new FormatError('ocsp/extension', 'an unknown critical extension');
  }
  return {
    ...certificateId,
    status,
    thisUpdate,
    ...(nextUpdate && {
      nextUpdate: parseTime(expectTag(parseExplicit(nextUpdate), derTags.generalizedTime)),
    }),
  };
}

function parseStatus(element: DerElement): SingleResponse['status'] {
  if (element.tag === contextTag(0, 'primitive')) return { kind: 'good' };
  if (element.tag === contextTag(2, 'primitive')) return { kind: 'unknown' };
  const fields = DerReader.of(element, contextTag(1, 'constructed'));
  const at = parseTime(fields.take(derTags.generalizedTime));
  const reason = fields.takeIf(contextTag(0, 'constructed'));
  fields.end();
  if (!reason) return { kind: 'revoked', at, reason: 'unspecified' };
  const number = parseSmallInteger(expectTag(parseExplicit(reason), derTags.enumerated));
  return { kind: 'revoked', at, reason: crlReasonOf(number) };
}
