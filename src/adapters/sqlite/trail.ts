import type { Kysely, Selectable } from 'kysely';
import type { Registry } from '../../registry/registry.ts';
import { toTrailDigest, trailStart } from '../../registry/trail.ts';
import type { TrailCheckpoint, TrailEntry, TrailEvent, TrailValues } from '../../registry/trail.ts';
import { instantOf } from '../../shared/instant.ts';
import { inChunks } from './chunks.ts';
import type { RegistrySchema } from './schema.ts';

/** Adds events to the end of the chain, inside the transaction that makes them true. */
export async function appendTrail(
  db: Kysely<RegistrySchema>,
  events: readonly TrailEvent[],
): Promise<void> {
  let last = await findTrailEnd(db);
  const rows = events.map((event) => {
    const linked = { ...event, sequence: last.sequence + 1, previousDigestHex: last.digestHex };
    last = { sequence: linked.sequence, digestHex: toTrailDigest(linked) };
    return {
      sequence: linked.sequence,
      at: event.at,
      actor: event.actor,
      action: event.action,
      object: event.object,
      before_json: event.before === null ? null : JSON.stringify(event.before),
      after_json: JSON.stringify(event.after),
      previous_digest: linked.previousDigestHex,
      digest: last.digestHex,
    };
  });
  for (const chunk of inChunks(rows)) await db.insertInto('audit_trail').values(chunk).execute();
}

/** The last entry's number and digest; {@link trailStart} where there is none. */
export async function findTrailEnd(
  db: Kysely<RegistrySchema>,
): Promise<{ readonly sequence: number; readonly digestHex: string }> {
  const row = await db
    .selectFrom('audit_trail')
    .select(['sequence', 'digest'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? trailStart : { sequence: row.sequence, digestHex: row.digest };
}

/** Which entries of the trail are read. */
export type TrailPart = Parameters<Registry['listTrail']>[0];

/** Entries behind a number, in their order. */
export async function listTrail(
  db: Kysely<RegistrySchema>,
  { after, limit, object }: TrailPart,
): Promise<readonly TrailEntry[]> {
  const rows = await db
    .selectFrom('audit_trail')
    .selectAll()
    .where('sequence', '>', after)
    .$if(object !== undefined, (query) => query.where('object', '=', object!))
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(toTrailEntry);
}

/** Which checkpoints are read. */
export type CheckpointPart = Parameters<Registry['listCheckpoints']>[0];

/** Signed checkpoints between two numbers, in their order. */
export async function listCheckpoints(
  db: Kysely<RegistrySchema>,
  { after, upTo, limit }: CheckpointPart,
): Promise<readonly TrailCheckpoint[]> {
  const rows = await db
    .selectFrom('trail_checkpoints')
    .selectAll()
    .where('sequence', '>', after)
    .where('sequence', '<=', upTo)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map(toCheckpoint);
}

/** The newest checkpoint, where there is one. */
export async function findLastCheckpoint(
  db: Kysely<RegistrySchema>,
): Promise<TrailCheckpoint | undefined> {
  const row = await db
    .selectFrom('trail_checkpoints')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toCheckpoint(row);
}

/** One row as the trail knows it. */
export function toTrailEntry(row: Selectable<RegistrySchema['audit_trail']>): TrailEntry {
  return {
    sequence: row.sequence,
    at: instantOf(row.at),
    actor: row.actor,
    action: row.action,
    object: row.object,
    before: row.before_json === null ? null : (JSON.parse(row.before_json) as TrailValues),
    after: JSON.parse(row.after_json) as TrailValues,
    previousDigestHex: row.previous_digest,
    digestHex: row.digest,
  };
}

function toCheckpoint(row: Selectable<RegistrySchema['trail_checkpoints']>): TrailCheckpoint {
  const { sequence, digest, at, token } = row;
  return { sequence, digestHex: digest, at: instantOf(at), token };
}
