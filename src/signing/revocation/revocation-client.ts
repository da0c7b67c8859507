import { parseCrl } from '../../formats/crl/certificate-revocation-list.ts';
import { encodeCertificateId } from '../../formats/ocsp/certificate-id.ts';
import { encodeOctetString } from '../../formats/der/der-writer.ts';
import { encodeOcspRequest } from '../../formats/ocsp/ocsp-request.ts';
import { parseOcspResponse, type OcspResponse } from '../../formats/ocsp/ocsp-response.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { isAppError, type AppError } from '../../shared/app-error.ts';
import { equalBytes, toBase64 } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { instantOf } from '../../shared/instant.ts';
import { ConcurrencyLimit } from '../services/concurrency-limit.ts';
import { evidenceFault, mayPass } from '../services/evidence-fault.ts';
import { toHostStandings, type ServiceStanding } from '../services/service-standing.ts';
import { withRetries, type RetrySettings, type RetrySources } from '../services/retry.ts';
import { EvidenceCache } from './evidence-cache.ts';
import {
  checkEvidence,
  type AskedCertificate,
  type RevocationEvidence,
} from './revocation-evidence.ts';
import type { RevocationTransport } from './revocation-transport.ts';

/** How revocation services are asked. */
export interface RevocationSettings {
  readonly maxOcspBytes: number;
  readonly maxCrlBytes: number;
  /** Which of the two is asked first where a certificate names both. */
  readonly prefer: 'ocsp' | 'crl';
  readonly retry: RetrySettings;
  /** Requests under way at the same time. */
  readonly concurrency: number;
}

/** Where revocation evidence comes from. */
export interface RevocationSource {
  /**
   * Evidence that a certificate is not revoked, checked, and fresh now.
   * @returns `undefined` where its issuer says that there is nothing to ask.
   * @throws AppError `certificate-revoked`, `revocation-…`
   */
  findEvidence(asked: AskedCertificate): Promise<RevocationEvidence | undefined>;
}

/** What a client takes from outside. */
export interface RevocationSources extends RetrySources {
  readonly transport: RevocationTransport;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
}

const OCSP_REQUEST = 'application/ocsp-request';
const NONCE_BYTES = 32;
/** RFC 5019 §5: longer questions are not for GET. */
const MOST_GET_CHARACTERS = 255;
/** An answer without a next update is newer each time it is asked for; a batch still asks once. */
const DEFAULT_FRESH_MS = 3_600_000;

/** Asks OCSP responders and fetches revocation lists, each answer once until it goes stale. */
export class RevocationClient implements RevocationSource {
  readonly #settings: RevocationSettings;
  readonly #sources: RevocationSources;
  readonly #limit: ConcurrencyLimit;
  readonly #answers: EvidenceCache<RevocationEvidence>;

  constructor(settings: RevocationSettings, sources: RevocationSources) {
    this.#settings = settings;
    this.#sources = sources;
    this.#limit = new ConcurrencyLimit(settings.concurrency);
    this.#answers = new EvidenceCache(sources.clock);
  }

  async findEvidence(asked: AskedCertificate): Promise<RevocationEvidence | undefined> {
    const { certificate, name } = asked;
    if (hasNothingToAsk(certificate)) return undefined;
    let first: AppError | undefined;
    for (const fetch of this.#waysTo(asked)) {
      try {
        const evidence = await fetch();
        await checkEvidence(asked, evidence, this.#sources.clock.now());
        return evidence;
      } catch (error) {
        if (!isAppError(error) || error.code === 'certificate-revoked') throw error;
        first ??= error;
      }
    }
    throw first ?? evidenceFault('revocation-not-published', name);
  }

  /** The hosts that were asked lately, and whether one is left alone because it failed. */
  findStandings(): readonly ServiceStanding[] {
    return toHostStandings('revocation', this.#answers);
  }

  #waysTo(asked: AskedCertificate): readonly (() => Promise<RevocationEvidence>)[] {
    const responders = (asked.certificate.ocspResponders ?? [])
      .filter(isWebAddress)
      .map((url) => () => this.#askResponder(url, asked));
    const lists = listAddresses(asked.certificate).map((url) => () => this.#fetchList(url));
    return this.#settings.prefer === 'ocsp' ? [...responders, ...lists] : [...lists, ...responders];
  }

  #fetchList(url: string): Promise<RevocationEvidence> {
    return this.#answers.get(url, () =>
      this.#request(async () => {
        const { transport } = this.#sources;
        const encoded = await transport.get(url, this.#settings.maxCrlBytes);
        const crl = readable(url, () => parseCrl(encoded));
        const freshUntil = crl.nextUpdate ?? this.#soon();
        return { kind: 'crl', encoded, crl, freshUntil } as const;
      }),
    );
  }

