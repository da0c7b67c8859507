import type { Selectable } from 'kysely';
import type { PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type {
  BatchEntry,
  BatchSigningKeys,
  DocumentEntry,
  DocumentStateChange,
  StatusListEntry,
} from '../../registry/registry-entries.ts';
import type { DocumentRevision } from '../../registry/renewal-registry.ts';
import type { ErasureReason } from '../../registry/erasure.ts';
import type { BatchState, DocumentState } from '../../registry/states.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { instantOf } from '../../shared/instant.ts';
import { parseWaiting } from './batches/waiting-batches.ts';
import type { RegistrySchema } from './schema.ts';

type Row<Table extends keyof RegistrySchema> = Selectable<RegistrySchema[Table]>;

/** A batch with what is counted over its records and looked up beside it. */
export interface BatchRow extends Omit<Row<'batches'>, 'report_json' | 'erased_at'> {
  readonly idempotency_key: string | null;
  readonly request_digest: string | null;
}

/** Columns hold what we wrote ourselves: states and ids are narrowed here, once. */
export function toBatchEntry(row: BatchRow): BatchEntry {
  return {
    batchId: row.batch_id,
    institutionCode: row.institution_code,
    template: row.template,
    templateDigestHex: row.template_digest,
    fingerprintHex: row.fingerprint,
    signingKeys: parseSigningKeys(row.signing_keys_json),
    level: row.level as PadesLevel,
    state: row.state as BatchState,
    submittedBy: row.submitted_by,
    submittedAt: instantOf(row.submitted_at),
    approvedBy: row.approved_by,
    approvedDigestHex: row.approved_digest,
    isApprovedAlone: row.approved_alone === 1,
    waiting: row.waiting_json === null ? null : parseWaiting(row.waiting_json),
    counts: {
      records: row.record_count,
      accepted: row.accepted_count,
      errors: row.error_count,
      warnings: row.warning_count,
    },
    issued: row.issued_count,
    idempotency:
      row.idempotency_key === null || row.request_digest === null
        ? null
        : { key: row.idempotency_key, requestDigestHex: row.request_digest },
  };
}

/** The keys that signed for a batch, as a column holds them. */
export function parseSigningKeys(json: string | null): readonly BatchSigningKeys[] {
  return json === null ? [] : (JSON.parse(json) as BatchSigningKeys[]);
}

export function toDocumentEntry(row: Row<'documents'>): DocumentEntry {
  return {
    documentId: row.document_id as DocumentId,
    batchId: row.batch_id,
    institutionCode: row.institution_code,
    studentId: row.student_id,
    documentType: row.document_type as DocumentEntry['documentType'],
    language: row.language as DocumentEntry['language'],
    recordDigestHex: row.record_digest,
    state: row.state as DocumentState,
    since: instantOf(row.since),
    reason: row.reason,
    note: row.note,
    supersededBy: row.superseded_by as DocumentId | null,
    statusList: row.status_list,
    statusIndex: row.status_index,
    reservedAt: instantOf(row.reserved_at),
    issuedAt: row.issued_at === null ? null : instantOf(row.issued_at),
    level: row.level as PadesLevel | null,
    revision: row.revision,
    pdfDigestHex: row.pdf_digest,
    sidecarDigestHex: row.sidecar_digest,
    template: row.template,
    fingerprintHex: row.fingerprint,
    ...(row.erased_at === null ? {} : { erasedAt: instantOf(row.erased_at) }),
    ...(row.erasure_reason === null ? {} : { erasureReason: row.erasure_reason as ErasureReason }),
    ...(row.held_since === null ? {} : { heldSince: instantOf(row.held_since) }),
  };
}

export function toDocumentRevision(
  row: Omit<Row<'document_revisions'>, 'document_id'>,
): DocumentRevision {
  const { proof_ends_at: endsAt, proof_algorithms: algorithms } = row;
  return {
    revision: row.revision,
    digestHex: row.digest,
    length: row.length,
    level: row.level as PadesLevel,
    madeAt: instantOf(row.made_at),
    proof:
      endsAt === null || algorithms === null
        ? null
        : { endsAt: instantOf(endsAt), algorithms: toAlgorithms(algorithms) },
  };
}

/** Names of algorithms as a column holds them. */
export function toAlgorithms(text: string): readonly string[] {
  return text.split(' ').filter((name) => name !== '');
}

export function toDocumentStateChange(row: Row<'document_state_changes'>): DocumentStateChange {
  return {
    documentId: row.document_id as DocumentId,
    from: row.from_state as DocumentState,
    to: row.to_state as DocumentState,
    effectiveAt: instantOf(row.effective_at),
    recordedAt: instantOf(row.recorded_at),
    reason: row.reason,
    note: row.note,
    actor: row.actor,
    supersededBy: row.superseded_by as DocumentId | null,
  };
}

export function toStatusListEntry(row: Row<'status_lists'>): StatusListEntry {
  const { published_revision, token, published_at, expires_at } = row;
  return {
    list: row.list,
    institutionCode: row.institution_code,
    size: row.size,
    revision: row.revision,
    published:
      published_revision === null || token === null || published_at === null || expires_at === null
        ? null
        : {
            revision: published_revision,
            token,
            publishedAt: instantOf(published_at),
            expiresAt: instantOf(expires_at),
          },
  };
}

/** Bytes as plain `Uint8Array`: the driver's `Buffer` would surprise who compares or transfers them. */
export function toBytes(blob: Uint8Array): Uint8Array {
  return new Uint8Array(blob.buffer, blob.byteOffset, blob.byteLength);
}
