import type { Command } from 'commander';
import { encodeCheckpointFile } from '../../../../app/audit/checkpoint-file.ts';
import { checkpointTrail } from '../../../../app/audit/checkpoint-trail.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import type { Finish } from '../command.ts';
import { withIssuer } from '../with-installation.ts';

/** `parinya audit export FILE`: where the trail stands, signed, for somebody else to keep. */
export function addCheckpointExport(audit: Command, line: CommandLine, finish: Finish): void {
  audit
    .command('export')
    .description('sign where the audit trail stands, for somebody else to keep (audit --against)')
    .argument('<file>')
    .action(async (file: string, _options: unknown, command: Command) => {
      const exported = await withIssuer(line, command, async ({ environment }) => {
        await checkpointTrail(environment);
        const checkpoint = await environment.registry.findLastCheckpoint();
        if (checkpoint === undefined) throw nothingYet();
        const { publicKey } = environment.checkpointKey;
        const { publicUrl } = environment;
        const text = encodeCheckpointFile({ publicKey, publicUrl, checkpoints: [checkpoint] });
        await writeOutputFile(line, file, text);
        return checkpoint;
      });
      writeJson(line, { file, sequence: exported.sequence, digest: exported.digestHex });
      writeText(line, {
        th: `ลงลายมือชื่อรับรองบันทึกถึงรายการที่ ${exported.sequence} แล้ว ให้ผู้อื่นเก็บไฟล์นี้ไว้นอกระบบ`,
        en: `The trail is signed up to entry ${exported.sequence}. Let somebody else keep this file, away from the system.`,
      });
      finish(exitCodes.done);
    });
}

function nothingYet(): AppError {
  return new AppError('not-found', {
    th: 'ยังไม่มีรายการใดในบันทึกการตรวจสอบ',
    en: 'Nothing is in the audit trail yet.',
  });
}
