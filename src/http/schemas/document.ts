import { z } from 'zod';
import type { DocumentHistory } from '../../app/documents/document-change.ts';
import type { DocumentStatus, DocumentThen, DocumentView } from '../../app/services.ts';
import { padesLevels } from '../../formats/pdf/signatures/pades-level.ts';
import type { DocumentRevision } from '../../registry/renewal-registry.ts';
import { documentStates } from '../../registry/states.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { documentId, pageOf, time } from './values.ts';

/** What the holder of a document may see of it. */
export const ownDocumentSchema = z.object({
  documentId,
  institutionCode: z.string(),
  kind: z.literal('transcript'),
  language: z.enum(['th', 'en']),
  state: z.enum(documentStates),
  issuedAt: time.nullable(),
  since: time,
  reason: z.string().nullable(),
  supersededBy: documentId.nullable(),
});

/** What the institution's registrar sees in addition. */
export const documentSchema = ownDocumentSchema.extend({
  batchId: z.string(),
  studentId: z.string(),
  note: z.string().nullable().describe('For the institution only.'),
  level: z.enum(padesLevels).nullable().describe('The level of its signature, in the newest copy.'),
  pdfDigestHex: z.string().nullable().describe('SHA-256 of the PDF, the newest copy.'),
  statusList: z.object({ uri: z.string(), index: z.int() }),
  revisions: z
    .array(
      z.object({
        revision: z.int().describe('1 is what was issued; each renewal adds one.'),
        pdfDigestHex: z.string(),
        bytes: z.int(),
        level: z.enum(padesLevels),
        madeAt: time,
        endsAt: time.nullable().describe('Until when it proves itself; null while that is not known.'),
      }),
    )
    .optional()
    .describe('Every copy that was ever handed out; only where one document is asked for.'),
  erasedAt: time.optional().describe('When its personal data were erased.'),
  heldSince: time.optional().describe('Since when a hold keeps them from being erased.'),
});

export const documentPageSchema = pageOf(documentSchema);
export const ownDocumentPageSchema = pageOf(ownDocumentSchema);

/** What a document was at one time, as known at another, and every change of its state. */
export const documentHistorySchema = z.object({
  documentId,
  at: time.describe('The time that was asked about.'),
  knownAt: time.describe('The time whose knowledge answers.'),
  state: z.enum(['not-issued', 'issued', 'suspended', 'revoked', 'superseded', 'expired']),
  isInForce: z.boolean(),
  since: time.nullable().describe('When that state took effect.'),
  recordedAt: time.nullable().describe('When that was recorded.'),
  reason: z.string().nullable(),
  supersededBy: documentId.nullable(),
  changes: z.array(
    z.object({
      from: z.enum(documentStates),
      to: z.enum(documentStates),
      effectiveAt: time,
      recordedAt: time,
      reason: z.string().nullable(),
      note: z.string().nullable(),
      actor: z.string(),
      supersededBy: documentId.nullable(),
    }),
  ),
});

/** What the registry tells anyone about a document. */
export const documentStatusSchema = z.object({
  documentId,
  state: z.enum(['issued', 'suspended', 'revoked', 'superseded']),
  since: time,
  reason: z.string().nullable(),
  supersededBy: documentId.nullable(),
  erasedAt: time
    .optional()
    .describe('When the institution erased the data; the document itself stands as it did.'),
  institution: z.object({ code: z.string(), nameTh: z.string(), nameEn: z.string() }),
  then: documentHistorySchema
    .omit({ documentId: true, changes: true })
    .optional()
    .describe('What it was at one time, as known at another; only where a time is asked about.'),
});

/** A document as its holder sees it: without the registrar's note. */
export function toOwnDocumentJson(document: DocumentView): z.input<typeof ownDocumentSchema> {
  return {
    documentId: document.documentId,
    institutionCode: document.institutionCode,
    kind: document.kind,
    language: document.language,
    state: document.state,
    issuedAt: document.issuedAt === null ? null : formatInstant(document.issuedAt),
    since: formatInstant(document.since),
    reason: document.reason,
    supersededBy: document.supersededBy,
  };
}

/** A document as its institution sees it. */
export function toDocumentJson(document: DocumentView): z.input<typeof documentSchema> {
  const { batchId, studentId, note, level, pdfDigestHex, statusList, revisions } = document;
  const own = toOwnDocumentJson(document);
  return {
    ...own,
    batchId,
    studentId,
    note,
    level,
    pdfDigestHex,
    statusList,
    ...(revisions && { revisions: revisions.map(toRevisionJson) }),
    ...optionalTime('erasedAt', document.erasedAt),
    ...optionalTime('heldSince', document.heldSince),
  };
}

function toRevisionJson({ revision, digestHex, length, level, madeAt, proof }: DocumentRevision) {
  return {
    revision,
    pdfDigestHex: digestHex,
    bytes: length,
    level,
    madeAt: formatInstant(madeAt),
    endsAt: proof === null ? null : formatInstant(proof.endsAt),
  };
}

/** A member that is there only where there is a time for it. */
function optionalTime<Name extends string>(
  name: Name,
  instant: Instant | undefined,
): Partial<Record<Name, string>> {
  return instant === undefined
    ? {}
    : ({ [name]: formatInstant(instant) } as Partial<Record<Name, string>>);
}

/** A document's history as its institution sees it. */
export function toDocumentHistoryJson(
  history: DocumentHistory,
): z.input<typeof documentHistorySchema> {
  const { documentId: id, state, isInForce, reason, supersededBy } = history;
  return {
    documentId: id,
    at: formatInstant(history.at),
    knownAt: formatInstant(history.knownAt),
    state,
    isInForce,
    since: history.since === null ? null : formatInstant(history.since),
    recordedAt: history.recordedAt === null ? null : formatInstant(history.recordedAt),
    reason,
    supersededBy,
    changes: history.changes.map((change) => ({
      from: change.from,
      to: change.to,
      effectiveAt: formatInstant(change.effectiveAt),
      recordedAt: formatInstant(change.recordedAt),
      reason: change.reason,
      note: change.note,
      actor: change.actor,
      supersededBy: change.supersededBy,
    })),
  };
}

/** A document's state as anyone sees it. @param then where a time was asked about. */
export function toDocumentStatusJson(
  status: DocumentStatus,
  then?: DocumentThen,
): z.input<typeof documentStatusSchema> {
  const { documentId, state, since, reason, supersededBy, institution } = status;
  const { code, nameTh, nameEn } = institution;
  return {
    documentId,
    state,
    since: formatInstant(since),
    reason,
    supersededBy,
    ...optionalTime('erasedAt', status.erasedAt),
    institution: { code, nameTh, nameEn },
    ...(then === undefined ? {} : { then: toThenJson(then) }),
  };
}

function toThenJson(then: DocumentThen) {
  const { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy } = then;
  return {
    at: formatInstant(at),
    knownAt: formatInstant(knownAt),
    state,
    isInForce,
    since: since === null ? null : formatInstant(since),
    recordedAt: recordedAt === null ? null : formatInstant(recordedAt),
    reason,
    supersededBy,
  };
}
