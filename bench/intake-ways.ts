import { closeSync, createReadStream, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { parse } from 'csv-parse';
import { SaxesParser } from 'saxes';

import { checkRecordsStreaming } from '../src/records/check-records.ts';
import type { OpenRanges } from '../src/records/check-records.ts';
import { DEFAULT_LIMITS } from '../src/records/limits.ts';
import { rangesOf } from '../src/records/zip/byte-ranges.ts';
import { parseZip } from '../src/records/zip/zip-archive.ts';
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

/** `saxes` takes the XML of a workbook's sheet apart, and nothing is made of it. */
async function parseSheetOnly(path: string): Promise<{ readonly rows: number }> {
  const entries = parseZip(rangesOf(readFileSync(path)), DEFAULT_LIMITS);
  const sheet = entries.find(({ name }) => name.startsWith('xl/worksheets/'))!;
  let rows = -1;
  const parser = new SaxesParser({ position: false });
  parser.on('closetag', ({ name }) => {
    if (name === 'row') rows++;
  });
  const decoder = new TextDecoder();
  for (const piece of sheet.unpackPieces()) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
  return Promise.resolve({ rows });
}

function openRanges(path: string): OpenRanges {
  const file = openSync(path, 'r');
  return {
    length: fstatSync(file).size,
    read: (from, to) => {
      const bytes = new Uint8Array(to - from);
      readSync(file, bytes, 0, bytes.length, from);
      return bytes;
    },
    close: () => {
      closeSync(file);
    },
  };
}

/** `parinya records check`: every record held to every rule and handed out. */
async function checkAll(path: string): Promise<{ readonly rows: number }> {
  let accepted = 0;
  const report = await checkRecordsStreaming(
    [{ name: 'bench', pieces: createReadStream(path), openRanges: () => openRanges(path) }],
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
  saxes: parseSheetOnly,
  parinya: checkAll,
};
