import type { Kysely } from 'kysely';
import type { ShownSummary } from '../../../registry/registry-entries.ts';
import { instantOf } from '../../../shared/instant.ts';
import type { RegistrySchema } from '../schema.ts';

/** Remembers that a summary was shown; the first time stays. */
export async function rememberSummary(
  db: Kysely<RegistrySchema>,
  { batchId, digestHex, basisJson, shownAt }: ShownSummary,
): Promise<void> {
  await db
    .insertInto('shown_summaries')
    .values({ batch_id: batchId, digest: digestHex, basis_json: basisJson, shown_at: shownAt })
    .onConflict((conflict) => conflict.columns(['batch_id', 'digest']).doNothing())
    .execute();
}

/** The one whose digest begins so; of several the last. */
export async function findShownSummary(
  db: Kysely<RegistrySchema>,
  batchId: string,
  digestStart: string,
): Promise<ShownSummary | undefined> {
  const rows = await db
    .selectFrom('shown_summaries')
    .select(['digest', 'basis_json', 'shown_at'])
    .where('batch_id', '=', batchId)
    .orderBy('shown_at', 'desc')
    .execute();
  const row = rows.find(({ digest }) => digest.startsWith(digestStart));
  return (
    row && {
      batchId,
      digestHex: row.digest,
      basisJson: row.basis_json,
      shownAt: instantOf(row.shown_at),
    }
  );
}