  #askResponder(url: string, asked: AskedCertificate): Promise<RevocationEvidence> {
    const key = `${url} ${asked.certificate.serial}`;
    return this.#answers.get(key, async () => {
      const { encoded, response } = await this.#request(() => this.#exchange(url, asked));
      const single = response.responses.find(({ serial }) => serial === asked.certificate.serial);
      const freshUntil = single?.nextUpdate ?? this.#soon();
      return { kind: 'ocsp', encoded, response, freshUntil } as const;
    });
  }

  /** With a nonce first; a responder that does not like that is asked plainly, as caches are (RFC 5019). */
  async #exchange(
    url: string,
    { certificate, issuer }: AskedCertificate,
  ): Promise<{ readonly encoded: Uint8Array; readonly response: OcspResponse }> {
    const { transport, randomBytes } = this.#sources;
    const { maxOcspBytes } = this.#settings;
    const certificateId = await encodeCertificateId(certificate, issuer);
    const nonce = randomBytes(NONCE_BYTES);
    const question = encodeOcspRequest(certificateId, nonce);
    try {
      const encoded = await transport.post(url, OCSP_REQUEST, question, maxOcspBytes);
      const response = readable(url, () => parseOcspResponse(encoded));
      const { nonceValue } = response;
      if (nonceValue && !equalBytes(nonceValue, encodeOctetString(nonce))) {
        throw evidenceFault('revocation-wrong-nonce', hostOf(url));
      }
      return { encoded, response };
    } catch (error) {
      if (!isAppError(error) || error.code !== 'revocation-malformed') throw error;
      const address = toGetAddress(url, encodeOcspRequest(certificateId));
      if (address === undefined) throw error;
      const encoded = await transport.get(address, maxOcspBytes);
      return { encoded, response: readable(url, () => parseOcspResponse(encoded)) };
    }
  }

  #request<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    return withRetries(
      () => this.#limit.run(request),
      (error) => isAppError(error) && mayPass(error.code),
      this.#settings.retry,
      this.#sources,
    );
  }

  #soon() {
    return instantOf(this.#sources.clock.now() + DEFAULT_FRESH_MS);
  }
}

function hasNothingToAsk({ hasOcspNoCheck, hasNoRevocation, basicConstraints }: Certificate) {
  return (hasOcspNoCheck === true || hasNoRevocation === true) && !basicConstraints?.isCa;
}

/** Where the certificate says that its revocation lists are; those that list its kind of certificate or reasons only in part still count. */
function listAddresses({ crlDistributionPoints = [] }: Certificate): readonly string[] {
  return crlDistributionPoints
    .flatMap(({ name }) => (name?.kind === 'full' ? name.names : []))
    .flatMap((name) => (name.kind === 'uri' ? [name.value] : []))
    .filter(isWebAddress);
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** RFC 6960 appendix A.1.1: the question in base64 behind the responder's address. */
function toGetAddress(url: string, question: Uint8Array): string | undefined {
  const text = encodeURIComponent(toBase64(question));
  return text.length > MOST_GET_CHARACTERS ? undefined : `${url.replace(/\/$/, '')}/${text}`;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function readable<Value>(url: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw isFormatError(error) ? evidenceFault('revocation-malformed', hostOf(url), error) : error;
  }
}
