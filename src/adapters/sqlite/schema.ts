import type { Generated } from 'kysely';

/**
 * The tables as Kysely sees them. Times are epoch milliseconds, digests lower-case hex. Columns that are
 * `Generated` are filled by the database.
 */
export interface RegistrySchema {
  readonly schema_migrations: {
    readonly number: number;
    readonly name: string;
    readonly applied_at: number;
  };
  readonly batches: {
    readonly sequence: Generated<number>;
    readonly batch_id: string;
    readonly institution_code: string;
    readonly template: string;
    readonly state: string;
    readonly submitted_by: string;
    readonly submitted_at: number;
    readonly approved_by: string | null;
    readonly record_count: number;
    readonly accepted_count: number;
    readonly error_count: number;
    readonly warning_count: number;
    /** Records whose document is issued; grows in the transactions that issue and link. */
    readonly issued_count: Generated<number>;
    /** Text, or bytes where it is sealed. */
    readonly report_json: string | Uint8Array;
    readonly level: string;
    readonly waiting_json: string | null;
    readonly template_digest: string | null;
    readonly fingerprint: string | null;
    readonly signing_keys_json: string | null;
    /** Of the summary that was approved. */
    readonly approved_digest: string | null;
    /** 1 where whoever submitted it approved it too. */
    readonly approved_alone: Generated<number>;
    /** When findings and unissued records of it were erased. */
    readonly erased_at: number | null;
  };
  readonly batch_events: {
    readonly event_id: Generated<number>;
    readonly batch_id: string;
    readonly at: number;
    readonly actor: string;
    readonly to_state: string;
    readonly note: string | null;
  };
  readonly shown_summaries: {
    readonly batch_id: string;
    readonly digest: string;
    readonly basis_json: string;
    readonly shown_at: number;
  };
  readonly idempotency_keys: {
    readonly institution_code: string;
    readonly key: string;
    readonly request_digest: string;
    readonly batch_id: string;
  };
  readonly records: {
    readonly record_id: Generated<number>;
    readonly batch_id: string;
    readonly position: number;
    readonly file: string;
    readonly row: number;
    readonly student_id: string;
    readonly document_type: string;
    readonly language: string;
    readonly record_digest: string;
    readonly canonical_record: Uint8Array;
    readonly document_id: string | null;
  };
  readonly frozen_templates: {
    readonly digest: string;
    readonly content: Uint8Array;
  };
  readonly repertoires: {
    readonly batch_id: string;
    readonly repertoire: Uint8Array;
  };
  readonly documents: {
    readonly sequence: Generated<number>;
    readonly document_id: string;
    readonly record_id: number;
    readonly batch_id: string;
    readonly institution_code: string;
    readonly student_id: string;
    readonly document_type: string;
    readonly language: string;
    readonly record_digest: string;
    readonly state: string;
    readonly since: number;
    readonly reason: string | null;
    readonly note: string | null;
    readonly superseded_by: string | null;
    readonly status_list: number;
    readonly status_index: number;
    readonly reserved_at: number;
    readonly issued_at: number | null;
    readonly level: string | null;
    readonly pdf_digest: string | null;
    readonly sidecar_digest: string | null;
    readonly template: string | null;
    readonly fingerprint: string | null;
    /** The newest revision of its PDF; 1 is what was issued. */
    readonly revision: Generated<number>;
    readonly erased_at: number | null;
    readonly erasure_reason: string | null;
    /** Not erased while this says since when it is held. */
    readonly held_since: number | null;
  };
  readonly erasure_requests: {
    readonly document_id: string;
    readonly reason: string;
    readonly requested_by: string;
    readonly requested_at: number;
  };
  /** What is true of the file itself. */
  readonly database_facts: {
    readonly fact: string;
  };
  readonly document_revisions: {
    readonly document_id: string;
    readonly revision: number;
    readonly digest: string;
    readonly length: number;
    readonly level: string;
    readonly made_at: number;
    readonly proof_ends_at: number | null;
    readonly proof_algorithms: string | null;
  };
  readonly artifact_additions: {
    readonly document_id: string;
    readonly revision: number;
    readonly appended: Uint8Array;
  };
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    readonly until: number;
  };
  readonly document_state_changes: {
    readonly change_id: Generated<number>;
    readonly document_id: string;
    readonly from_state: string;
    readonly to_state: string;
    readonly effective_at: number;
    readonly recorded_at: number;
    readonly reason: string | null;
    readonly note: string | null;
    readonly actor: string;
    readonly superseded_by: string | null;
  };
  readonly audit_trail: {
    readonly sequence: number;
    readonly at: number;
    readonly actor: string;
    readonly action: string;
    readonly object: string;
    readonly before_json: string | null;
    readonly after_json: string;
    readonly previous_digest: string;
    readonly digest: string;
  };
  readonly trail_checkpoints: {
    readonly sequence: number;
    readonly digest: string;
    readonly at: number;
    readonly token: string;
  };
  readonly artifacts: {
    readonly document_id: string;
    readonly pdf: Uint8Array;
    /** Text, or bytes where it is sealed. */
    readonly sidecar: string | Uint8Array;
  };
  readonly status_lists: {
    readonly list: number;
    readonly institution_code: string;
    readonly size: number;
    readonly revision: number;
    readonly published_revision: number | null;
    readonly token: string | null;
    readonly published_at: number | null;
    readonly expires_at: number | null;
  };
  readonly claims: {
    readonly handle: string;
    readonly institution_code: string;
    readonly student_id: string;
  };
}
