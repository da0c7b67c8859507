import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Contents may be sealed with a data key, and sealed anew with another: while a transaction says that it
 * does so, and only within it, what never changes may change its wrapping.
 */
export const resealing: Migration = {
  number: 9,
  name: 'resealing',
  async up(db) {
    for (const table of ['artifacts', 'artifact_additions']) {
      const trigger = sql.ref(`${table}_never_update`);
      await sql`drop trigger ${trigger}`.execute(db);
      await sql`create trigger ${trigger} before update on ${sql.table(table)}
        when not exists (select 1 from database_facts where fact = 'resealing')
        begin select raise(abort, 'append-only'); end`.execute(db);
    }
  },
};
