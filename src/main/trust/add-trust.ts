import { checkSigningCertificate } from '../../adapters/key-stores/certificate-path.ts';
import type { RsaScheme } from '../../formats/signature-algorithm.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import type { IssuerSource } from '../../signing/issuers/issuer-source.ts';
import type { TrustService } from '../../trust/parse-trust-list.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { trustListPath } from '../installation/trust-list-path.ts';
import { withKeysLock } from '../keys/keys-lock.ts';
import { TrustedSigners, type TrustedOwner } from '../keys/trusted-signers.ts';
import {
  checkAuthority,
  checkCandidate,
  type CandidateCertificate,
} from './checked-certificate.ts';
import { trustProblem } from './trust-problems.ts';

/** The trust list of an installation, to be added to by a person. */
export interface TrustOffice {
  readonly loaded: LoadedConfiguration;
  readonly clock: Clock;
  /** Where certificates between a signer's and an authority's are fetched that are not at hand. */
  readonly issuers: IssuerSource;
  readonly isProduction: boolean;
}

/** What is to be believed, and for what. */
export interface NewTrust {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** For what the authorities among them are believed; of none, they only complete paths. */
  readonly services: readonly TrustService[];
  /** For whom the others sign. */
  readonly signer?: NewSigner;
  /** Somebody knows that certificates for development are among them. */
  readonly mayBeDevelopment: boolean;
}

interface NewSigner {
  readonly institutionCode: string;
  /** Names of an institution that is not known yet. */
  readonly names?: Pick<TrustedOwner, 'nameTh' | 'nameEn'>;
  readonly rsaScheme: RsaScheme;
  /** From and until when it signs; while its certificate is valid when left out. */
  readonly validFrom?: Instant;
  readonly validUntil?: Instant;
}

/** What became of one certificate. */
export interface AddedTrust extends CandidateCertificate {
  readonly kind: 'anchor' | 'intermediate' | 'signer';
  /** For what an anchor is believed now. */
  readonly services: readonly TrustService[];
  readonly institutionCode: string | null;
  /** Whether the list knew it, so that nothing was changed. */
  readonly wasThere: boolean;
}

/**
 * Enters certificates into the trust list: authorities to believe, authorities below them that complete paths, and
 * signers of institutions. All of them or none: the file is replaced as a whole, while no other command changes it.
 * @throws AppError what speaks against a certificate (`trustProblem`), `keys-in-use`, `input-unreadable`.
 */
export function addTrust(office: TrustOffice, added: NewTrust): Promise<readonly AddedTrust[]> {
  return withKeysLock(office.loaded, () => enter(office, added));
}

async function enter(office: TrustOffice, added: NewTrust): Promise<readonly AddedTrust[]> {
  const now = office.clock.now();
  const list = await TrustedSigners.open(trustListPath(office.loaded), now);
  const candidates: CandidateCertificate[] = [];
  for (const der of added.certificates) candidates.push(await checkCandidate(der, now));
  if (office.isProduction && list.isDevelopmentOnly) throw trustProblem('development', 'trustList');
  for (const { isDevelopment, name } of candidates.filter((each) => each.isDevelopment)) {
    const isMeant = added.mayBeDevelopment || list.isDevelopmentOnly;
    if (isDevelopment && (office.isProduction || !isMeant)) {
      throw trustProblem('development', name);
    }
  }
  const authorities = candidates.filter(({ isAuthority }) => isAuthority);
  const others = candidates.filter(({ isAuthority }) => !isAuthority);
  const results = authorities.map((each) => enterAuthority(list, added, each));
  for (const { kind, certificate, name } of results) {
    const isReached = kind === 'anchor' || (await list.leadsToAnchor(certificate, now));
    if (!isReached) throw trustProblem('path-incomplete', name);
  }
  for (const each of others) results.push(await enterSigner(office, list, added, each, now));
  if (results.some(({ wasThere }) => !wasThere)) {
    if (candidates.some(({ isDevelopment }) => isDevelopment)) list.markDevelopmentOnly();
    await list.write(now);
  }
  return results;
}

function enterAuthority(
  list: TrustedSigners,
  { services, signer }: NewTrust,
  candidate: CandidateCertificate,
): AddedTrust {
  checkAuthority(candidate);
  const { certificate, isSelfSigned, name } = candidate;
  if (services.length > 0) {
    const before = list.findServices(certificate.encoded);
    list.addAnchor(certificate.encoded, services);
    return {
      ...candidate,
      kind: 'anchor',
      institutionCode: null,
      services: list.findServices(certificate.encoded),
      wasThere: services.every((service) => before.includes(service)),
    };
  }
  if (isSelfSigned) {
    throw trustProblem(signer === undefined ? 'purpose-missing' : 'not-a-signer', name);
  }
  const wasThere = !list.addIntermediate(certificate.encoded);
  return { ...candidate, kind: 'intermediate', institutionCode: null, services: [], wasThere };
}

async function enterSigner(
  { loaded, issuers }: TrustOffice,
  list: TrustedSigners,
  { signer, services }: NewTrust,
  candidate: CandidateCertificate,
  now: Instant,
): Promise<AddedTrust> {
  const { certificate, name } = candidate;
  if (signer === undefined) {
    throw trustProblem(services.length > 0 ? 'not-an-authority' : 'purpose-missing', name);
  }
  const { institutionCode, names, rsaScheme, validUntil } = signer;
  const owner =
    loaded.settings.institutions.find(({ code }) => code === institutionCode) ??
    list.findOwner(institutionCode) ??
    (names && { code: institutionCode, ...names });
  if (owner === undefined) throw trustProblem('institution-unknown', institutionCode);
  const { encoded, notBefore, notAfter } = certificate;
  const owners = list.findOwnersOf(encoded);
  const other = owners.find((code) => code !== institutionCode);
  if (other !== undefined) throw trustProblem('other-institution', other);
  const { jwsAlg } = checkSigningCertificate(encoded, now, rsaScheme);
  const validFrom = signer.validFrom ?? notBefore;
  const lasts = validFrom >= notBefore && (validUntil ?? notAfter) <= notAfter;
  if (!lasts || (validUntil !== undefined && validUntil <= validFrom)) {
    throw trustProblem('ends-before-it-begins', name);
  }
  await list.completePath([encoded], now, issuers);
  const wasThere = owners.includes(institutionCode);
  if (!wasThere) {
    list.set(owner, {
      certificates: [Uint8Array.from(encoded)],
      algorithm: jwsAlg,
      validFrom,
      ...(validUntil === undefined ? {} : { validUntil }),
    });
  }
  return { ...candidate, kind: 'signer', institutionCode, services: [], wasThere };
}
