import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

/** A file of an installation that is carried along in a backup of its database. */
export interface BackupFile {
  /** Within the data folder, with slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

const TABLE = 'backup_files';

/** Puts files, each with its SHA-256, into the copy of a database that becomes a backup. */
export function addBackupFiles(copy: string, files: readonly BackupFile[]): void {
  const database = new Database(copy);
  try {
    database.exec(`drop table if exists ${TABLE};
      create table ${TABLE} (path text primary key, digest text not null, content blob not null)`);
    const insert = database.prepare(`insert into ${TABLE} values (?, ?, ?)`);
    for (const { path, content } of files) insert.run(path, sha256Hex(content), content);
  } finally {
    database.close();
  }
}

/** The files that a backup carries; none in one of an earlier version. @returns `undefined` where one was changed. */
export function readBackupFiles(backup: string): readonly BackupFile[] | undefined {
  const database = new Database(backup, { readonly: true, fileMustExist: true });
  try {
    if (!hasFiles(database)) return [];
    const rows = database.prepare(`select path, digest, content from ${TABLE} order by path`).all();
    const files = rows as { path: string; digest: string; content: Buffer }[];
    if (files.some(({ digest, content }) => sha256Hex(content) !== digest)) return undefined;
    return files.map(({ path, content }) => ({ path, content }));
  } finally {
    database.close();
  }
}

/** Takes the files out again of a copy that becomes a database. */
export function removeBackupFiles(copy: string): void {
  const database = new Database(copy);
  try {
    database.exec(`drop table if exists ${TABLE}`);
  } finally {
    database.close();
  }
}

function hasFiles(database: Database.Database): boolean {
  const found = database.prepare('select 1 from sqlite_master where name = ?').get(TABLE);
  return found !== undefined;
}

function sha256Hex(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
