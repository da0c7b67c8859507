import { Option } from 'commander';
import { encodeExampleCsv } from '../../../../records/examples/encode-example-csv.ts';
import { encodeExampleXlsx } from '../../../../records/examples/encode-example-xlsx.ts';
import { defaultGradingScheme } from '../../../../transcript/grading-schemes.ts';
import { writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';

const ENCODERS = {
  csv: encodeExampleCsv,
  xlsx: () => encodeExampleXlsx(defaultGradingScheme()),
} as const;

/** `parinya records example`: a filled example of what registrars send, to start from. */
export const addRecordsExampleCommand: AddCommand = (records, line, finish) => {
  records
    .command('example')
    .description('write a filled example file with every column, to start from')
    .addOption(
      new Option('--format <format>', 'csv or xlsx (with lists to choose from and explanations)')
        .choices(Object.keys(ENCODERS))
        .default('xlsx'),
    )
    .requiredOption('--out <file>', 'file to write')
    .action(async ({ format, out }: { format: keyof typeof ENCODERS; out: string }) => {
      await writeOutputFile(line, out, ENCODERS[format]());
      writeText(line, {
        th: `เขียนไฟล์ตัวอย่างไว้ที่ ${out} ตรวจด้วย parinya records check ${out}`,
        en: `An example is in ${out}; check it with parinya records check ${out}.`,
      });
      finish(exitCodes.done);
    });
};
