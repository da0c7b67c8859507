import type { CertificateRevocationList } from '../../formats/crl/certificate-revocation-list.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import type { PathParameters } from '../path/path-context.ts';

/** The times at which lists are asked. */
export type RevocationTimes = Pick<PathParameters, 'validationTime' | 'presentTime'>;

/**
 * Whether a list speaks for the validation time: published by then (or, for a past time, by now) and not
 * yet due for renewal then. A list without a next update never ends and therefore proves nothing; RFC
 * 5280 §5.1.2.5 forbids it.
 */
export function isFresh(
  { thisUpdate, nextUpdate }: CertificateRevocationList,
  { validationTime, presentTime = validationTime }: RevocationTimes,
): boolean {
  return thisUpdate <= presentTime && nextUpdate !== undefined && validationTime <= nextUpdate;
}

/** The newest delta list that completes a full list (RFC 5280 §5.2.4, §6.3.3 (c)). */
export function findUsableDelta(
  base: CertificateRevocationList,
  crls: readonly CertificateRevocationList[],
  times: RevocationTimes,
): CertificateRevocationList | undefined {
  return crls
    .filter((crl) => isDeltaOf(crl, base) && isFresh(crl, times))
    .sort((left, right) => Number((right.crlNumber ?? 0n) - (left.crlNumber ?? 0n)))[0];
}

function isDeltaOf(crl: CertificateRevocationList, base: CertificateRevocationList): boolean {
  return (
    crl.deltaBaseNumber !== undefined &&
    crl.crlNumber !== undefined &&
    base.crlNumber !== undefined &&
    base.crlNumber >= crl.deltaBaseNumber &&
    base.crlNumber < crl.crlNumber &&
    areNamesEqual(crl.issuer, base.issuer) &&
    // The same scope and the same key, as far as the lists say so.
    JSON.stringify(toScope(crl)) === JSON.stringify(toScope(base))
  );
}

function toScope({ issuingDistributionPoint, authorityKeyIdentifier }: CertificateRevocationList) {
  return [
    JSON.stringify(issuingDistributionPoint ?? null, (_, value: unknown) =>
      value instanceof Set || value instanceof Uint8Array ? [...value] : value,
    ),
    [...(authorityKeyIdentifier ?? [])],
  ];
}
