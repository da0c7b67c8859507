import Database from 'better-sqlite3';

/** How long others are waited for, and how often they are looked at. */
export interface LockPatience {
  readonly attempts: number;
  /** Between two attempts. */
  readonly pause: () => Promise<void>;
}

/**
 * Does something while nobody else on this machine does the same: other processes and other calls of this one
 * wait. The lock is SQLite's on an empty database, and so the operating system's: it ends with the process that
 * holds it, however that ends, and nothing is left for the next one to clear away.
 * @param file a file for the lock alone; made where it is missing and left there, empty.
 * @param onBusy makes the error for those whose patience ends.
 */
export async function withExclusiveLock<Result>(
  file: string,
  { attempts, pause }: LockPatience,
  onBusy: () => Error,
  action: () => Promise<Result>,
): Promise<Result> {
  const connection = new Database(file, { timeout: 0 });
  try {
    for (let attempt = 1; !isLocked(connection); attempt++) {
      if (attempt >= attempts) throw onBusy();
      await pause();
    }
    return await action();
  } finally {
    connection.close();
  }
}

function isLocked(connection: Database.Database): boolean {
  try {
    connection.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
