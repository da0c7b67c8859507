import type { Kysely } from 'kysely';
import type {
  BatchPrinting,
  BatchSigningKeys,
  KeptTemplate,
} from '../../../registry/registry-entries.ts';
import type { BatchState } from '../../../registry/states.ts';
import { parseSigningKeys, toBytes } from '../row-mapping.ts';
import type { RegistrySchema } from '../schema.ts';
import { appendTrail } from '../trail.ts';
import { addBatchEvent, batchNotFound } from './batch-events.ts';

/** Keeps a frozen template, once for all batches that share it. */
export async function keepTemplate(
  db: Kysely<RegistrySchema>,
  { digestHex, content }: KeptTemplate,
): Promise<void> {
  await db
    .insertInto('frozen_templates')
    .values({ digest: digestHex, content })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
}

/** The frozen template of a batch, as it was kept. */
export async function findFrozenTemplate(
  db: Kysely<RegistrySchema>,
  batchId: string,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('batches')
    .innerJoin('frozen_templates', 'frozen_templates.digest', 'batches.template_digest')
    .select('frozen_templates.content')
    .where('batches.batch_id', '=', batchId)
    .executeTakeFirst();
  return row && toBytes(row.content);
}

/** Keeps what a batch is printed with, inside the caller's transaction; what was kept first stays. */
export async function keepPrinting(
  db: Kysely<RegistrySchema>,
  batchId: string,
  { repertoire, fingerprintHex, template }: BatchPrinting,
): Promise<void> {
  await db
    .insertInto('repertoires')
    .values({ batch_id: batchId, repertoire })
    .onConflict((conflict) => conflict.column('batch_id').doNothing())
    .execute();
  if (template !== undefined) {
    await keepTemplate(db, template);
    await db
      .updateTable('batches')
      .set({ template_digest: template.digestHex })
      .where('batch_id', '=', batchId)
      .where('template_digest', 'is', null)
      .execute();
  }
  await db
    .updateTable('batches')
    .set({ fingerprint: fingerprintHex })
    .where('batch_id', '=', batchId)
    .where('fingerprint', 'is', null)
    .execute();
}

/** Remembers which keys sign for a batch, inside the caller's transaction, where they are other ones than before. */
export async function recordSigningKeys(
  db: Kysely<RegistrySchema>,
  batchId: string,
  keys: BatchSigningKeys,
  actor: string,
): Promise<void> {
  const batch = await db
    .selectFrom('batches')
    .select(['state', 'signing_keys_json'])
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (batch === undefined) throw batchNotFound();
  const known = parseSigningKeys(batch.signing_keys_json);
  const last = known.at(-1);
  if (last?.pdf === keys.pdf && last.sidecar === keys.sidecar) return;
  await db
    .updateTable('batches')
    .set({ signing_keys_json: JSON.stringify([...known, keys]) })
    .where('batch_id', '=', batchId)
    .execute();
  const state = batch.state as BatchState;
  const at = keys.since;
  if (last !== undefined) {
    const note = `signing key changed: ${last.pdf} to ${keys.pdf}, ${last.sidecar} to ${keys.sidecar}`;
    await addBatchEvent(db, { batchId, to: state, actor, at, note });
  }
  await appendTrail(db, [
    {
      at,
      actor,
      action: 'batch.signing-keys',
      object: batchId,
      before: last === undefined ? null : { pdfKey: last.pdf, sidecarKey: last.sidecar },
      after: { state, pdfKey: keys.pdf, sidecarKey: keys.sidecar },
    },
  ]);
}
