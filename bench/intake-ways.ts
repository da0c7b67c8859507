import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

import { checkRecordsStreaming } from '../src/records/check-records.ts';
import { defaultGradingScheme } from '../src/transcript/grading-schemes.ts';

/** A way of reading a CSV file, for comparing. */
export type IntakeWay = (path: string) => Promise<{ readonly rows: number }>;

/** `csv-parse` splits the file into cells, and nothing is made of them. */
async function splitOnly(path: string): Promise<{ readonly rows: number }> {
  let rows = -1;
  const parser = createReadStream(path).pipe(parse());
  parser.on('readable', () => {
    while (parser.read() !== null) rows++;
  });
  await new Promise((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  return { rows };
}

/** `parinya records check`: every record held to every rule and handed out. */
async function checkAll(path: string): Promise<{ readonly rows: number }> {
  let accepted = 0;
  const report = await checkRecordsStreaming(
    [{ name: 'bench.csv', pieces: createReadStream(path) }],
    {
      scheme: defaultGradingScheme(),
      rounding: 'half-up',
      today: '2026-11-24',
      gpaDifference: 'error',
    },
    {
      accept: () => {
        accepted++;
      },
      withdraw: () => {
        accepted--;
      },
    },
  );
  // A fast wrong answer is no answer: the file is sound, in two languages.
  if (report.errors.length > 0 || accepted !== report.records) {
    throw new Error(`the records are sound, but: ${JSON.stringify(report.errors[0])}`);
  }
  return { rows: report.courses };
}

export const INTAKE_WAYS: Readonly<Record<string, IntakeWay>> = {
  'csv-parse': splitOnly,
  parinya: checkAll,
};
