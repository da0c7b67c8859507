import { toBase64 } from '../../shared/bytes.ts';
import { formatInstant, type Instant } from '../../shared/instant.ts';
import type { TrustListFile } from '../../trust/trust-list.ts';
import type { PkiIndex } from './pki-index.ts';

/**
 * The trust list of a development PKI: its roots as anchors, the authorities below them, each signer tied
 * to its institution, every authority's revocation list.
 * @param certificates DER by name, of authorities and certificates alike.
 * @param crls DER by authority.
 */
export function toTrustList(
  index: PkiIndex,
  certificates: ReadonlyMap<string, Uint8Array>,
  crls: ReadonlyMap<string, Uint8Array>,
  issuedAt: Instant,
): TrustListFile {
  const certificateOf = (name: string) => toBase64(certificates.get(name)!);
  return {
    format: 'parinya-trust-list/1',
    developmentOnly: true,
    issuedAt: formatInstant(issuedAt),
    anchors: index.authorities
      .filter(({ issuer }) => issuer === undefined)
      .map(({ name, services }) => ({ certificate: certificateOf(name), services })),
    intermediates: index.authorities
      .filter(({ issuer }) => issuer !== undefined)
      .map(({ name }) => certificateOf(name)),
    institutions: index.institutions.map((institution) => ({
      ...institution,
      signers: index.certificates
        .filter(({ institutionCode }) => institutionCode === institution.code)
        .map(({ name, standing, validFrom, validUntil }) => ({
          certificate: certificateOf(name),
          validFrom,
          ...(standing === 'expired' ? { validUntil } : {}),
        })),
    })),
    crls: index.authorities.map(({ name }) => toBase64(crls.get(name)!)),
  };
}

/**
 * A trust list made anew with what a person has entered into the one before: keys that were added, from when
 * to when each signs, further institutions and authorities.
 */
export function withKeptSigners(
  fresh: TrustListFile,
  before: TrustListFile | undefined,
): TrustListFile {
  if (before === undefined) return fresh;
  const added = before.institutions.filter(
    ({ code }) => !fresh.institutions.some((each) => each.code === code),
  );
  return {
    ...fresh,
    anchors: [
      ...fresh.anchors.map((anchor) => {
        const known = before.anchors.find(({ certificate }) => certificate === anchor.certificate);
        return {
          ...anchor,
          services: [...new Set([...anchor.services, ...(known?.services ?? [])])],
        };
      }),
      ...before.anchors.filter((anchor) => !hasSame(fresh.anchors, anchor)),
    ],
    intermediates: [...new Set([...fresh.intermediates, ...before.intermediates])],
    institutions: [
      ...fresh.institutions.map((institution) => {
        const known = before.institutions.find(({ code }) => code === institution.code)?.signers;
        const unchanged = institution.signers.filter((signer) => !hasSame(known ?? [], signer));
        return { ...institution, signers: [...(known ?? []), ...unchanged] };
      }),
      ...added,
    ],
  };
}

function hasSame(
  list: readonly { readonly certificate: string }[],
  { certificate }: { readonly certificate: string },
): boolean {
  return list.some((each) => each.certificate === certificate);
}
