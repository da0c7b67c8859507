import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements that are kept. Issuing needs some twenty, and each of the other use cases a few. */
const KEPT_STATEMENTS = 128;

/**
 * A connection that remembers what it has prepared: the statements of a batch are the same from chunk to
 * chunk, and preparing one takes longer than running it. The one that was longest not asked for makes room.
 */
export class KeptStatements implements SqliteDatabase {
  readonly #connection: Database.Database;
  readonly #kept = new Map<string, SqliteStatement>();

  constructor(connection: Database.Database) {
    this.#connection = connection;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#kept.get(sql);
    const statement = known ?? this.#connection.prepare(sql);
    if (known !== undefined) this.#kept.delete(sql);
    this.#kept.set(sql, statement);
    if (this.#kept.size > KEPT_STATEMENTS) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest!);
    }
    return statement;
  }

  close(): void {
    this.#kept.clear();
    this.#connection.close();
  }
}
