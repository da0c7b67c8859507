import type { PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import type { FinishedDocument, ReservedDocument } from '../../../registry/registry-entries.ts';
import type { AppErrorCode, BilingualText } from '../../../shared/app-error.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import type { Instant } from '../../../shared/instant.ts';

/** Documents of one batch to be rendered and signed together. Plain data: it travels between threads. */
export interface ProductionJob {
  readonly institutionCode: string;
  /** Name of the template folder, for people: what is printed with is {@link ProductionJob.frozenTemplate}. */
  readonly template: string;
  /** The batch's template with the institution's design, as it was frozen. */
  readonly frozenTemplate: Uint8Array;
  /** The batch's frozen repertoire, encoded. */
  readonly repertoire: Uint8Array;
  /** Printed as issue date and written as the time of signing. */
  readonly issuedAt: Instant;
  /** The level that each signature must reach. */
  readonly level: PadesLevel;
  readonly documents: readonly ReservedDocument[];
}

/** What became of each document of a job. */
export interface ProductionResult {
  readonly finished: readonly FinishedDocument[];
  /** Documents that cannot be made from their record (`text-does-not-fit`, `glyph-missing`). */
  readonly refused: readonly RefusedDocument[];
  /** Documents that need a service or key store that failed for now (`isWaitingFault`): they can be made later. */
  readonly waiting: readonly RefusedDocument[];
}

export interface RefusedDocument {
  readonly documentId: DocumentId;
  readonly code: AppErrorCode;
  readonly text: BilingualText;
  /** How long the service that failed asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Makes PDFs and sidecars, here or in other threads. Has no memory: what it made and could not hand over
 * is made again. A document it hands over has its own signatures checked.
 */
export interface DocumentProducer {
  /** How many jobs it works on at the same time. */
  readonly parallelJobs: number;
  /** @throws AppError `signing-failed`, `key-unreadable`, `template-changed`; then nothing of the job is made. */
  produce(job: ProductionJob): Promise<ProductionResult>;
  /** Nobody looks at these documents any more: memory that they hold may be given back before it is collected. */
  release?(documents: readonly FinishedDocument[]): void;
}
