import type { Kysely } from 'kysely';
import { concatBytes } from '../../shared/bytes.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { toBytes } from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';
import { contentPlaces, openText } from './sealing/content-seal.ts';
import type { ContentSeal } from './sealing/content-seal.ts';

/**
 * The PDF as it is now: as it was issued, and behind it what each renewal has added.
 * @throws AppError as {@link ContentSeal.open}
 */
export async function findPdf(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  documentId: DocumentId,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('artifacts')
    .select('pdf')
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const issued = toBytes(seal.open(contentPlaces.pdf(documentId), row.pdf));
  const additions = await db
    .selectFrom('artifact_additions')
    .select(['revision', 'appended'])
    .where('document_id', '=', documentId)
    .orderBy('revision')
    .execute();
  if (additions.length === 0) return issued;
  const parts = additions.map(({ revision, appended }) =>
    seal.open(contentPlaces.addition(documentId, revision), appended),
  );
  return concatBytes(issued, ...parts);
}

/** The sidecar as compact JWS. @throws AppError as {@link ContentSeal.open} */
export async function findSidecar(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  documentId: DocumentId,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('artifacts')
    .select('sidecar')
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row && openText(seal, contentPlaces.sidecar(documentId), row.sidecar);
}
