import type { Kysely } from 'kysely';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import type { RegistrySchema } from './schema.ts';

/**
 * Brings a database to the present schema, one transaction a step; a step that fails leaves the steps
 * before it in place and itself without a trace.
 * @throws AppError `database-newer` when a later version of Parinya has written it.
 */
export async function migrate(
  db: Kysely<RegistrySchema>,
  clock: Clock,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await db.schema
    .createTable('schema_migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const step of steps) {
    await db.transaction().execute(async (transaction) => {
      // Asked inside the transaction: of two processes that start together one waits, then finds it done.
      const applied = await appliedVersion(transaction);
      assertNotNewer(applied, steps);
      if (applied >= step.number) return;
      await step.up(transaction as unknown as Kysely<unknown>);
      await transaction
        .insertInto('schema_migrations')
        .values({ number: step.number, name: step.name, applied_at: clock.now() })
        .execute();
    });
  }
}

/**
 * Makes sure that a database which is only read has exactly our schema.
 * @throws AppError `database-newer`, or `database-unreadable` when a migration is still to come.
 */
export async function assertMigrated(db: Kysely<RegistrySchema>): Promise<void> {
  const applied = await appliedVersion(db);
  assertNotNewer(applied, migrations);
  if (applied < latestNumber(migrations)) {
    throw new AppError('database-unreadable', {
      th: 'ฐานข้อมูลเป็นของรุ่นเก่า ให้เริ่มบริการฝั่งผู้ออกเอกสารก่อนเพื่อปรับรุ่นฐานข้อมูล',
      en: 'The database is of an older version: start the issuer first, which brings it up to date.',
    });
  }
}

/**
 * Makes sure that a later version of Parinya has not written a database; an earlier one may have.
 * @throws AppError `database-newer`
 */
export async function assertNotOfNewerVersion(db: Kysely<RegistrySchema>): Promise<void> {
  assertNotNewer(await appliedVersion(db), migrations);
}

async function appliedVersion(db: Kysely<RegistrySchema>): Promise<number> {
  const row = await db
    .selectFrom('schema_migrations')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

function assertNotNewer(applied: number, steps: readonly Migration[]): void {
  if (applied > latestNumber(steps)) {
    throw new AppError('database-newer', {
      th: 'ฐานข้อมูลนี้เขียนโดย Parinya รุ่นที่ใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อนเปิดใช้',
      en: 'This database was written by a newer version of Parinya: update the program before opening it.',
    });
  }
}

function latestNumber(steps: readonly Migration[]): number {
  return steps.at(-1)?.number ?? 0;
}
