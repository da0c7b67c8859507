import type { PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import type { BatchState, DocumentState } from '../../../registry/states.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import type { SignerUse } from '../../../signing/keys/key-schedule.ts';
import type { CivilDate } from '../../../transcript/record.ts';
import type { FieldDifference } from './compare-records.ts';

/** Where a record of a batch stands, as errors and issued documents name it. */
export interface RecordPlace {
  readonly file: string;
  readonly row: number;
  readonly studentId: string;
  readonly language: 'th' | 'en';
}

/**
 * What a record is against what was issued before for the same student and language: `new` where there was
 * nothing; `same` where a document of this very content is in force and stays the one; `again` where such a
 * document was revoked or superseded and a new one is made; `changed` where the last one says something else.
 */
export type RecordNovelty = 'new' | 'same' | 'again' | 'changed';

/** A record that says something else than the document issued before. */
export interface ChangedRecord extends RecordPlace {
  readonly documentId: DocumentId;
  readonly issuedOn: CivilDate;
  readonly state: DocumentState;
  /** At most {@link MOST_DIFFERENCES}, in the order of the record. */
  readonly differences: readonly Omit<FieldDifference, 'field'>[];
  /** How many more there are. */
  readonly moreDifferences: number;
}

/** Why a record is among those to look at. */
export const sampleReasons = ['warning', 'changed', 'longest', 'most-courses', 'drawn'] as const;
export type SampleReason = (typeof sampleReasons)[number];

/** A record to look at before approving, with the reasons for it. */
export interface ApprovalSample extends RecordPlace {
  readonly reasons: readonly SampleReason[];
}

/** Warnings of one kind in the intake report. */
export interface WarningGroup {
  readonly code: string;
  readonly count: number;
  /** The first of them. */
  readonly file: string;
  readonly row: number | null;
  readonly messageTh: string;
  readonly messageEn: string;
}

/** The key that would sign now. */
export interface ApprovalKey {
  readonly use: SignerUse;
  /** `null` where it cannot be opened; `problem` says why then. */
  readonly keyId: string | null;
  readonly problem: string | null;
}

/** What the documents are printed with. Digests are SHA-256, lower-case hex. */
export interface ApprovalPrinting {
  /** Name of the template. */
  readonly template: string;
  /** Of template and design as they were when the batch was submitted. */
  readonly digest: string | null;
  /** Of what they are now: another one where they were edited since; `null` where they cannot be used. */
  readonly presentDigest: string | null;
  /** Why documents cannot be printed as when it was submitted: a code; `null` where they can. */
  readonly problem: string | null;
}

/** Who may approve a batch, by the institution's setting. */
export interface ApprovalRule {
  /** Whether another person than the submitter must approve this very batch. */
  readonly needsSecondPerson: boolean;
  /** Whether they have to name the digest of the summary that they looked at. */
  readonly needsDigest: boolean;
  /** Up to how many documents the institution lets the submitter approve alone; 0 for none, `null` for any. */
  readonly onePersonUpTo: number | null;
}

/**
 * Everything that a person who approves a batch has to know, and the digest that their approval is for. The
 * same batch with the same surroundings has the same summary; whatever in it changes, changes the digest.
 */
export interface ApprovalSummary {
  readonly batchId: string;
  readonly institutionCode: string;
  readonly state: BatchState;
  readonly template: string;
  readonly level: PadesLevel;
  readonly submittedBy: string;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
  /** Its first 16 digits in groups, for people; approving takes this form too. */
  readonly digestShort: string;
  readonly rule: ApprovalRule;
  readonly counts: {
    readonly records: number;
    readonly accepted: number;
    readonly errors: number;
    readonly warnings: number;
  };
  readonly differences: Readonly<Record<RecordNovelty, number>> & {
    /** In how many of the changed records each field differs, most first. */
    readonly fields: readonly { readonly field: string; readonly records: number }[];
    /** The first {@link MOST_CHANGED} of the changed records, in their order. */
    readonly changedRecords: readonly ChangedRecord[];
  };
  readonly warnings: readonly WarningGroup[];
  readonly samples: readonly ApprovalSample[];
  readonly keys: readonly ApprovalKey[];
  readonly printing: ApprovalPrinting;
}

/** The parts of a summary, each by its digest (hex) or its plain value: what a change of the whole lies in. */
export interface ApprovalBasis {
  readonly batch: string;
  readonly records: string;
  readonly findings: string;
  readonly template: string;
  readonly keys: string;
  readonly earlierDocuments: string;
}

/** Changed records that a summary names one by one. */
export const MOST_CHANGED = 50;
/** Differences of one record that it names. */
export const MOST_DIFFERENCES = 20;
