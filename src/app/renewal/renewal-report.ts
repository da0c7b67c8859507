import type { PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { Instant } from '../../shared/instant.ts';
import type { RenewalReason } from './plan-renewal.ts';

/**
 * What became of a document that was looked at: `due` (only looked at), `renewed`, `nothing-to-gain` (no authority's
 * time-stamp of today would last longer), `too-late` (what it rests on has ended), `no-longer-in-force` (provisional,
 * and its date has passed), `overtaken` (it was changed or renewed meanwhile), `failed`.
 */
export const renewalResults = [
  'due',
  'renewed',
  'nothing-to-gain',
  'too-late',
  'no-longer-in-force',
  'overtaken',
  'failed',
] as const;
export type RenewalResult = (typeof renewalResults)[number];

/** A document that is due, and what became of it. */
export interface RenewalOutcome {
  readonly documentId: DocumentId;
  readonly institutionCode: string;
  readonly result: RenewalResult;
  /** The level and end of the proof before. */
  readonly level: PadesLevel;
  readonly endsAt: Instant | null;
  readonly reasons: readonly RenewalReason[];
  /** Of a renewed document. */
  readonly renewed?: {
    readonly revision: number;
    readonly level: PadesLevel;
    readonly endsAt: Instant;
  };
  /** Of one that could not be. */
  readonly failure?: RenewalFailure;
}

export interface RenewalFailure {
  readonly code: AppErrorCode;
  readonly text: BilingualText;
}

/** A whole run in numbers. */
export interface RenewalReport {
  readonly isDryRun: boolean;
  /** Whatever ended earlier was due. */
  readonly before: Instant;
  readonly counts: Readonly<Record<RenewalResult, number>>;
  /** Why the run ended before its end, where it did; what is left stays due. */
  readonly stoppedBy: RenewalFailure | null;
  readonly wasInterrupted: boolean;
}
