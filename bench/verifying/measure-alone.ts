import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Writes a case to a folder of its own within another. @returns that folder. */
export function keepCase(folder: string, growing: GrowingCase): string {
  const { pdf, anchors, crls, validationTime } = growing;
  const place = mkdtempSync(join(folder, 'case-'));
  writeFileSync(join(place, 'document.pdf'), pdf);
  const toTexts = (ders: readonly Uint8Array[]) =>
    ders.map((der) => Buffer.from(der).toString('base64'));
  const evidence = { anchors: toTexts(anchors), crls: toTexts(crls), validationTime };
  writeFileSync(join(place, 'evidence.json'), JSON.stringify(evidence));
  return place;
}

/**
 * In a process of their own, so that neither making the documents nor anything else counts as their memory.
 * @param places what {@link keepCase} returned; one after the other, each so many times.
 */
export function measureKept(places: readonly string[], rounds: number): Measured {
  const folders = places.flatMap((place) => ['--alone', place]);
  const args = [process.argv[1]!, ...folders, '--rounds', String(rounds)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured;
}

/** The other half of {@link measureKept}, in the process that it starts. Of several, what the slowest takes. */
export async function measureFolders(
  folders: readonly string[],
  rounds: number,
): Promise<Measured> {
  const signatures = new SignatureMemo(nodeEngine);
  const all: Omit<Measured, 'peakMb'>[] = [];
  for (const folder of folders) all.push(await measure(readCase(folder, signatures), rounds, 0));
  const [slowest] = all.sort((left, right) => right.wallMs - left.wallMs);
  return { ...slowest!, peakMb: peakMb() };
}

function readCase(folder: string, signatures: SignatureMemo): Case {
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
      signatures,
    },
  };
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
