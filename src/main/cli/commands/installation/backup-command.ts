import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  backupSqlite,
  readFilesOfBackup,
  restoreSqlite,
} from '../../../../adapters/sqlite/backup-sqlite.ts';
import { openSqlite } from '../../../../adapters/sqlite/open-sqlite.ts';
import type { Command } from 'commander';
import { AppError } from '../../../../shared/app-error.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import { collectBackupFiles } from '../../../installation/backup/backup-files.ts';
import { putBackFiles } from '../../../installation/backup/put-back-files.ts';
import { databaseFile } from '../../../installation/database-file.ts';
import { dataFolderMissing } from '../../../installation/installation-secret.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { outputRefused } from '../../output/write-output-file.ts';
import { auditFor } from '../audit/audit-command.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';

/** `parinya backup FILE` and `parinya restore FILE`: the registry with all artifacts and settings, as one file. */
export const addBackupCommands: AddCommand = (program, line, finish) => {
  program
    .command('backup')
    .description('copy the registry with all artifacts into one file, while the service runs')
    .argument('<file>')
    .action(async (path: string, _options: unknown, command: Command) => {
      const loaded = configurationOf(line, command);
      const file = databaseFile(loaded);
      if (!existsSync(file)) throw dataFolderMissing(loaded.dataFolder);
      const target = resolve(line.workingFolder, path);
      checkFolderOf(target, path);
      const { files, keepBesides } = await collectBackupFiles(loaded);
      await backupSqlite(file, target, files);
      writeJson(line, { backup: path, files: files.map((each) => each.path), keepBesides });
      writeText(line, {
        th: `สำรองทะเบียน เอกสาร และการตั้งค่าไว้ใน ${path} แล้ว ความลับไม่อยู่ในนั้น ให้เก็บแยกต่างหาก: ${keepBesides.join(', ')}`,
        en: `Registry, artifacts and settings are in ${path}. No secret is among them; keep these besides: ${keepBesides.join(', ')}`,
      });
      finish(exitCodes.done);
    });

  program
    .command('restore')
    .description('put a backup in the place of the registry, and audit it')
    .argument('<file>')
    .action(async (path: string, _options: unknown, command: Command) => {
      const backup = resolve(line.workingFolder, path);
      if (!existsSync(backup)) throw missing(path);
      const files = await readFilesOfBackup(backup);
      const putBack = await putBackFiles(configurationOf(line, command).dataFolder, files);
      // Read anew: the settings may have come with the backup.
      const file = databaseFile(configurationOf(line, command));
      const keptAs = `${file}.before-${formatInstant(line.clock.now()).replaceAll(':', '')}`;
      const isReplacing = existsSync(file);
      await restoreSqlite(backup, file, keptAs);
      // Backups of earlier versions are brought up to date here.
      await (await openSqlite(file, line.clock)).destroy();
      const { documents, faults, gaps } = await auditFor(line, command);
      const before = isReplacing ? keptAs : null;
      writeJson(line, { restored: path, before, files: putBack, documents, faults, gaps });
      for (const kept of putBack.kept) {
        writeText(line, {
          th: `${kept} มีอยู่แล้วและต่างจากในสำเนา จึงไม่เขียนทับ`,
          en: `${kept} is there and differs from the backup's: it was left as it is.`,
        });
      }
      writeText(line, {
        th: `คืนค่าทะเบียนแล้ว ตรวจเอกสาร ${documents} ฉบับ พบสิ่งที่ไม่ตรงกัน ${faults.length} รายการ`,
        en: `The registry is restored; ${documents} documents were audited, ${faults.length} things do not agree.`,
      });
      finish(faults.length > 0 ? exitCodes.bad : exitCodes.done);
    });
};

/** @throws AppError `usage` where no file can be made there: better told before the work than after. */
function checkFolderOf(target: string, path: string): void {
  try {
    accessSync(dirname(target), constants.W_OK);
  } catch (cause) {
    throw outputRefused(path, cause);
  }
}

function missing(path: string): AppError {
  return new AppError('input-unreadable', {
    th: `ไม่พบไฟล์ ${path}`,
    en: `There is no file ${path}.`,
  });
}
