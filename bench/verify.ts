import { parseArgs } from 'node:util';

import { makeGrowingCases } from './verifying/growing-documents.ts';
import { measure, measureAlone, measureFolder } from './verifying/measure-alone.ts';
import { otherVerifiers, timeOther } from './verifying/other-verifiers.ts';
import { makeOwnCase, type OwnCase } from './verifying/own-documents.ts';

/**
 * `npm run bench:verify -- [--smoke] [--rounds N]`: what one verification takes, warm, beside other verifiers in the
 * same run; and that no document of the size that is read takes more than two seconds or 512 MB.
 */
const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    /** A folder with one case, to be measured in a process that holds nothing else. */
    alone: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.smoke ? 30 : 400));
const MOST_MS = 2_000;
const MOST_MB = 512;

if (values.alone === undefined) await measureAll();
else console.log(JSON.stringify(await measureFolder(values.alone, rounds)));

async function measureAll(): Promise<void> {
  for (const level of ['B-B', 'B-LT', 'B-LTA'] as const) await compare(await makeOwnCase(level));
  const [sizes, revisions, hostileSize] = values.smoke
    ? [[1, 4], [10, 40], 4]
    : [[1, 20, 100], [10, 100, 1000], 100];
  for (const each of makeGrowingCases(sizes, revisions, hostileSize)) {
    const size = each.pdf.length;
    const { ms, wallMs, peakMb, answer } = measureAlone(each, size > 10_000_000 ? 3 : 10);
    if (!each.isHostile && answer !== 'TOTAL-PASSED') throw new Error(`${each.name}: ${answer}`);
    const isTooMuch = wallMs > MOST_MS || peakMb > MOST_MB;
    print(
      each.name,
      ms,
      `${(size / 1_000_000).toPrecision(3)} MB, ${Math.round(wallMs)} ms at most by the clock, ` +
        `peak memory ${Math.round(peakMb)} MB, ${answer}${isTooMuch ? '  TOO MUCH' : ''}`,
    );
  }
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
  console.log(`${name.padEnd(30)} ${ms.toPrecision(3).padStart(8)} ms of processor time  ${what}`);
}
