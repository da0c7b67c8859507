import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { nodeEngine } from '../src/adapters/node-engine/node-engine.ts';
import { parseCertificate } from '../src/formats/x509/certificate.ts';
import type { Instant } from '../src/shared/instant.ts';
import { SignatureMemo } from '../src/trust/signature-memo.ts';
import { verifyDocument } from '../src/verification/verify-document.ts';
import {
  makeGrowingCases,
  makeOwnCase,
  type Case,
  type GrowingCase,
  type OwnCase,
} from './verify-documents.ts';

/** `npm run bench:verify -- [--smoke] [--rounds N]`: processor time of one verification, warm. */
const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    /** A folder with one case, to be measured in a process that holds nothing else. */
    alone: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.smoke ? 30 : 400));

if (values.alone !== undefined) {
  const ms = await medianMs(openCase(values.alone), rounds);
  console.log(JSON.stringify({ ms, peakMb: peakMb() }));
} else {
  await measureAll();
}

async function measureAll(): Promise<void> {
  const own = await makeOwnCase();
  const ours = await medianMs(own, rounds);
  print('parinya, one of ours', ours, `${Math.round(own.evidence.pdf.length / 1000)} kB, RSA-2048`);
  const theirs = pyhankoMs(own, values.smoke ? 10 : 100);
  if (theirs === undefined) console.log('pyHanko is not installed (tools/cross-check/install.sh)');
  else {
    print('pyHanko, the same file', theirs, 'status only, revocation required');
    console.log(`${(theirs / ours).toPrecision(3)} times as fast as pyHanko`);
  }
  const sizes = values.smoke ? [1, 4] : [1, 10, 100];
  for (const each of makeGrowingCases(sizes, values.smoke ? [10, 40] : [10, 100, 1000])) {
    const size = each.pdf.length;
    const { ms, peakMb } = measureAlone(each, size > 10_000_000 ? 3 : Math.min(rounds, 10));
    const what = `${(size / 1_000_000).toPrecision(3)} MB, peak memory ${Math.round(peakMb)} MB`;
    print(`parinya, ${each.name}`, ms, what);
  }
}

/** In a process of its own, so that neither making the document nor other documents count as its memory. */
function measureAlone(
  { pdf, anchors, crls, validationTime }: GrowingCase,
  count: number,
): { readonly ms: number; readonly peakMb: number } {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-bench-'));
  try {
    writeFileSync(join(folder, 'document.pdf'), pdf);
    const toTexts = (ders: readonly Uint8Array[]) =>
      ders.map((der) => Buffer.from(der).toString('base64'));
    const evidence = { anchors: toTexts(anchors), crls: toTexts(crls), validationTime };
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify(evidence));
    const program = process.argv[1]!;
    const output = execFileSync(
      process.execPath,
      [program, '--alone', folder, '--rounds', String(count)],
      { encoding: 'utf8' },
    );
    return JSON.parse(output) as { ms: number; peakMb: number };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Not what `resourceUsage` says where that can be helped: there a child begins with its parent's peak. */
function peakMb(): number {
  const { maxRSS } = process.resourceUsage();
  if (!existsSync('/proc/self/status')) return maxRSS / 1000;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes ?? maxRSS) / 1000;
}

function openCase(folder: string): Case {
  const { anchors, crls, validationTime } = JSON.parse(
    readFileSync(join(folder, 'evidence.json'), 'utf8'),
  ) as { anchors: string[]; crls: string[]; validationTime: Instant };
  const parsed = anchors.map((text) => parseCertificate(Buffer.from(text, 'base64')));
  return {
    name: folder,
    evidence: {
      pdf: readFileSync(join(folder, 'document.pdf')),
      trust: { kind: 'anchors', anchors: parsed },
      crls: crls.map((text) => Buffer.from(text, 'base64')),
      validationTime,
      signatures: new SignatureMemo(nodeEngine),
    },
  };
}

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
