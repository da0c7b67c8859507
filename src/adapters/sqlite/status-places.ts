import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ReservationSource } from '../../registry/registry-writer.ts';
import { allocateStatusPlaces } from '../../registry/status-index.ts';
import type { StatusPlace } from '../../registry/status-index.ts';
import type { RegistrySchema } from './schema.ts';

/** Fills the institution's lists one after the other and opens new ones as they are needed. */
export async function takeStatusPlaces(
  db: Kysely<RegistrySchema>,
  institutionCode: string,
  count: number,
  source: ReservationSource,
): Promise<readonly StatusPlace[]> {
  const places: StatusPlace[] = [];
  const lists = await listsWithRoom(db, institutionCode);
  for (let at = 0; places.length < count; at++) {
    const list = lists[at] ?? (await openStatusList(db, institutionCode, source.statusListSize));
    places.push(...(await takeFrom(db, list, count - places.length, source)));
  }
  return places;
}

/** A list and how many of its entries are taken. */
interface ListFill {
  readonly list: number;
  readonly size: number;
  readonly used: number;
}

/** Up to this fill of a list most entries that are drawn are free. */
const DRAWN_UNTIL = 15 / 16;

/** Draws entries until enough of them are free; for the last ones of a list it looks which are. */
async function takeFrom(
  db: Kysely<RegistrySchema>,
  { list, size, used }: ListFill,
  count: number,
  { randomBelow }: ReservationSource,
): Promise<readonly StatusPlace[]> {
  if (used + count > size * DRAWN_UNTIL) {
    const taken = await takenIndexes(db, list);
    return allocateStatusPlaces({ list, size, taken }, count, randomBelow);
  }
  const indexes = new Set<number>();
  while (indexes.size < count) {
    const drawn = new Set<number>();
    while (drawn.size < count - indexes.size) {
      const index = randomBelow(size);
      if (!indexes.has(index)) drawn.add(index);
    }
    const taken = await takenIndexes(db, list, [...drawn]);
    for (const index of drawn) if (!taken.has(index)) indexes.add(index);
  }
  return Array.from(indexes, (index) => ({ list, index }));
}

async function listsWithRoom(
  db: Kysely<RegistrySchema>,
  institutionCode: string,
): Promise<readonly ListFill[]> {
  const lists = await db
    .selectFrom('status_lists')
    .select(['list', 'size'])
    .select(
      sql<number>`(select count(*) from documents where documents.status_list = status_lists.list)`.as(
        'used',
      ),
    )
    .where('institution_code', '=', institutionCode)
    // One is filled before the next is opened: the older ones, full, need not be counted each time.
    .orderBy('list', 'desc')
    .limit(1)
    .execute();
  return lists.filter(({ size, used }) => used < size);
}

async function openStatusList(
  db: Kysely<RegistrySchema>,
  institutionCode: string,
  size: number,
): Promise<ListFill> {
  const opened = await db
    .insertInto('status_lists')
    .values({
      list: sql`(select coalesce(max(list), 0) + 1 from status_lists)`,
      institution_code: institutionCode,
      size,
      revision: 1,
      published_revision: null,
      token: null,
      published_at: null,
      expires_at: null,
    })
    .returning(['list', 'size'])
    .executeTakeFirstOrThrow();
  return { ...opened, used: 0 };
}

/** @param among only of these entries; of all when left out. */
async function takenIndexes(
  db: Kysely<RegistrySchema>,
  list: number,
  among?: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('documents')
    .select('status_index')
    .where('status_list', '=', list)
    .$if(among !== undefined, (query) => query.where('status_index', 'in', among!))
    .execute();
  return new Set(rows.map((row) => row.status_index));
}
