import { existsSync, readFileSync } from 'node:fs';
import type { AuditRun } from '../../../../app/audit/audit-installation.ts';
import { parseAuditProgress } from '../../../../app/audit/audit-progress.ts';
import type { AuditProgress } from '../../../../app/audit/audit-progress.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { isFormatError } from '../../../../shared/format-error.ts';
import { writeFileWhole } from '../../../installation/write-file-whole.ts';
import type { CommandLine } from '../../command-line.ts';

/**
 * Has an audit draw how far it is and, with a file, keep it there; where the file is there already, the audit
 * goes on from what it says.
 * @param total documents that there are to look at.
 * @throws AppError `input-unreadable` for a file that holds something else.
 */
export function followProgress(
  line: CommandLine,
  total: number,
  file: string | undefined,
): AuditRun {
  const resume = file !== undefined && existsSync(file) ? readProgress(file) : undefined;
  const onProgress = async (progress: AuditProgress): Promise<void> => {
    const { step, documents, faultCount } = progress;
    if (line.isTerminal) {
      line.writeMessage(`\r${step} ${documents} / ${total}, ${faultCount} faults `);
    }
    if (file !== undefined && step !== 'done') {
      await writeFileWhole(file, JSON.stringify(progress), 0o600);
    }
  };
  return { onProgress, ...(resume === undefined ? {} : { resume }) };
}

function readProgress(file: string): AuditProgress {
  try {
    return parseAuditProgress(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (!isFormatError(cause)) throw cause;
    throw new AppError(
      'input-unreadable',
      {
        th: `${file} ไม่ใช่ไฟล์ความคืบหน้าของการตรวจสอบ`,
        en: `${file} is not the progress of an audit.`,
      },
      { cause },
    );
  }
}
