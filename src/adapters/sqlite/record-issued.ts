import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { FinishedDocument } from '../../registry/registry-entries.ts';
import type { TrailEvent } from '../../registry/trail.ts';
import { countIssued } from './batches/issued-counts.ts';
import type { RegistrySchema } from './schema.ts';
import { contentPlaces } from './sealing/content-seal.ts';
import type { ContentSeal } from './sealing/content-seal.ts';
import { appendTrail } from './trail.ts';

/**
 * Keeps the artifacts of documents and makes them `issued`, inside the caller's transaction, with one
 * statement for each table however many they are.
 * @param batchId in whose run they were made; the one that first brought their record when left out.
 * @returns those that were still reserved.
 */
export async function recordIssued(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  finished: readonly FinishedDocument[],
  actor: string,
  batchId?: string,
): Promise<readonly FinishedDocument[]> {
  const places = await makeIssued(db, finished, batchId);
  const issued = finished.filter(({ documentId }) => places.has(documentId));
  if (issued.length === 0) return [];
  await db
    .insertInto('artifacts')
    .values(
      issued.map(({ documentId, pdf, sidecar }) => ({
        document_id: documentId,
        pdf: seal.seal(contentPlaces.pdf(documentId), pdf),
        sidecar: keepToken(seal, contentPlaces.sidecar(documentId), sidecar),
      })),
    )
    .execute();
  await db
    .insertInto('document_revisions')
    .values(
      issued.map(({ documentId, pdf, pdfDigestHex, level, issuedAt }) => ({
        document_id: documentId,
        revision: 1,
        digest: pdfDigestHex,
        length: pdf.length,
        level,
        made_at: issuedAt,
        proof_ends_at: null,
        proof_algorithms: null,
      })),
    )
    .execute();
  await db
    .insertInto('document_state_changes')
    .values(
      issued.map(({ documentId, issuedAt }) => ({
        document_id: documentId,
        from_state: 'reserved',
        to_state: 'issued',
        effective_at: issuedAt,
        recorded_at: issuedAt,
        reason: null,
        note: null,
        actor,
        superseded_by: null,
      })),
    )
    .execute();
  await countIssued(
    db,
    issued.map(({ documentId }) => documentId),
  );
  const events = issued.map((document) =>
    toEvent(document, places.get(document.documentId)!, actor),
  );
  await appendTrail(db, events);
  return issued;
}

/** A token is kept as text, a sealed one as bytes. SQLite makes the text: here it would only fill the heap. */
function keepToken(seal: ContentSeal, place: string, token: Uint8Array) {
  const kept = seal.seal(place, token);
  return kept === token ? sql<string>`cast(${token} as text)` : kept;
}

/** What the registry knew of a document before it was issued, and the trail is to say. */
interface ReservedPlace {
  readonly record_digest: string;
  readonly status_list: number;
  readonly status_index: number;
  readonly template: string | null;
  readonly fingerprint: string | null;
}

/** @returns the documents that were reserved, by id. */
async function makeIssued(
  db: Kysely<RegistrySchema>,
  finished: readonly FinishedDocument[],
  batchId: string | undefined,
): Promise<ReadonlyMap<string, ReservedPlace>> {
  const rows = finished.map(
    ({ documentId, issuedAt, level, pdfDigestHex, sidecarDigestHex }) =>
      sql`(${documentId}, ${issuedAt}, ${level}, ${pdfDigestHex}, ${sidecarDigestHex})`,
  );
  // Both databases name the columns of a list of values like this.
  const made = sql<{
    column1: string;
    column2: number;
    column3: string;
    column4: string;
    column5: string;
  }>`(values ${sql.join(rows)})`.as<'made'>(sql.ref('made'));
  const changed = await db
    .updateTable('documents')
    .from(made)
    .set((eb) => ({
      state: 'issued',
      since: eb.ref('made.column2'),
      issued_at: eb.ref('made.column2'),
      level: eb.ref('made.column3'),
      pdf_digest: eb.ref('made.column4'),
      sidecar_digest: eb.ref('made.column5'),
      template: printedWith(eb, 'template', batchId),
      fingerprint: printedWith(eb, 'fingerprint', batchId),
    }))
    .whereRef('documents.document_id', '=', 'made.column1')
    .where('documents.state', '=', 'reserved')
    .returning([
      'documents.document_id',
      'documents.record_digest',
      'documents.status_list',
      'documents.status_index',
      'documents.template',
      'documents.fingerprint',
    ])
    .execute();
  return new Map(changed.map((row) => [row.document_id, row]));
}

/** What the batch says that documents are printed with. */
function printedWith(
  eb: ExpressionBuilder<RegistrySchema, 'documents'>,
  column: 'template' | 'fingerprint',
  batchId: string | undefined,
) {
  return eb
    .selectFrom('batches')
    .select(column)
    .where('batches.batch_id', '=', batchId ?? eb.ref('documents.batch_id'));
}

function toEvent(document: FinishedDocument, place: ReservedPlace, actor: string): TrailEvent {
  return {
    at: document.issuedAt,
    actor,
    action: 'document.issued',
    object: document.documentId,
    before: { state: 'reserved' },
    after: {
      state: 'issued',
      since: document.issuedAt,
      reason: null,
      supersededBy: null,
      recordDigest: place.record_digest,
      pdfDigest: document.pdfDigestHex,
      sidecarDigest: document.sidecarDigestHex,
      statusList: place.status_list,
      statusIndex: place.status_index,
      template: place.template,
      fingerprint: place.fingerprint,
    },
  };
}
