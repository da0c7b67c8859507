import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { AppError } from '../../shared/app-error.ts';
import type { BilingualText } from '../../shared/app-error.ts';
import { addBackupFiles, readBackupFiles, removeBackupFiles } from './backup-files.ts';
import type { BackupFile } from './backup-files.ts';
import { assertNotOfNewerVersion } from './migrate.ts';
import { openWith } from './open-sqlite.ts';
import type { RegistrySchema } from './schema.ts';

/**
 * Copies a database, with all artifacts in it, as it is at one moment, while others go on writing. The copy
 * is checked and is one file; it appears whole or not at all.
 * @param files of the installation that are carried along.
 * @throws AppError `backup-exists`, `backup-damaged`, `database-unreadable`
 */
export async function backupSqlite(
  file: string,
  target: string,
  files: readonly BackupFile[] = [],
): Promise<void> {
  if (existsSync(target)) {
    throw new AppError('backup-exists', {
      th: `มีไฟล์ ${target} อยู่แล้ว ให้ตั้งชื่ออื่น`,
      en: `The file ${target} exists already: choose another name.`,
    });
  }
  await copyChecked(file, target, (copy) => {
    addBackupFiles(copy, files);
  });
}

/**
 * The files of the installation that a backup carries.
 * @throws AppError `database-newer`, `database-unreadable`, `backup-damaged` where one was changed.
 */
export async function readFilesOfBackup(backup: string): Promise<readonly BackupFile[]> {
  await assertRestorable(backup);
  const files = readBackupFiles(backup);
  if (files === undefined) throw damaged();
  return files;
}

/**
 * Puts a backup in the place of a database. What was there is kept beside it, never deleted.
 * @param keepAs where the present database goes, if there is one.
 * @throws AppError `database-newer`, `database-unreadable`, `backup-damaged`, and `database-in-use` while any
 *   process has the present database open.
 */
export async function restoreSqlite(backup: string, file: string, keepAs: string): Promise<void> {
  await assertRestorable(backup);
  const isReplacing = existsSync(file);
  if (isReplacing) await closeForGood(file);
  const fresh = `${file}.restoring`;
  await copyChecked(backup, fresh, removeBackupFiles);
  if (isReplacing) await rename(file, keepAs);
  await rename(fresh, file);
}

async function copyChecked(
  from: string,
  to: string,
  finish: (copy: string) => void,
): Promise<void> {
  const part = `${to}.part`;
  await rm(part, { force: true });
  try {
    await openWith(from, async () => {
      const source = new Database(from, { readonly: true, fileMustExist: true });
      try {
        await source.backup(part);
      } finally {
        source.close();
      }
    });
    checkWhole(part);
    finish(part);
    const written = await open(part, 'r+');
    try {
      await written.sync();
    } finally {
      await written.close();
    }
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
}

/** SQLite's own check of every page, and that no row points to one that is not there. */
function checkWhole(file: string): void {
  const copy = new Database(file);
  try {
    // One file that can be carried away, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    const isWhole = copy.pragma('integrity_check', { simple: true }) === 'ok';
    const dangling = copy.pragma('foreign_key_check') as readonly unknown[];
    if (isWhole && dangling.length === 0) return;
  } catch (cause) {
    throw damaged(cause);
  } finally {
    copy.close();
  }
  throw damaged();
}

async function assertRestorable(backup: string): Promise<void> {
  await openWith(backup, async () => {
    const connection = new Database(backup, { readonly: true, fileMustExist: true });
    const db = new Kysely<RegistrySchema>({ dialect: new SqliteDialect({ database: connection }) });
    try {
      await assertNotOfNewerVersion(db);
    } finally {
      await db.destroy();
    }
  });
}

/** Brings everything into the one file, which SQLite permits only to who has it alone. */
async function closeForGood(file: string): Promise<void> {
  await openWith(file, () => {
    const present = new Database(file, { timeout: 1000 });
    try {
      present.pragma('journal_mode = DELETE');
    } catch (cause) {
      if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause;
      throw new AppError('database-in-use', IN_USE, { cause });
    } finally {
      present.close();
    }
    return Promise.resolve();
  });
}

const IN_USE: BilingualText = {
  th: 'ฐานข้อมูลกำลังถูกใช้อยู่ ให้หยุดบริการและคำสั่งอื่นก่อนคืนค่าจากสำเนา',
  en: 'The database is in use: stop the service and other commands before restoring.',
};

function damaged(cause?: unknown): AppError {
  return new AppError(
    'backup-damaged',
    {
      th: 'ไฟล์ฐานข้อมูลเสียหาย จึงไม่ใช้สำเนานี้',
      en: 'The database file is damaged: this copy is not used.',
    },
    { cause },
  );
}
