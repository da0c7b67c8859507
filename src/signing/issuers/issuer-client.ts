import { isSelfIssued, type Certificate } from '../../formats/x509/certificate.ts';
import { parseCertificateBundle } from '../../formats/x509/certificate-bundle.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { isAppError, type AppError, type AppErrorCode } from '../../shared/app-error.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { instantOf, type Instant } from '../../shared/instant.ts';
import { EvidenceCache } from '../revocation/evidence-cache.ts';
import type { RevocationTransport } from '../revocation/revocation-transport.ts';
import { evidenceFault, mayPass, type EvidenceFaultCode } from '../services/evidence-fault.ts';
import { toHostStandings, type ServiceStanding } from '../services/service-standing.ts';
import { withRetries, type RetrySettings, type RetrySources } from '../services/retry.ts';
import type { IssuerSource } from './issuer-source.ts';

/** What a client takes from outside. */
export interface IssuerSources extends RetrySources {
  /** Asks the same hosts as for revocation, and no others: the addresses come out of the same certificates. */
  readonly transport: RevocationTransport;
}

interface FetchedIssuers {
  readonly certificates: readonly Certificate[];
  readonly freshUntil: Instant;
}

/** Authorities above authorities: no honest path is longer. */
const MOST_STEPS = 6;
/** A certificate has a few kilobytes, a bundle some more. */
const MAX_BUNDLE_BYTES = 64 * 1024;
const KEPT_MS = 24 * 3_600_000;

/** What the transport says of a revocation service, said of an issuer's certificate. */
const faultOf: Partial<Readonly<Record<AppErrorCode, EvidenceFaultCode>>> = {
  'revocation-host-refused': 'issuer-host-refused',
  'revocation-unreachable': 'issuer-unreachable',
  'revocation-timeout': 'issuer-timeout',
  'revocation-too-large': 'issuer-too-large',
  'revocation-malformed': 'issuer-malformed',
};

/** Fetches issuers' certificates from where certificates say that they are (`caIssuers`, RFC 5280 §4.2.2.1). */
export class IssuerClient implements IssuerSource {
  readonly #retry: RetrySettings;
  readonly #sources: IssuerSources;
  readonly #kept: EvidenceCache<FetchedIssuers>;

  constructor(retry: RetrySettings, sources: IssuerSources) {
    this.#retry = retry;
    this.#sources = sources;
    this.#kept = new EvidenceCache(sources.clock);
  }

  async findMissing(
    leaf: Certificate,
    known: readonly Certificate[],
    anchors: readonly Certificate[],
  ): Promise<readonly Certificate[]> {
    const fetched: Certificate[] = [];
    let last = [leaf];
    for (let step = 0; step < MOST_STEPS && last.length > 0; step++) {
      const open = last.filter(
        (certificate) => !isSelfIssued(certificate) && !hasIssuer(certificate, anchors),
      );
      const above: Certificate[] = [];
      for (const certificate of open) {
        if (!hasIssuer(certificate, [...known, ...fetched])) {
          fetched.push(...(await this.#fetchFor(certificate)));
        }
        above.push(...[...known, ...fetched].filter((each) => isNamedBy(certificate, each)));
      }
      last = above;
    }
    return fetched;
  }

  /** The hosts that were asked lately, and whether one is left alone because it failed. */
  findStandings(): readonly ServiceStanding[] {
    return toHostStandings('issuer-certificates', this.#kept);
  }

  /** The first address that has something; an issuer may publish at several. */
  async #fetchFor({ caIssuers = [] }: Certificate): Promise<readonly Certificate[]> {
    let first: AppError | undefined;
    for (const url of caIssuers.filter(isWebAddress)) {
      try {
        return (await this.#kept.get(url, () => this.#fetch(url))).certificates;
      } catch (error) {
        if (!isAppError(error)) throw error;
        first ??= error;
      }
    }
    if (first !== undefined) throw first;
    return [];
  }

  async #fetch(url: string): Promise<FetchedIssuers> {
    const { host } = new URL(url);
    try {
      const bytes = await withRetries(
        () => this.#sources.transport.get(url, MAX_BUNDLE_BYTES),
        (error) => isAppError(error) && mayPass(error.code),
        this.#retry,
        this.#sources,
      );
      const freshUntil = instantOf(this.#sources.clock.now() + KEPT_MS);
      return { certificates: parseCertificateBundle(bytes), freshUntil };
    } catch (error) {
      if (isFormatError(error)) throw evidenceFault('issuer-malformed', host, error);
      const code = isAppError(error) ? faultOf[error.code] : undefined;
      throw code === undefined ? error : evidenceFault(code, host, error);
    }
  }
}

function hasIssuer(certificate: Certificate, among: readonly Certificate[]): boolean {
  return among.some((each) => isNamedBy(certificate, each));
}

function isNamedBy({ issuer }: Certificate, { subject }: Certificate): boolean {
  return areNamesEqual(subject, issuer);
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
