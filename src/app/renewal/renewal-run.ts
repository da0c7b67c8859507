import { parseCompactJws } from '../../formats/jws/compact-jws.ts';
import { findAlgorithmEnd } from '../../formats/x509/keys/algorithm-lifetimes.ts';
import type {
  FoundProof,
  RecordedProof,
  RenewalCandidate,
  RenewedDocument,
} from '../../registry/renewal-registry.ts';
import { isAppError } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { findSignatureProof, findTimeStampProof } from '../../signing/pades/renewal/find-proof.ts';
import { isEvidenceFault } from '../../signing/services/evidence-fault.ts';
import { RateLimit } from '../../signing/services/rate-limit.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { parseSidecarPayload } from '../../verification/sidecar/sidecar-payload.ts';
import { toMaterialTrust } from './material-trust.ts';
import {
  isWorthwhile,
  planRenewal,
  type RenewalPolicy,
  type RenewalReason,
} from './plan-renewal.ts';
import { renewFile, type RenewalTools } from './renew-file.ts';
import type { RenewalEnvironment } from './renewal-environment.ts';
import { notVerified, tooLate } from './renewal-failures.ts';
import type { RenewalFailure, RenewalOutcome, RenewalResult } from './renewal-report.ts';

/** A document after it was looked at, and what of that is to be kept. */
export interface WorkedDocument {
  /** Absent for a document that is not due. */
  readonly outcome?: RenewalOutcome;
  readonly renewed?: RenewedDocument;
  /** Where nobody had looked at it before. */
  readonly found?: FoundProof;
}

const DIGEST_BYTES = 32;

/** One run over all documents: what is read and found out once for all of them. */
export class RenewalRun {
  readonly policy: RenewalPolicy;
  readonly #environment: RenewalEnvironment;
  readonly #isDryRun: boolean;
  readonly #tools: RenewalTools;
  readonly #rate: RateLimit;
  #available: Promise<RecordedProof> | undefined;

  constructor(
    environment: RenewalEnvironment,
    list: TrustList,
    { before, isDryRun }: { readonly before: Instant; readonly isDryRun: boolean },
  ) {
    const { clock, archival, settings } = environment;
    this.#environment = environment;
    this.#isDryRun = isDryRun;
    this.#rate = new RateLimit(settings.documentsPerSecond, clock);
    this.#tools = { archival, list, signatures: new SignatureMemo(), now: () => clock.now() };
    this.policy = {
      now: clock.now(),
      before,
      findAlgorithmEnd: (name) => settings.algorithmEnds[name] ?? findAlgorithmEnd(name),
    };
  }

  /** Looks at a document and, where it is due, renews it; nothing is kept yet. */
  async work({ document, revision }: RenewalCandidate): Promise<WorkedDocument> {
    const { documentId, institutionCode } = document;
    const { level } = revision;
    const about = { documentId, institutionCode, level };
    let found: Pick<WorkedDocument, 'found'> = {};
    const told = (
      result: RenewalResult,
      reasons: readonly RenewalReason[],
      endsAt: Instant | null,
      failure?: RenewalFailure,
    ): WorkedDocument => ({
      ...found,
      outcome: { ...about, result, reasons, endsAt, ...(failure && { failure }) },
    });
    try {
      const proof = revision.proof ?? (await this.#lookAt(documentId));
      if (revision.proof === null) {
        found = { found: { documentId, revision: revision.revision, proof } };
      }
      const plan = planRenewal(proof, this.policy);
      if (plan.kind === 'not-due') return found;
      const { endsAt } = proof;
      if (await this.#hasRunOut(documentId)) return told('no-longer-in-force', [], endsAt);
      if (plan.kind === 'too-late') {
        return told('too-late', [plan.reason], endsAt, tooLate(plan.reason.at));
      }
      const { reasons } = plan;
      if (this.#isDryRun) return told('due', reasons, endsAt);
      try {
        const present = { level, proof };
        const helps = (available: RecordedProof) =>
          isWorthwhile(present, reasons, available, this.policy);
        if (!helps(await this.#findAvailable())) return told('nothing-to-gain', reasons, endsAt);
        await this.#rate.wait();
        const pdf = await this.#getPdf(documentId);
        const made = await renewFile(this.#tools, { document, revision, pdf });
        if ('code' in made) return told('failed', reasons, endsAt, made);
        // Another authority may have answered than the one that was tried.
        if (!helps(made.proof)) return told('nothing-to-gain', reasons, endsAt);
        const renewed = {
          revision: revision.revision + 1,
          level: made.level,
          endsAt: made.proof.endsAt,
        };
        return {
          ...found,
          outcome: { ...about, result: 'renewed', reasons, endsAt, renewed },
          renewed: made,
        };
      } catch (error) {
        return told('failed', reasons, endsAt, toFailure(error));
      }
    } catch (error) {
      return told('failed', [], null, toFailure(error));
    }
  }

  /** Nobody has looked at it since it was issued. */
  async #lookAt(documentId: DocumentId): Promise<RecordedProof> {
    const pdf = await this.#getPdf(documentId);
    return findSignatureProof(pdf, toMaterialTrust(this.#tools.list));
  }

  async #getPdf(documentId: DocumentId): Promise<Uint8Array> {
    const pdf = await this.#environment.registry.findPdf(documentId);
    if (pdf === undefined) throw new Error('an issued document has its artifacts');
    return pdf;
  }

  /** A provisional document ends by the date that was signed into it. */
  async #hasRunOut(documentId: DocumentId): Promise<boolean> {
    const sidecar = await this.#environment.registry.findSidecar(documentId);
    if (sidecar === undefined) return false;
    const { validUntil } = parseSidecarPayload(parseCompactJws(sidecar, 'vc+jwt').payload);
    return validUntil !== undefined && validUntil < this.policy.now;
  }

  /** What a time-stamp of today rests on: one trial tells, before thousands are asked for. */
  #findAvailable(): Promise<RecordedProof> {
    this.#available ??= this.#tryAuthority();
    return this.#available;
  }

  async #tryAuthority(): Promise<RecordedProof> {
    const { archival, random } = this.#environment;
    const token = await archival.timestamps.stamp(random.bytes(DIGEST_BYTES));
    return findTimeStampProof(token, toMaterialTrust(this.#tools.list));
  }
}

/** A failure that concerns this document, or a service that it needs. @throws what is a fault of ours. */
function toFailure(error: unknown): RenewalFailure {
  if (isFormatError(error)) return notVerified(error.code);
  if (!isAppError(error)) throw error;
  if (!isEvidenceFault(error.code) && error.code !== 'signing-failed') throw error;
  const { code, text } = error;
  return { code, text };
}
