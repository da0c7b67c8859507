import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { DocumentId } from '../../../shared/document-id.ts';
import type { RegistrySchema } from '../schema.ts';
import { contentPlaces } from './content-seal.ts';
import type { ContentSeal } from './content-seal.ts';

/** How many contents are kept how. */
export interface SealingReport {
  /** Kept as the configured keys have it: sealed with the newest, or clear where there is none. */
  readonly current: number;
  /** Sealed with another key, or clear although there is a key. */
  readonly other: number;
}

const ROWS_AT_ONCE = 50;
const RESEALING = 'resealing';

/**
 * Seals every content with the newest key: what was clear, and what an older key sealed. Each part is a
 * transaction of its own; a run that is interrupted is gone on with by the next. Others may go on working
 * with both keys.
 * @param isRehearsal counts and changes nothing.
 * @throws AppError `data-key-missing`, `data-key-wrong` for contents whose key is not among the configured.
 */
export async function resealContents(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  { isRehearsal }: { readonly isRehearsal: boolean },
): Promise<SealingReport> {
  let current = 0;
  let other = 0;
  for (const table of tables) {
    for (let last = 0; ;) {
      const rows = await table.read(db, last);
      if (rows.length === 0) break;
      last = rows.at(-1)!.rowid;
      const outdated = rows.filter(({ kept }) => !isCurrent(seal, kept));
      current += rows.length - outdated.length;
      other += outdated.length;
      if (isRehearsal || outdated.length === 0) continue;
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto('database_facts').values({ fact: RESEALING }).execute();
        for (const { rowid, kept, place } of outdated) {
          const clear = typeof kept === 'string' ? Buffer.from(kept) : seal.open(place, kept);
          await table.write(transaction, rowid, seal.seal(place, clear), kept);
        }
        await transaction.deleteFrom('database_facts').where('fact', '=', RESEALING).execute();
      });
    }
  }
  return { current, other };
}

function isCurrent(seal: ContentSeal, kept: string | Uint8Array): boolean {
  return seal.isCurrent(typeof kept === 'string' ? Buffer.from(kept) : kept);
}

interface KeptContent {
  readonly rowid: number;
  readonly place: string;
  readonly kept: string | Uint8Array;
}

interface SealedColumn {
  readonly read: (db: Kysely<RegistrySchema>, after: number) => Promise<readonly KeptContent[]>;
  /** @param kept what it was when it was read: changed meanwhile, it is left for the next run. */
  readonly write: (
    db: Kysely<RegistrySchema>,
    rowid: number,
    sealed: Uint8Array,
    kept: string | Uint8Array,
  ) => Promise<unknown>;
}

/** SQLite's own number of a row. */
const rowNumber = sql<number>`rowid`;

/** Every column that holds what identifies people. */
const tables: readonly SealedColumn[] = [
  {
    read: async (db, after) => {
      const rows = await db
        .selectFrom('records')
        .select(['record_id as rowid', 'record_digest', 'canonical_record as kept'])
        .where('record_id', '>', after)
        .orderBy('record_id')
        .limit(ROWS_AT_ONCE)
        .execute();
      return rows.map((row) => ({ ...row, place: contentPlaces.record(row.record_digest) }));
    },
    write: (db, rowid, sealed, kept) =>
      db
        .updateTable('records')
        .set({ canonical_record: sealed })
        .where('record_id', '=', rowid)
        .where('canonical_record', '=', kept as Uint8Array)
        .execute(),
  },
  {
    read: async (db, after) => {
      const rows = await db
        .selectFrom('batches')
        .select(['sequence as rowid', 'batch_id', 'report_json as kept'])
        .where('sequence', '>', after)
        // What is left of an erased report identifies nobody.
        .where('erased_at', 'is', null)
        .orderBy('sequence')
        .limit(ROWS_AT_ONCE)
        .execute();
      return rows.map((row) => ({ ...row, place: contentPlaces.report(row.batch_id) }));
    },
    write: (db, rowid, sealed, kept) =>
      db
        .updateTable('batches')
        .set({ report_json: sealed })
        .where('sequence', '=', rowid)
        .where('report_json', '=', kept)
        .execute(),
  },
  artifactColumn('pdf', contentPlaces.pdf),
  artifactColumn('sidecar', contentPlaces.sidecar),
  {
    read: async (db, after) => {
      const rows = await db
        .selectFrom('artifact_additions')
        .select(['document_id', 'revision', 'appended as kept', rowNumber.as('rowid')])
        .where(rowNumber, '>', after)
        .orderBy(rowNumber)
        .limit(ROWS_AT_ONCE)
        .execute();
      return rows.map((row) => ({
        ...row,
        place: contentPlaces.addition(row.document_id, row.revision),
      }));
    },
    write: (db, rowid, sealed, kept) =>
      db
        .updateTable('artifact_additions')
        .set({ appended: sealed })
        .where(rowNumber, '=', rowid)
        .where('appended', '=', kept as Uint8Array)
        .execute(),
  },
];

function artifactColumn(
  column: 'pdf' | 'sidecar',
  toPlace: (documentId: DocumentId) => string,
): SealedColumn {
  return {
    read: async (db, after) => {
      const rows = await db
        .selectFrom('artifacts')
        .innerJoin('documents', 'documents.document_id', 'artifacts.document_id')
        .select(['documents.sequence as rowid', 'artifacts.document_id'])
        .select(`artifacts.${column} as kept`)
        .where('documents.sequence', '>', after)
        .orderBy('documents.sequence')
        .limit(ROWS_AT_ONCE)
        .execute();
      return rows.map((row) => ({ ...row, place: toPlace(row.document_id as DocumentId) }));
    },
    write: (db, rowid, sealed, kept) =>
      db
        .updateTable('artifacts')
        .set({ [column]: sealed })
        .where('document_id', '=', (eb) =>
          eb.selectFrom('documents').select('document_id').where('sequence', '=', rowid),
        )
        .where(column, '=', kept)
        .execute(),
  };
}
