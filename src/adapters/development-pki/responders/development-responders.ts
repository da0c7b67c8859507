import { parseOcspRequest } from '../../../formats/ocsp/ocsp-request.ts';
import { parseTimeStampRequest } from '../../../formats/tsp/time-stamp-request.ts';
import { parseCertificate } from '../../../formats/x509/certificate.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import { instantOf, parseInstant, type Clock } from '../../../shared/instant.ts';
import { issueNextCrl } from '../revocation-lists.ts';
import { crlReasonCodes } from '../x509/crl-writer.ts';
import type { ResponderMaterial } from './responder-material.ts';
import { writeOcspRefusal, writeOcspResponse, type OcspStanding } from './write-ocsp-response.ts';
import {
  writeTimeStampRefusal,
  writeTimeStampResponse,
  type ResponderIdentity,
} from './write-time-stamp.ts';

/** What development responders take from outside. */
export interface ResponderSources {
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Policy of the development time-stamp authority: an example arc, nobody's. */
const POLICY = '1.3.6.1.4.1.99999.2';
const BAD_DATA_FORMAT = 5;
const UNACCEPTED_POLICY = 15;
const ANSWER_LIFETIME_MS = 7 * 86_400_000;
const BACKDATED_MS = 60_000;

/**
 * The time-stamp authority, OCSP responders and revocation lists of a development PKI: real answers, signed
 * with its keys, by whatever clock they are given. They never touch a disk or the network.
 */
export class DevelopmentResponders {
  readonly #material: ResponderMaterial;
  readonly #sources: ResponderSources;
  readonly #crls = new Map<string, { readonly crl: Uint8Array; readonly until: number }>();

  constructor(material: ResponderMaterial, sources: ResponderSources) {
    this.#material = material;
    this.#sources = sources;
  }

  /** Hosts that the PKI's certificates name for revocation. */
  get hosts(): readonly string[] {
    const urls = [...this.#material.certificates.values()].flatMap((der) => {
      const { caIssuers = [], ocspResponders = [] } = parseCertificate(der);
      return [...caIssuers, ...ocspResponders];
    });
    return [...new Set(urls.map((url) => new URL(url).hostname))];
  }

  /** Answers a TimeStampReq. @returns DER of the TimeStampResp. */
  answerTimeStamp(request: Uint8Array): Uint8Array {
    try {
      const parsed = parseTimeStampRequest(request);
      if (parsed.policy !== undefined && parsed.policy !== POLICY) {
        return writeTimeStampRefusal(UNACCEPTED_POLICY);
      }
      const serialNumber = this.#sources.randomBytes(16);
      serialNumber[0] = (serialNumber[0]! & 0x3f) | 0x40;
      const content = { time: this.#sources.clock.now(), policy: POLICY, serialNumber };
      return writeTimeStampResponse(parsed, content, this.#identityOf('time-stamping'));
    } catch (error) {
      if (isFormatError(error)) return writeTimeStampRefusal(BAD_DATA_FORMAT);
      throw error;
    }
  }

  /** Answers an OCSPRequest about certificates of an authority; `undefined` when it has no responder. */
  findOcspAnswer(authority: string, request: Uint8Array): Uint8Array | undefined {
    const responder = this.#material.index.certificates.find(
      ({ role, issuer }) => role === 'ocsp-responder' && issuer === authority,
    );
    if (!responder) return undefined;
    try {
      const now = this.#sources.clock.now();
      return writeOcspResponse(
        parseOcspRequest(request),
        (serial) => this.#standingOf(authority, serial),
        {
          thisUpdate: instantOf(now - BACKDATED_MS),
          nextUpdate: instantOf(now + ANSWER_LIFETIME_MS),
        },
        this.#identity(responder.name),
      );
    } catch (error) {
      if (isFormatError(error)) return writeOcspRefusal(1);
      throw error;
    }
  }

  /** The revocation list of an authority as of now; `undefined` for a name that is none. DER. */
  findCrl(authority: string): Uint8Array | undefined {
    const { index } = this.#material;
    const entry = index.authorities.find(({ name }) => name === authority);
    if (!entry) return undefined;
    const now = this.#sources.clock.now();
    const known = this.#crls.get(authority);
    if (known !== undefined && now < known.until) return known.crl;
    const { certificate, privateKey } = this.#identity(authority);
    const { crl } = issueNextCrl(entry, certificate, privateKey, index.crlDays, now);
    this.#crls.set(authority, { crl, until: now + ANSWER_LIFETIME_MS });
    return crl;
  }

  /** The certificate of an authority; `undefined` for a name that is none. DER. */
  findCertificate(authority: string): Uint8Array | undefined {
    const isAuthority = this.#material.index.authorities.some(({ name }) => name === authority);
    return isAuthority ? this.#material.certificates.get(authority) : undefined;
  }

  #standingOf(authority: string, serial: string): OcspStanding {
    const { index, certificates } = this.#material;
    const revoked = index.authorities
      .find(({ name }) => name === authority)
      ?.revoked.find(({ serialHex }) => serialHex.toUpperCase() === serial);
    if (revoked) {
      const reasonCode = crlReasonCodes[revoked.reason] ?? 0;
      return { kind: 'revoked', at: parseInstant(revoked.revokedAt), reasonCode };
    }
    const isKnown = [...index.authorities, ...index.certificates].some(
      ({ name, issuer }) =>
        issuer === authority && parseCertificate(certificates.get(name)!).serial === serial,
    );
    return { kind: isKnown ? 'good' : 'unknown' };
  }

  /** Of several that follow one another the one that began last; after the last has ended it goes on. */
  #identityOf(role: 'time-stamping'): ResponderIdentity {
    const all = this.#material.index.certificates.filter((each) => each.role === role);
    const now = this.#sources.clock.now();
    const begun = all.filter(({ validFrom }) => parseInstant(validFrom) <= now);
    const [entry = all[0]] = begun.sort(
      (left, right) => parseInstant(right.validFrom) - parseInstant(left.validFrom),
    );
    if (!entry) throw new TypeError('this development PKI has no time-stamp authority');
    return this.#identity(entry.name);
  }

  #identity(name: string): ResponderIdentity {
    const { keys, certificates } = this.#material;
    return { privateKey: keys.get(name)!, certificate: certificates.get(name)! };
  }
}
