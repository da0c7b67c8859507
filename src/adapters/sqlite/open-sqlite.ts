import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import { CheckpointThread } from './checkpointing/checkpoint-thread.ts';
import { ImmediateSqliteDialect } from './immediate-sqlite-dialect.ts';
import { KeptStatements } from './kept-statements.ts';
import { assertMigrated, migrate } from './migrate.ts';
import type { RegistrySchema } from './schema.ts';
import { sqliteCodeOf, toStorageFailure } from './storage-failure.ts';

/** How long a write waits for another process's write. */
const BUSY_TIMEOUT_MS = 10_000;

/** Of new databases. Documents fill most of one, each some ten pages; half as many as with SQLite's own 4096. */
const PAGE_BYTES = 8192;

/** Where a thread looks after the log, SQLite's own checkpoint is for when that cannot keep up: 32 MB. */
const PAGES_LEFT_TO_THREAD = 4096;

/**
 * Opens the database for the issuer, makes it where it is missing and brings its schema up to date.
 * Close with `destroy()`.
 * @throws AppError `database-unreadable`, `database-newer`, and `disk-full`, `database-busy` and the like
 */
export async function openSqlite(file: string, clock: Clock): Promise<Kysely<RegistrySchema>> {
  return openWith(file, async () => {
    const connection = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    return closingOnFailure(connection, async () => {
      connection.pragma(`page_size = ${PAGE_BYTES}`);
      connection.pragma('journal_mode = WAL');
      // FULL: a commit is on disk before it is reported, also through a power failure.
      connection.pragma('synchronous = FULL');
      connection.pragma('foreign_keys = ON');
      connection.pragma('trusted_schema = OFF');
      // What is deleted or replaced is overwritten where it stood.
      connection.pragma('secure_delete = ON');
      const log = CheckpointThread.open(file);
      if (log !== undefined) connection.pragma(`wal_autocheckpoint = ${PAGES_LEFT_TO_THREAD}`);
      const db = new Kysely<RegistrySchema>({
        dialect: new ImmediateSqliteDialect({ database: new KeptStatements(connection) }, log),
      });
      await migrate(db, clock);
      return db;
    });
  });
}

/**
 * Opens the database for a verifier: it must exist, and nothing can be written through this connection.
 * @throws AppError `database-unreadable`, `database-newer`
 */
export async function openSqliteReadOnly(file: string): Promise<Kysely<RegistrySchema>> {
  return openWith(file, async () => {
    const connection = new Database(file, {
      readonly: true,
      fileMustExist: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    return closingOnFailure(connection, async () => {
      connection.pragma('query_only = ON');
      connection.pragma('trusted_schema = OFF');
      const db = new Kysely<RegistrySchema>({
        dialect: new SqliteDialect({ database: new KeptStatements(connection) }),
      });
      await assertMigrated(db);
      return db;
    });
  });
}

async function closingOnFailure<Result>(
  connection: Database.Database,
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** SQLite's codes say what is wrong with the file; the reader only needs to know which file to look at. */
export async function openWith<Result>(file: string, open: () => Promise<Result>): Promise<Result> {
  if (!existsSync(dirname(file))) throw unreadable('SQLITE_CANTOPEN');
  try {
    return await open();
  } catch (error) {
    const failure = toStorageFailure(error);
    const code = sqliteCodeOf(failure);
    throw code === undefined ? failure : unreadable(code, failure);
  }
}

function unreadable(code: string, cause?: unknown): AppError {
  return new AppError(
    'database-unreadable',
    {
      th: `เปิดฐานข้อมูลไม่ได้ (${code}) ให้ตรวจว่าไฟล์มีอยู่ เป็นฐานข้อมูลของ Parinya และมีสิทธิ์อ่าน`,
      en: `The database cannot be opened (${code}): check that the file exists, is a Parinya database and may be read.`,
    },
    { cause },
  );
}
