import { readFile } from 'node:fs/promises';

import { keyStoreError } from '../../adapters/key-stores/key-store-errors.ts';
import { findSignatureAlgorithm } from '../../formats/signature-algorithm.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { parsePublicKey } from '../../formats/x509/keys/public-key.ts';
import { AppError } from '../../shared/app-error.ts';
import { toBase64 } from '../../shared/bytes.ts';
import { formatInstant, type Instant } from '../../shared/instant.ts';
import type { IssuerSource } from '../../signing/issuers/issuer-source.ts';
import type { TrustListFile } from '../../trust/trust-list.ts';
import { parseTrustList, type TrustService } from '../../trust/parse-trust-list.ts';
import { findBestPath } from '../../trust/find-best-path.ts';
import type { PathCheck } from '../../trust/path/path-check.ts';
import { hasPassed } from '../../trust/path/validate-path.ts';
import { writeFileWhole } from '../installation/write-file-whole.ts';
import type { SigningKeyEntry } from './key-file-schema.ts';

/** What of a key the trust list says. */
type TrustedKey = Pick<SigningKeyEntry, 'certificates' | 'algorithm' | 'validFrom' | 'validUntil'>;

/** Whose key it is, as the trust list names institutions. */
export interface TrustedOwner {
  readonly code: string;
  readonly nameTh: string;
  readonly nameEn: string;
}

/**
 * The trust list of an installation while its keys are changed: it says from when to when each key signs, so
 * that a retired key's documents still verify, and the published key set is made of it.
 */
export class TrustedSigners {
  readonly #path: string;
  #list: TrustListFile;

  private constructor(path: string, list: TrustListFile) {
    this.#path = path;
    this.#list = list;
  }

  /** Opens the file; a new installation begins with an empty list. @throws AppError `input-unreadable` */
  static async open(path: string, now: Instant): Promise<TrustedSigners> {
    try {
      const text = await readFile(path, 'utf8');
      parseTrustList(text);
      return new TrustedSigners(path, JSON.parse(text) as TrustListFile);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(path);
      return new TrustedSigners(path, {
        format: 'parinya-trust-list/1',
        developmentOnly: false,
        issuedAt: formatInstant(now),
        anchors: [],
        intermediates: [],
        institutions: [],
        crls: [],
      });
    }
  }

  /** Whether the list believes what was made for development. */
  get isDevelopmentOnly(): boolean {
    return this.#list.developmentOnly;
  }

  /** From now on every verdict by this list says that it is for development only. */
  markDevelopmentOnly(): void {
    this.#list = { ...this.#list, developmentOnly: true };
  }

