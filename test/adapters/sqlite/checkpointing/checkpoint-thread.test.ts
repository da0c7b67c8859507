import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { CheckpointThread } from '../../../../src/adapters/sqlite/checkpointing/checkpoint-thread.ts';

const PAGE = Buffer.alloc(100_000, 7);
const LARGE = 3_000_000;

describe('checkpoints in a thread of their own', () => {
  let folder: string;
  let workerFile: string;
  beforeAll(async () => {
    // Below the checkout, so that the thread finds its packages.
    mkdirSync('.cache', { recursive: true });
    folder = mkdtempSync(join(process.cwd(), '.cache', 'checkpoint-'));
    workerFile = join(folder, 'checkpoint-worker.mjs');
    await build({
      entryPoints: ['src/adapters/sqlite/checkpointing/checkpoint-worker.ts'],
      outfile: workerFile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A database whose own checkpoints never come. */
  function openDatabase(name: string): { file: string; database: Database.Database } {
    const file = join(folder, name);
    const database = new Database(file);
    database.pragma('journal_mode = WAL');
    database.pragma('wal_autocheckpoint = 0');
    database.exec('create table documents (bytes blob)');
    return { file, database };
  }

  function write(database: Database.Database): void {
    const insert = database.prepare('insert into documents values (?)');
    database.transaction(() => {
      for (let written = 0; written < LARGE; written += PAGE.length) insert.run(PAGE);
    })();
  }

  it('copies what was committed, while the database stays open, so that the log does not grow', async () => {
    const { file, database } = openDatabase('large.sqlite');
    const thread = CheckpointThread.open(file, workerFile)!;
    try {
      // SQLite begins its log anew once all of it is copied: then the log is smaller than what went into it.
      let written = 0;
      do {
        write(database);
        written += LARGE;
        thread.noteCommit(LARGE);
        await delay(20);
      } while (statSync(`${file}-wal`).size > written - 2 * LARGE);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    } finally {
      await thread.close();
      database.close();
    }
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('lets small commits be', async () => {
    const { file, database } = openDatabase('small.sqlite');
    const thread = CheckpointThread.open(file, workerFile)!;
    const before = statSync(file).size;
    write(database);
    thread.noteCommit(1000);
    await thread.close();
    expect(statSync(file).size).toBe(before);
    database.close();
  });

  it('does without a thread that cannot start, and closes all the same', async () => {
    const broken = join(folder, 'broken.mjs');
    await build({ stdin: { contents: 'throw new Error("no")' }, outfile: broken });
    const { file, database } = openDatabase('broken.sqlite');
    const thread = CheckpointThread.open(file, broken)!;
    write(database);
    thread.noteCommit(LARGE);
    await thread.close();
    thread.noteCommit(LARGE);
    await thread.close();
    database.close();
    expect(new Database(file).pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('is not there where the program runs from its sources', () => {
    expect(CheckpointThread.open(join(folder, 'any.sqlite'))).toBeUndefined();
  });
});
