import { contextTag, derTags } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { parseAscii, parseOid } from '../../der/der-values.ts';

const accessMethods = { ocsp: '1.3.6.1.5.5.7.48.1', caIssuers: '1.3.6.1.5.5.7.48.2' } as const;

/** Where more can be fetched about the issuer: web addresses only (RFC 5280 §4.2.2.1). */
export function parseAuthorityAccess(value: Uint8Array): {
  readonly caIssuers: readonly string[];
  readonly ocspResponders: readonly string[];
} {
  const descriptions = DerReader.ofBytes(value, derTags.sequence)
    .takeAll(50)
    .map((description) => {
      const fields = DerReader.of(description, derTags.sequence);
      return { method: parseOid(fields.take(derTags.oid)), location: fields.takeAny() };
    })
    .filter(({ location }) => location.tag === contextTag(6, 'primitive'));
  const addressesOf = (wanted: string) =>
    descriptions
      .filter(({ method }) => method === wanted)
      .map(({ location }) => parseAscii(location.content));
  return {
    caIssuers: addressesOf(accessMethods.caIssuers),
    ocspResponders: addressesOf(accessMethods.ocsp),
  };
}
