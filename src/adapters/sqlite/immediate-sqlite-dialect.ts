import { CompiledQuery, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, Driver, QueryResult, SqliteDialectConfig } from 'kysely';
import { sqliteCodeOf, toStorageFailure } from './storage-failure.ts';

/**
 * Kysely's SQLite dialect, except that a transaction asks for the write lock at its beginning: one that
 * reads first and writes later would fail when another process wrote in between (`SQLITE_BUSY_SNAPSHOT`),
 * which no waiting cures. Failures of the storage come as `AppError`s (`disk-full`, `database-read-only`,
 * `database-busy`, `disk-failed`).
 */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #log: WriteAheadLog | undefined;

  /** @param log is told what is written, and closed before the database. */
  constructor(config: SqliteDialectConfig, log?: WriteAheadLog) {
    super(config);
    this.#config = config;
    this.#log = log;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#config, this.#log);
  }
}

/** Whoever looks after the write-ahead log. */
interface WriteAheadLog {
  /** @param bytes about how much a commit wrote. */
  noteCommit(bytes: number): void;
  close(): Promise<void>;
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #log: WriteAheadLog | undefined;
  #written = 0;

  constructor(config: SqliteDialectConfig, log: WriteAheadLog | undefined) {
    super(config);
    this.#log = log;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return new NamingConnection(connection, ({ parameters }) => {
      this.#written += sizeOf(parameters);
    });
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#log?.noteCommit(this.#written);
    this.#written = 0;
  }

  override async destroy(): Promise<void> {
    await this.#log?.close();
    await super.destroy();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** After some failures SQLite has rolled back by itself; what failed matters then, not that nothing is left to do. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (sqliteCodeOf(error) !== 'SQLITE_ERROR') throw error;
    }
  }
}

/** Of what fills a database: bytes and texts. Numbers and keys are nothing beside them. */
function sizeOf(parameters: readonly unknown[]): number {
  let size = 0;
  for (const value of parameters) {
    if (typeof value === 'string' || value instanceof Uint8Array) size += value.length;
  }
  return size;
}

/** A connection whose failures have names of ours. */
class NamingConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #onQuery: (query: CompiledQuery) => void;

  constructor(connection: DatabaseConnection, onQuery: (query: CompiledQuery) => void) {
    this.#connection = connection;
    this.#onQuery = onQuery;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#onQuery(query);
    try {
      return await this.#connection.executeQuery<Row>(query);
    } catch (error) {
      throw toStorageFailure(error);
    }
  }

  streamQuery<Row>(
    query: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, chunkSize);
  }
}
