import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { makeGrowingCases } from './verifying/growing-documents.ts';
import {
  keepCase,
  measure,
  measureFolders,
  measureKept,
  type Measured,
} from './verifying/measure-alone.ts';
import { otherVerifiers, timeOther } from './verifying/other-verifiers.ts';
import { makeOwnCase, type OwnCase } from './verifying/own-documents.ts';

/**
 * `npm run bench:verify -- [--smoke] [--rounds N]`: what one verification takes, warm, beside other verifiers in the
 * same run; and that no document of the size that is read takes more than two seconds or 512 MB, alone in a process and in
 * one that verified all the others before it. Exits with 1 where memory is not enough, or time by far.
 */
const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    /** A folder with one case, to be measured in a process that holds nothing but these. */
    alone: { type: 'string', multiple: true },
  },
});
const rounds = Number(values.rounds ?? (values.smoke ? 30 : 400));
const MOST_MS = 2_000;
const MOST_MB = 512;
/** A machine that does much else besides is no fault of ours. */
const MUCH_TOO_SLOW = 5;

if (values.alone === undefined) await measureAll();
else console.log(JSON.stringify(await measureFolders(values.alone, rounds)));

async function measureAll(): Promise<void> {
  for (const level of ['B-B', 'B-LT', 'B-LTA'] as const) await compare(await makeOwnCase(level));
  const [sizes, revisions, hostileSize] = values.smoke
    ? [[1, 4], [10, 40], 4]
    : [[1, 20, 100], [10, 100, 1000], 100];
  const folder = mkdtempSync(join(tmpdir(), 'parinya-bench-'));
  try {
    const kept: string[] = [];
    for (const each of makeGrowingCases(sizes, revisions, hostileSize)) {
      const place = keepCase(folder, each);
      kept.push(place);
      const size = each.pdf.length;
      const measured = measureKept([place], size > 10_000_000 ? 6 : 10);
      const { answer } = measured;
      if (!each.isHostile && answer !== 'TOTAL-PASSED') throw new Error(`${each.name}: ${answer}`);
      report(each.name, `${(size / 1_000_000).toPrecision(3)} MB, ${answer}`, measured);
    }
    report('one after the other', `all ${kept.length} in one process`, measureKept(kept, 2));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(name: string, what: string, { ms, wallMs, peakMb }: Measured): void {
  const isTooMuch = wallMs > MOST_MS || peakMb > MOST_MB;
  const taken = `${Math.round(wallMs)} ms at most by the clock, peak memory ${Math.round(peakMb)} MB`;
  print(name, ms, `${what}, ${taken}${isTooMuch ? '  TOO MUCH' : ''}`);
  if (peakMb > MOST_MB || wallMs > MUCH_TOO_SLOW * MOST_MS) process.exitCode = 1;
}

/** One of ours, verified by us and by others. */
async function compare(own: OwnCase): Promise<void> {
  const { ms, answer } = await measure(own, rounds, Math.ceil(rounds / 4));
  if (answer !== 'TOTAL-PASSED') throw new Error(`${own.name}: ${answer}`);
  const size = Math.round(own.evidence.pdf.length / 1000);
  print(`${own.name}, parinya`, ms, `a transcript of ${size} kB, RSA-2048`);
  for (const other of otherVerifiers) {
    if (!other.isInstalled) {
      console.log(`${other.name} is not installed (tools/cross-check/install.sh)`);
      continue;
    }
    const theirs = timeOther(other, own, values.smoke ? 10 : 100);
    const times = `${(theirs / ms).toPrecision(3)} times ours`;
    print(`${own.name}, ${other.name}`, theirs, `${times}; ${other.what}`);
  }
}

function print(name: string, ms: number, what: string): void {
  console.log(`${name.padEnd(50)} ${ms.toPrecision(3).padStart(8)} ms of processor time  ${what}`);
}
