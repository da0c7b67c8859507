import type { DocumentState, RevocationReason } from '../../registry/states.ts';
import type { DocumentStateChange } from '../../registry/registry-entries.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import type { Instant } from '../../shared/instant.ts';

interface ChangeOfDocument {
  readonly documentId: DocumentId;
  readonly actor: string;
  /** For the institution only. */
  readonly note?: string;
  /** From when it counts, where that was earlier than now. */
  readonly effectiveAt?: Instant;
}

/** What a registrar does to an issued document, with what the table of transitions asks for. */
export type DocumentChange =
  | (ChangeOfDocument & {
      readonly operation: 'suspend' | 'revoke';
      readonly reason: RevocationReason;
      readonly supersededBy?: never;
    })
  | (ChangeOfDocument & {
      readonly operation: 'reinstate';
      readonly reason?: never;
      readonly supersededBy?: never;
    })
  | (ChangeOfDocument & {
      readonly operation: 'supersede';
      readonly reason: RevocationReason;
      readonly supersededBy: DocumentId;
    });

/** What a document was at one time, as it was known at another, and everything that ever happened to it. */
export interface DocumentHistory {
  readonly documentId: DocumentId;
  readonly at: Instant;
  readonly knownAt: Instant;
  /** `not-issued`: as far as was known, there was no such document yet. */
  readonly state: Exclude<DocumentState, 'reserved'> | 'expired' | 'not-issued';
  readonly isInForce: boolean;
  /** From when that state counted, and when it was recorded. */
  readonly since: Instant | null;
  readonly recordedAt: Instant | null;
  readonly reason: string | null;
  readonly supersededBy: DocumentId | null;
  /** All of them, in the order in which they were recorded. */
  readonly changes: readonly DocumentStateChange[];
}
