import type { Kysely } from 'kysely';

/** One step of the schema, applied once and in order, each in a transaction of its own. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly number: number;
  readonly name: string;
  /** Typed without a schema: a migration speaks of the tables as they were then, not as they are now. */
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}
