import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nodeEngine } from '../../src/adapters/node-engine/node-engine.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import type { Instant } from '../../src/shared/instant.ts';
import { SignatureMemo } from '../../src/trust/signature-memo.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import type { GrowingCase } from './growing-documents.ts';
import type { Case } from './own-documents.ts';

/** What verifying one document takes. */
export interface Measured {
  /** Of processor time, the median. */
  readonly ms: number;
  /** By the clock on the wall, the longest. */
  readonly wallMs: number;
  readonly peakMb: number;
  readonly answer: string;
}

/** In a process of its own, so that neither making the document nor other documents count as its memory. */
export function measureAlone(growing: GrowingCase, rounds: number): Measured {
  const { pdf, anchors, crls, validationTime } = growing;
  const folder = mkdtempSync(join(tmpdir(), 'parinya-bench-'));
  try {
    writeFileSync(join(folder, 'document.pdf'), pdf);
    const toTexts = (ders: readonly Uint8Array[]) =>
      ders.map((der) => Buffer.from(der).toString('base64'));
    const evidence = { anchors: toTexts(anchors), crls: toTexts(crls), validationTime };
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify(evidence));
    const args = [process.argv[1]!, '--alone', folder, '--rounds', String(rounds)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The other half of {@link measureAlone}, in the process that it starts. */
export async function measureFolder(folder: string, rounds: number): Promise<Measured> {
  const { anchors, crls, validationTime } = JSON.parse(
    readFileSync(join(folder, 'evidence.json'), 'utf8'),
  ) as { anchors: string[]; crls: string[]; validationTime: Instant };
  const parsed = anchors.map((text) => parseCertificate(Buffer.from(text, 'base64')));
  const measured = await measure(
    {
      name: folder,
      evidence: {
        pdf: readFileSync(join(folder, 'document.pdf')),
        trust: { kind: 'anchors', anchors: parsed },
        crls: crls.map((text) => Buffer.from(text, 'base64')),
        validationTime,
        signatures: new SignatureMemo(nodeEngine),
      },
    },
    rounds,
    0,
  );
  return { ...measured, peakMb: peakMb() };
}

/** Verifies a document several times. @param warmUp so many times before anything is measured. */
export async function measure(
  { evidence }: Case,
  rounds: number,
  warmUp: number,
): Promise<Omit<Measured, 'peakMb'>> {
  const times: number[] = [];
  let [wallMs, answer] = [0, ''];
  for (let round = -warmUp; round < rounds; round++) {
    const [before, begin] = [process.cpuUsage(), performance.now()];
    const { indication, subIndication } = await verifyDocument(evidence);
    const { user, system } = process.cpuUsage(before);
    answer = subIndication === null ? indication : `${indication} ${subIndication}`;
    if (round < 0) continue;
    times.push((user + system) / 1000);
    wallMs = Math.max(wallMs, performance.now() - begin);
  }
  const ms = times.sort((left, right) => left - right)[Math.floor(times.length / 2)]!;
  return { ms, wallMs, answer };
}

/** Not what `resourceUsage` says where that can be helped: there a child begins with its parent's peak. */
function peakMb(): number {
  const { maxRSS } = process.resourceUsage();
  if (!existsSync('/proc/self/status')) return maxRSS / 1000;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes ?? maxRSS) / 1000;
}
