import type { Kysely } from 'kysely';
import type { StatusListEntry } from '../../registry/registry-entries.ts';
import type { StatusListMark } from '../../registry/registry.ts';
import type { DocumentState } from '../../registry/states.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { isMarked } from './registry-queries.ts';
import { toStatusListEntry } from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';

/** More are not told one by one. */
const REPEATED_PLACES_TOLD = 100;

/** What is known of a list, without its marks. */
export async function findStatusList(
  db: Kysely<RegistrySchema>,
  list: number,
): Promise<StatusListEntry | undefined> {
  const row = await db
    .selectFrom('status_lists')
    .selectAll()
    .where('list', '=', list)
    .executeTakeFirst();
  return row && toStatusListEntry(row);
}

/** All lists of all institutions, by number. */
export async function listStatusLists(
  db: Kysely<RegistrySchema>,
): Promise<readonly StatusListEntry[]> {
  const rows = await db.selectFrom('status_lists').selectAll().orderBy('list').execute();
  return rows.map(toStatusListEntry);
}

/** The places of a list whose documents are not simply valid; a list nobody opened has revision 0 and none. */
export async function readStatusMarks(
  db: Kysely<RegistrySchema>,
  list: number,
): Promise<{ readonly revision: number; readonly marks: readonly StatusListMark[] }> {
  // One statement, so that the revision and the marks are of the same moment.
  const rows = await db
    .selectFrom('status_lists')
    .leftJoin('documents', (join) =>
      join.onRef('documents.status_list', '=', 'status_lists.list').on(isMarked),
    )
    .select(['status_lists.revision', 'documents.status_index', 'documents.state'])
    .where('status_lists.list', '=', list)
    .orderBy('documents.status_index')
    .execute();
  return {
    revision: rows[0]?.revision ?? 0,
    marks: rows.flatMap(({ status_index: index, state }) =>
      index === null || state === null ? [] : [{ index, state: state as DocumentState }],
    ),
  };
}

/** Documents that share their place in a list with another: there must be none. */
export async function listRepeatedStatusPlaces(
  db: Kysely<RegistrySchema>,
): Promise<readonly DocumentId[]> {
  const rows = await db
    .selectFrom('documents')
    .select('document_id')
    .where((eb) =>
      eb(
        eb.refTuple('status_list', 'status_index'),
        'in',
        eb
          .selectFrom('documents')
          .select(['status_list', 'status_index'])
          .groupBy(['status_list', 'status_index'])
          .having(({ fn }) => fn.countAll(), '>', 1)
          .$asTuple('status_list', 'status_index'),
      ),
    )
    .orderBy('document_id')
    .limit(REPEATED_PLACES_TOLD)
    .execute();
  return rows.map((row) => row.document_id as DocumentId);
}
