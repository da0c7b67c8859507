import { parseTimeStampToken } from '../../formats/tsp/time-stamp-token.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { toHex } from '../../shared/bytes.ts';
import { instantOf, type Clock, type Instant } from '../../shared/instant.ts';
import { findBestPath, type BestPath } from '../../trust/find-best-path.ts';
import { parseAll } from '../../trust/parse-all.ts';
import { hasPassed } from '../../trust/path/validate-path.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import type { IssuerSource } from '../issuers/issuer-source.ts';
import { evidenceFault } from '../services/evidence-fault.ts';
import { signerOf } from '../time-stamps/check-token.ts';
import { EvidenceCache } from './evidence-cache.ts';
import type { RevocationSource } from './revocation-client.ts';
import type { RevocationEvidence } from './revocation-evidence.ts';

/** What a document security store takes: exactly what somebody needs to verify in years, DER. */
export interface ValidationMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** Finds what verifying a signature and its time-stamps will need. */
export interface ValidationMaterialSource {
  /**
   * @param signerPath DER as the signature carries it, leaf first; empty where only time-stamps are meant.
   * @param tokens DER of the time-stamps on it.
   * @throws AppError `certificate-path-incomplete`, `certificate-revoked`, `revocation-…`, `issuer-…`
   */
  collect(
    signerPath: readonly Uint8Array[],
    tokens: readonly Uint8Array[],
  ): Promise<ValidationMaterial>;
}

/** Whom the trust list believes, for either purpose. */
export interface MaterialTrust {
  readonly signerAnchors: readonly Certificate[];
  readonly timeStampAnchors: readonly Certificate[];
  /** Authorities that complete paths. */
  readonly intermediates: readonly Certificate[];
  /** Where certificates are fetched that do not come along; left out, nothing is fetched. */
  readonly issuers?: IssuerSource;
}

interface CollectedMaterial extends ValidationMaterial {
  readonly freshUntil: Instant;
}

/** A certificate whose path and revocation must be shown. */
interface Leaf {
  readonly certificate: Certificate;
  readonly carried: readonly Uint8Array[];
  readonly anchors: readonly Certificate[];
  readonly name: string;
}

/**
 * Collects evidence for the whole path of a signer and of the authorities that stamped its signature, down
 * from the trust anchor (EN 319 142-1 §6.3, requirements on B-LT). What signature and time-stamp carry
 * themselves is not repeated. All documents of one signer share it until the first answer goes stale.
 */
export class MaterialCollector implements ValidationMaterialSource {
  readonly #trust: MaterialTrust;
  readonly #revocation: RevocationSource;
  readonly #clock: Clock;
  readonly #collected: EvidenceCache<CollectedMaterial>;

  constructor(trust: MaterialTrust, revocation: RevocationSource, clock: Clock) {
    this.#trust = trust;
    this.#revocation = revocation;
    this.#clock = clock;
    this.#collected = new EvidenceCache(clock);
  }

  async collect(
    signerPath: readonly Uint8Array[],
    tokens: readonly Uint8Array[],
  ): Promise<ValidationMaterial> {
    const leaves = [
      ...(signerPath.length === 0 ? [] : [this.#toSignerLeaf(signerPath)]),
      ...tokens.map((token) => this.#toAuthorityLeaf(token)),
    ];
    const key = await keyOf(leaves);
    return this.#collected.get(key, () => this.#collectFor(leaves));
  }

  async #collectFor(leaves: readonly Leaf[]): Promise<CollectedMaterial> {
    const carried = new Set(leaves.flatMap((leaf) => leaf.carried.map(toHex)));
    const certificates = new Map<string, Uint8Array>();
    const evidence = new Map<string, RevocationEvidence>();
    for (const leaf of leaves) {
      const path = await this.#findPath(leaf);
      for (const [index, certificate] of path.entries()) {
        const hex = toHex(certificate.encoded);
        if (!carried.has(hex)) certificates.set(hex, certificate.encoded);
        const issuer = path[index + 1];
        if (issuer === undefined) continue;
        const name = index === 0 ? leaf.name : `${leaf.name} (CA ${index})`;
        const found = await this.#revocation.findEvidence({ certificate, issuer, name });
        if (found !== undefined) evidence.set(toHex(found.encoded), found);
      }
    }
    const all = [...evidence.values()];
    const ofKind = (wanted: RevocationEvidence['kind']) =>
      all.filter(({ kind }) => kind === wanted).map(({ encoded }) => encoded);
    const freshUntil = instantOf(Math.min(...all.map((each) => each.freshUntil)));
    return {
      certificates: [...certificates.values()],
      ocspResponses: ofKind('ocsp'),
      crls: ofKind('crl'),
      freshUntil,
    };
  }

  /** Leaf first, anchor last; without revocation, which is what we are about to find out. */
  async #findPath(leaf: Leaf): Promise<readonly Certificate[]> {
    const { certificate, carried, anchors, name } = leaf;
    const { intermediates, issuers } = this.#trust;
    const atHand = [...intermediates, ...parseAll(carried, parseCertificate)];
    const first = await this.#judge(leaf, atHand);
    if (hasPassed(first.checks)) return first.path;
    const isIncomplete = first.path.length === 0 && issuers !== undefined;
    const fetched = isIncomplete ? await issuers.findMissing(certificate, atHand, anchors) : [];
    const { path, checks } = await this.#judge(leaf, [...atHand, ...fetched]);
    if (!hasPassed(checks)) throw evidenceFault('certificate-path-incomplete', name);
    return path;
  }

  #judge({ certificate, anchors }: Leaf, untrusted: readonly Certificate[]): Promise<BestPath> {
    return findBestPath({
      leaf: certificate,
      anchors,
      untrusted,
      crls: [],
      ocspResponses: [],
      requireRevocation: false,
      parameters: { validationTime: this.#clock.now() },
    });
  }

  #toSignerLeaf(signerPath: readonly Uint8Array[]): Leaf {
    return {
      certificate: parseCertificate(signerPath[0]!),
      carried: signerPath,
      anchors: this.#trust.signerAnchors,
      name: 'signer',
    };
  }

  #toAuthorityLeaf(token: Uint8Array): Leaf {
    const parsed = parseTimeStampToken(token);
    const certificate = signerOf(parsed);
    const name = 'time-stamp authority';
    if (certificate === undefined) throw evidenceFault('certificate-path-incomplete', name);
    const { certificates: carried } = parsed.signedData;
    return { certificate, carried, anchors: this.#trust.timeStampAnchors, name };
  }
}

async function keyOf(leaves: readonly Leaf[]): Promise<string> {
  const digests = await Promise.all(
    leaves.flatMap(({ carried }) => carried.map((each) => digestBytes('SHA-256', each))),
  );
  return digests.map(toHex).join(' ');
}