  /** Believes an authority for these services as well. @param certificate DER. */
  addAnchor(
    certificate: Uint8Array,
    services: readonly TrustService[] = ['institution-signer'],
  ): void {
    const encoded = toBase64(certificate);
    const { anchors } = this.#list;
    const all = [...new Set([...this.findServices(certificate), ...services])];
    const anchor = { certificate: encoded, services: all };
    const isThere = anchors.some((each) => each.certificate === encoded);
    this.#list = {
      ...this.#list,
      anchors: isThere
        ? anchors.map((each) => (each.certificate === encoded ? anchor : each))
        : [...anchors, anchor],
    };
  }

  /** For what an authority is believed. @param certificate DER. */
  findServices(certificate: Uint8Array): readonly TrustService[] {
    const encoded = toBase64(certificate);
    return this.#list.anchors.find((each) => each.certificate === encoded)?.services ?? [];
  }

  /** Adds an authority that completes paths. @param certificate DER. @returns whether it is new. */
  addIntermediate(certificate: Uint8Array): boolean {
    const encoded = toBase64(certificate);
    const { intermediates } = this.#list;
    if (intermediates.includes(encoded)) return false;
    this.#list = { ...this.#list, intermediates: [...intermediates, encoded] };
    return true;
  }

  /** Whether a path from a certificate to any authority of the list can be found, whatever it is believed for. */
  async leadsToAnchor(leaf: Certificate, at: Instant): Promise<boolean> {
    const { anchors, intermediates } = parseTrustList(JSON.stringify(this.#list));
    const { checks } = await findBestPath({
      leaf,
      anchors: anchors.map(({ certificate }) => certificate),
      untrusted: intermediates,
      crls: [],
      ocspResponses: [],
      requireRevocation: false,
      parameters: { validationTime: at },
    });
    return hasPassed(checks);
  }

  /** An institution that the list knows. */
  findOwner(institutionCode: string): TrustedOwner | undefined {
    return this.#list.institutions.find(({ code }) => code === institutionCode);
  }

  /** Codes of the institutions for which a certificate signs. @param certificate DER. */
  findOwnersOf(certificate: Uint8Array): readonly string[] {
    const encoded = toBase64(certificate);
    return this.#list.institutions
      .filter(({ signers }) => signers.some((each) => each.certificate === encoded))
      .map(({ code }) => code);
  }

  /**
   * The certificates from a key's own up to below an anchor: a document that nobody could verify is not to be
   * signed. What did not come with the key is taken from the trust list or fetched from its issuer.
   * @param certificates DER, the key's own first.
   * @throws AppError `certificate-path-incomplete`, `issuer-…`
   */
  async completePath(
    certificates: readonly Uint8Array[],
    at: Instant,
    issuers: IssuerSource,
  ): Promise<Uint8Array<ArrayBuffer>[]> {
    const { anchors, intermediates } = parseTrustList(JSON.stringify(this.#list));
    const [leaf, ...carried] = certificates.map(parseCertificate);
    const believed = anchors
      .filter(({ services }) => services.includes('institution-signer'))
      .map(({ certificate }) => certificate);
    const search = (untrusted: readonly Certificate[]) =>
      findBestPath({
        leaf: leaf!,
        anchors: believed,
        untrusted,
        crls: [],
        ocspResponses: [],
        requireRevocation: false,
        parameters: { validationTime: at },
      });
    const atHand = [...carried, ...intermediates];
    const first = await search(atHand);
    const { path, checks } = hasPassed(first.checks)
      ? first
      : await search([...atHand, ...(await issuers.findMissing(leaf!, atHand, believed))]);
    if (!hasPassed(checks)) throw keyStoreError('certificate-path-incomplete', objectionOf(checks));
    // Whoever trusts another authority than we may need what came along above our anchor.
    const complete = path.slice(0, -1).map(({ encoded }) => encoded);
    const longer = complete.length > certificates.length ? complete : certificates;
    return longer.map((each) => Uint8Array.from(each));
  }

  /** Says from when to when a key signs for its institution. */
  set(owner: TrustedOwner, key: TrustedKey): void {
    const { code, nameTh, nameEn } = owner;
    const certificate = toBase64(key.certificates[0]!);
    // What it signed before stays good, also when the plan was lost and the key is entered again.
    const start = this.findStart(code, key.certificates[0]!) ?? key.validFrom;
    const signer = {
      certificate,
      ...(isUsual(key) ? {} : { algorithm: key.algorithm }),
      validFrom: formatInstant(start < key.validFrom ? start : key.validFrom),
      ...(key.validUntil === undefined ? {} : { validUntil: formatInstant(key.validUntil) }),
    };
    const { institutions } = this.#list;
    const known = institutions.find((each) => each.code === code);
    const others = known?.signers.filter((each) => each.certificate !== certificate) ?? [];
    const updated = { ...(known ?? { code, nameTh, nameEn }), signers: [...others, signer] };
    this.#list = {
      ...this.#list,
      institutions: known
        ? institutions.map((each) => (each === known ? updated : each))
        : [...institutions, updated],
    };
  }

  /** From when a certificate that the list knows signs. @param certificate DER. */
  findStart(institutionCode: string, certificate: Uint8Array): Instant | undefined {
    const { institutions } = parseTrustList(JSON.stringify(this.#list));
    const encoded = toBase64(certificate);
    return institutions
      .find(({ code }) => code === institutionCode)
      ?.signers.find((each) => toBase64(each.certificate) === encoded)?.validFrom;
  }

  async write(now: Instant): Promise<void> {
    this.#list = { ...this.#list, issuedAt: formatInstant(now) };
    await writeFileWhole(this.#path, `${JSON.stringify(this.#list, null, 2)}\n`);
  }
}

function objectionOf(checks: readonly PathCheck[]): string | undefined {
  return (
    checks.find(({ indication }) => indication === 'FAILED' || indication === 'INDETERMINATE')
      ?.subIndication ?? undefined
  );
}

/** Whether the key signs as keys of its kind do: then nothing needs to be said of it. */
function isUsual({ algorithm, certificates }: TrustedKey): boolean {
  const key = parsePublicKey(parseCertificate(certificates[0]!).publicKeyInfo);
  return findSignatureAlgorithm(key)?.jwsAlg === algorithm;
}

function unreadable(path: string): AppError {
  return new AppError('input-unreadable', {
    th: `อ่านรายชื่อผู้ที่เชื่อถือ ${path} ไม่ได้`,
    en: `The trust list ${path} cannot be read.`,
  });
}
