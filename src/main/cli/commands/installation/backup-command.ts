import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backupSqlite, restoreSqlite } from '../../../../adapters/sqlite/backup-sqlite.ts';
import { openSqlite } from '../../../../adapters/sqlite/open-sqlite.ts';
import type { Command } from 'commander';
import { AppError } from '../../../../shared/app-error.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import { databaseFile } from '../../../installation/database-file.ts';
import { dataFolderMissing } from '../../../installation/installation-secret.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { auditFor } from '../audit/audit-command.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';

/** `parinya backup FILE` and `parinya restore FILE`: the registry with all artifacts, as one file. */
export const addBackupCommands: AddCommand = (program, line, finish) => {
  program
    .command('backup')
    .description('copy the registry with all artifacts into one file, while the service runs')
    .argument('<file>')
    .action(async (path: string, _options: unknown, command: Command) => {
      const loaded = configurationOf(line, command);
      const file = databaseFile(loaded);
      if (!existsSync(file)) throw dataFolderMissing(loaded.dataFolder);
      await backupSqlite(file, resolve(line.workingFolder, path));
      writeJson(line, { backup: path });
      writeText(line, {
        th: `สำรองทะเบียนและเอกสารไว้ใน ${path} แล้ว ให้เก็บไฟล์ตั้งค่า secret และกุญแจในโฟลเดอร์ข้อมูลแยกต่างหาก`,
        en: `The registry and all artifacts are in ${path}. Keep the data folder's settings, secret and keys besides.`,
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
      const file = databaseFile(configurationOf(line, command));
      const keptAs = `${file}.before-${formatInstant(line.clock.now()).replaceAll(':', '')}`;
      const isReplacing = existsSync(file);
      await restoreSqlite(backup, file, keptAs);
      // Backups of earlier versions are brought up to date here.
      await (await openSqlite(file, line.clock)).destroy();
      const { documents, faults } = await auditFor(line, command);
      writeJson(line, { restored: path, before: isReplacing ? keptAs : null, documents, faults });
      writeText(line, {
        th: `คืนค่าทะเบียนแล้ว ตรวจเอกสาร ${documents} ฉบับ พบสิ่งที่ไม่ตรงกัน ${faults.length} รายการ`,
        en: `The registry is restored; ${documents} documents were audited, ${faults.length} things do not agree.`,
      });
      finish(faults.length > 0 ? exitCodes.bad : exitCodes.done);
    });
};

function missing(path: string): AppError {
  return new AppError('input-unreadable', {
    th: `ไม่พบไฟล์ ${path}`,
    en: `There is no file ${path}.`,
  });
}
