import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SqliteEraser } from '../../../../adapters/sqlite/erasing/sqlite-eraser.ts';
import { openSqlite } from '../../../../adapters/sqlite/open-sqlite.ts';
import { dataKeyIdHex } from '../../../../adapters/sqlite/sealing/content-seal.ts';
import { resealContents } from '../../../../adapters/sqlite/sealing/reseal.ts';
import type { SealingReport } from '../../../../adapters/sqlite/sealing/reseal.ts';
import { databaseFile } from '../../../installation/database-file.ts';
import { openContentSeal, readDataKeys } from '../../../installation/data-keys.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { outputRefused } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';
import { filesInUse } from '../documents/erasure-verbs.ts';
import { configurationOf } from '../installation-options.ts';

const KEY_BYTES = 32;

/** `parinya data-key ...`: the key that seals contents of the database. */
export const addDataKeyCommand: AddCommand = (program, line, finish) => {
  const dataKey = program
    .command('data-key')
    .description('the key that seals records, reports, PDFs and sidecars in the database');

  dataKey
    .command('new')
    .description('make a key; name its file with the setting dataKeyFile')
    .requiredOption('--out <file>', 'where it is written, readable by its owner only')
    .action(async ({ out }: { out: string }) => {
      const key = line.random.bytes(KEY_BYTES);
      await writeNewFile(line, out, `${Buffer.from(key).toString('base64url')}\n`);
      writeJson(line, { file: out, keyId: dataKeyIdHex(key) });
      writeText(line, {
        th: 'สร้างกุญแจข้อมูลแล้ว ให้สำรองไว้แยกจากฐานข้อมูล ถ้ากุญแจหาย ข้อมูลที่เข้ารหัสไว้จะเปิดไม่ได้อีก',
        en: 'The key is made. Keep a copy of it away from the database: without it what it sealed is lost.',
      });
      finish(exitCodes.done);
    });

  dataKey
    .command('status')
    .description('how much is sealed with the newest key')
    .action(async (_options: unknown, command: Command) => {
      const { keyIds, report } = await runSealing(line, command, true);
      writeJson(line, { keyIds, ...report });
      finish(exitCodes.done);
    });

  dataKey
    .command('reseal')
    .description('seal everything with the newest key: what is clear, and what an older key sealed')
    .action(async (_options: unknown, command: Command) => {
      const { keyIds, report, isPurged } = await runSealing(line, command, false);
      writeJson(line, { keyIds, resealed: report.other, current: report.current, isPurged });
      writeText(line, {
        th: `เข้ารหัสใหม่ ${report.other} รายการ สำเนาสำรองเดิมยังใช้กุญแจเดิมหรือไม่ได้เข้ารหัส`,
        en: `${report.other} contents were sealed anew. Older backups are as they were: keep the older key as long as them.`,
      });
      if (!isPurged) writeText(line, filesInUse);
      finish(isPurged ? exitCodes.done : exitCodes.tryLater);
    });
};

/** A key is never written over another one. */
async function writeNewFile(line: CommandLine, path: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(line.workingFolder, path), text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw outputRefused(path, cause);
  }
}

async function runSealing(
  line: CommandLine,
  command: Command,
  isRehearsal: boolean,
): Promise<{
  readonly keyIds: readonly string[];
  readonly report: SealingReport;
  readonly isPurged: boolean;
}> {
  const loaded = configurationOf(line, command);
  const keyIds = readDataKeys(loaded).map(dataKeyIdHex);
  const database = await openSqlite(databaseFile(loaded), line.clock);
  try {
    const report = await resealContents(database, openContentSeal(loaded), { isRehearsal });
    const isPurged = isRehearsal || (await new SqliteEraser(database).purgeFiles());
    return { keyIds, report, isPurged };
  } finally {
    await database.destroy();
  }
}
