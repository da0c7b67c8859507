/**
 * How fast records are checked, and in how much memory: the whole intake beside `csv-parse` alone on the
 * same file, each in a process of its own, in one run. With 5,000 students of 45 courses besides, as CSV and as
 * one sheet of a workbook, whose XML `saxes` takes apart for comparison.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { writeIntakeFile } from './intake-file.ts';
import { writeWorkbookOf } from './intake-workbook.ts';
import { INTAKE_WAYS } from './intake-ways.ts';

const COURSES = 45;

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '1' },
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Of a child: what to do with which file. */
    way: { type: 'string' },
    file: { type: 'string' },
  },
});

interface Measured {
  readonly way: string;
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rowsPerSecond: number;
  readonly peakMemoryMegabytes: number;
}

if (options.way !== undefined && options.file !== undefined) {
  console.log(JSON.stringify(await measure(options.way, options.file)));
} else {
  await compare();
}

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parinya-bench-'));
  try {
    const students = Math.ceil((options.smoke ? 4500 : Number(options.rows)) / COURSES);
    const large = await makeFile(folder, students);
    const usual = await makeFile(folder, options.smoke ? 50 : 5000);
    const rounds = Array.from({ length: options.smoke ? 1 : Number(options.rounds) }, () => ({
      alone: inOwnProcess('csv-parse', large.path),
      ours: inOwnProcess('parinya', large.path),
    }));
    const batch = inOwnProcess('parinya', usual.path);
    const workbook = join(folder, 'usual.xlsx');
    await writeWorkbookOf(usual.path, workbook);
    const sheet = {
      ours: inOwnProcess('parinya', workbook),
      alone: inOwnProcess('saxes', workbook),
    };
    const ratios = rounds.map(({ alone, ours }) => ours.rowsPerSecond / alone.rowsPerSecond);
    const ratio =
      Math.round(100 * ratios.toSorted((left, right) => left - right)[ratios.length >> 1]!) / 100;
    if (options.json) {
      console.log(
        JSON.stringify({ students, megabytes: large.megabytes, rounds, ratio, batch, sheet }),
      );
      return;
    }
    console.log(`${students} students, ${large.megabytes} MB of CSV`);
    for (const { alone, ours } of rounds) console.log(`${toLine(alone)}\n${toLine(ours)}`);
    console.log(`Parinya checks at ${ratio} times the speed at which csv-parse splits`);
    console.log(`${usual.students} students as CSV:  ${toLine(batch)}`);
    console.log(`${usual.students} students as XLSX: ${toLine(sheet.ours)}`);
    console.log(`the XML of that sheet:  ${toLine(sheet.alone)}`);
    const share = sheet.ours.cpuSeconds / sheet.alone.cpuSeconds;
    console.log(`Parinya checks a workbook in ${share.toFixed(2)} times the CPU of saxes alone`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeFile(folder: string, students: number) {
  const path = join(folder, `${students}.csv`);
  await writeIntakeFile(path, { students, coursesPerStudent: COURSES });
  return { path, students, megabytes: Math.round((await stat(path)).size / 1_000_000) };
}

/** Memory is the process's, so each way has its own. */
function inOwnProcess(way: string, file: string): Measured {
  const script = process.argv[1]!;
  const output = execFileSync(process.execPath, [script, '--way', way, '--file', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as Measured;
}

async function measure(way: string, file: string): Promise<Measured> {
  const read = INTAKE_WAYS[way];
  if (read === undefined) throw new RangeError(`--way is ${Object.keys(INTAKE_WAYS).join(' or ')}`);
  const start = performance.now();
  const { rows } = await read(file);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  return {
    way,
    rows,
    seconds: Math.round(seconds * 100) / 100,
    cpuSeconds: Math.round((user + system) / 10_000) / 100,
    rowsPerSecond: Math.round(rows / seconds),
    peakMemoryMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1_000_000),
  };
}

function toLine(measured: Measured): string {
  const { way, rows, seconds, cpuSeconds, rowsPerSecond, peakMemoryMegabytes } = measured;
  return (
    `${way.padEnd(9)} ${rows} rows in ${seconds} s (CPU ${cpuSeconds} s), ${rowsPerSecond} rows/s, ` +
    `peak memory ${peakMemoryMegabytes} MB`
  );
}
