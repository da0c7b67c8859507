import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { verifyDocument } from '../src/verification/verify-document.ts';
import { makeGrowingCases, makeOwnCase, type Case, type OwnCase } from './verify-documents.ts';

/** `npm run bench:verify -- [--smoke] [--rounds N]`: processor time of one verification, warm. */
const { values } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const rounds = Number(values.rounds ?? (values.smoke ? 30 : 400));

const own = await makeOwnCase();
const ours = await medianMs(own, rounds);
print('parinya, one of ours', ours, `${Math.round(own.evidence.pdf.length / 1000)} kB, RSA-2048`);
const theirs = pyhankoMs(own, values.smoke ? 10 : 100);
if (theirs === undefined) console.log('pyHanko is not installed (tools/cross-check/install.sh)');
else {
  print('pyHanko, the same file', theirs, 'status only, revocation required');
  console.log(`${(theirs / ours).toPrecision(3)} times as fast as pyHanko`);
}

const growing = makeGrowingCases(
  values.smoke ? [1, 4] : [1, 10, 100],
  values.smoke ? [10, 40] : [10, 100, 1000],
);
for (const each of growing) {
  const size = each.evidence.pdf.length;
  const ms = await medianMs(each, size > 10_000_000 ? 3 : Math.min(rounds, 10));
  print(`parinya, ${each.name}`, ms, `${(size / 1_000_000).toPrecision(3)} MB`);
}
const peak = process.resourceUsage().maxRSS / 1000;
console.log(`peak memory ${Math.round(peak)} MB, with the documents themselves`);

/** Processor time of one verification, the median of several. */
async function medianMs({ evidence }: Case, count: number): Promise<number> {
  const times: number[] = [];
  for (let round = -Math.ceil(count / 4); round < count; round++) {
    const before = process.cpuUsage();
    const { indication, subIndication } = await verifyDocument(evidence);
    const { user, system } = process.cpuUsage(before);
    if (indication !== 'TOTAL-PASSED') throw new Error(`not believed: ${subIndication ?? ''}`);
    if (round >= 0) times.push((user + system) / 1000);
  }
  return times.sort((left, right) => left - right)[Math.floor(times.length / 2)]!;
}

/** The same question to pyHanko, in one warm process. */
function pyhankoMs({ evidence, anchors, crls }: OwnCase, count: number): number | undefined {
  const oracles = process.env['PARINYA_ORACLES'] ?? join(homedir(), '.cache/parinya-oracles');
  const python = join(oracles, 'pyhanko/bin/python');
  if (!existsSync(python)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'parinya-bench-'));
  try {
    for (const name of ['anchors', 'crls']) mkdirSync(join(folder, name));
    anchors.forEach((der, index) => writeFileSync(join(folder, `anchors/${index}.crt`), der));
    crls.forEach((der, index) => writeFileSync(join(folder, `crls/${index}.crl`), der));
    writeFileSync(join(folder, 'document.pdf'), evidence.pdf);
    const at = new Date(evidence.validationTime).toISOString();
    const script = 'bench/verify-pyhanko.py';
    const output = execFileSync(python, [script, folder, String(count), at], { encoding: 'utf8' });
    return Number(output.trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(name: string, ms: number, what: string): void {
  console.log(`${name.padEnd(26)} ${ms.toPrecision(3).padStart(8)} ms of processor time  ${what}`);
}
