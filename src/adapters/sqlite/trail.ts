import type { Kysely, Selectable } from 'kysely';
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

export function toCheckpoint(
  row: Selectable<RegistrySchema['trail_checkpoints']>,
): TrailCheckpoint {
  const { sequence, digest, at, token } = row;
  return { sequence, digestHex: digest, at: instantOf(at), token };
}
