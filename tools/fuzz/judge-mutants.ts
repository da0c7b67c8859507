import { nodeEngine } from '../../src/adapters/node-engine/node-engine.ts';
import { isFormatError } from '../../src/shared/format-error.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { parseCrl } from '../../src/formats/crl/certificate-revocation-list.ts';
import { parseTrustList } from '../../src/trust/parse-trust-list.ts';
import { SignatureMemo } from '../../src/trust/signature-memo.ts';
import type { Evidence } from '../../src/verification/evidence.ts';
import type { VerificationReport } from '../../src/verification/report.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { mutateJws, PdfMutator } from './mutate-pdf.ts';
import { toPageFingerprint } from './page-fingerprint.ts';
import { SeededRandom } from './random.ts';
import { judgedAt, type Seed } from './seeds.ts';

/** Something that must not happen, and the file with which it does. */
export interface Finding {
  readonly index: number;
  readonly seedName: string;
  readonly what: string;
  readonly pdf: Uint8Array;
  readonly sidecar?: string;
}

export interface MutantRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Take every n-th only: so workers share a range. */
  readonly step: number;
}

export interface MutantResult {
  readonly judged: number;
  readonly passed: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

/** Generous: a mutant that takes longer than this has found wrong complexity. */
const MOST_CPU_MS = 5_000;

interface Start {
  readonly seed: Seed;
  readonly evidence: Omit<Evidence, 'pdf'>;
  readonly report: VerificationReport;
  readonly fingerprint: string;
}

/** Judges mutants of the seeds: no exception, no excess, and none believed that shows something else. */
export async function judgeMutants(
  seeds: readonly Seed[],
  { seed, from, to, step }: MutantRange,
): Promise<MutantResult> {
  const starts = await Promise.all(seeds.map(toStart));
  const mutator = new PdfMutator();
  const findings: Finding[] = [];
  let [judged, passed, slowestMs] = [0, 0, 0];
  for (let index = from; index < to; index += step) {
    const random = new SeededRandom(seed * 1_000_003 + index);
    const start = random.pick(starts);
    const { pdf: original, sidecar: originalSidecar, name } = start.seed;
    const changesSidecar = originalSidecar !== undefined && random.below(2) === 0;
    const pdf = changesSidecar
      ? original
      : mutator.mutate(original, random, random.pick(seeds).pdf);
    const sidecar = changesSidecar ? mutateJws(originalSidecar, random) : undefined;
    const before = process.cpuUsage();
    const answer = await judge(start, starts, pdf, sidecar);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000;
    slowestMs = Math.max(slowestMs, cpuMs);
    judged++;
    if (answer.passed) passed++;
    const what = cpuMs > MOST_CPU_MS ? `took ${Math.round(cpuMs)} ms` : answer.what;
    if (what !== undefined) {
      findings.push({
        index,
        seedName: name,
        what,
        pdf,
        ...(sidecar !== undefined && { sidecar }),
      });
    }
  }
  return { judged, passed, slowestMs, findings };
}

async function toStart(seed: Seed): Promise<Start> {
  const evidence = toEvidence(seed);
  const report = await verifyDocument({
    ...evidence,
    pdf: seed.pdf,
    ...(seed.sidecar !== undefined && { sidecar: seed.sidecar }),
  });
  return { seed, evidence, report, fingerprint: toPageFingerprint(seed.pdf) };
}

function toEvidence({ trust }: Seed): Omit<Evidence, 'pdf'> {
  const common = { validationTime: judgedAt, signatures: new SignatureMemo(nodeEngine) };
  if (trust.kind === 'anchor') {
    const anchors = [parseCertificate(trust.certificate)];
    return { ...common, trust: { kind: 'anchors', anchors, crls: trust.crls.map(parseCrl) } };
  }
  return {
    ...common,
    trust: { kind: 'trust-list', list: parseTrustList(trust.json) },
    status: {
      kind: 'registry',
      documentId: trust.documentId,
      state: 'issued',
      since: judgedAt,
      reason: null,
      supersededBy: null,
    },
  };
}

async function judge(
  start: Start,
  starts: readonly Start[],
  pdf: Uint8Array,
  sidecar: string | undefined,
): Promise<{ readonly passed: boolean; readonly what?: string }> {
  let report: VerificationReport;
  try {
    report = await verifyDocument({
      ...start.evidence,
      pdf,
      ...(sidecar !== undefined && { sidecar }),
    });
  } catch (error) {
    return { passed: false, what: `threw ${String(error)}` };
  }
  if (report.indication !== 'TOTAL-PASSED') return { passed: false };
  return { passed: true, ...describeDeceit(start, starts, report, pdf, sidecar) };
}

/** In what a believed mutant differs from the file that was signed. */
function describeDeceit(
  { seed, report: original, fingerprint }: Start,
  starts: readonly Start[],
  report: VerificationReport,
  pdf: Uint8Array,
  sidecar: string | undefined,
): { readonly what?: string } {
  if (sidecar !== undefined && sidecar.trim() !== seed.sidecar?.trim()) {
    return { what: 'another sidecar is believed' };
  }
  const isOurs = seed.trust.kind === 'trust-list';
  if (isOurs && !Buffer.from(pdf).equals(Buffer.from(seed.pdf))) {
    return { what: 'a document of ours with other bytes is believed' };
  }
  // Whoever appends a revision may sign it; who signed before stays the same.
  const first = firstSigner(report);
  if (first !== firstSigner(original) && !isSignatureOfTheSame(pdf, first, starts)) {
    return { what: 'another signature is believed' };
  }
  try {
    return toPageFingerprint(pdf) === fingerprint ? {} : { what: 'other pages are believed' };
  } catch (error) {
    if (isFormatError(error))
      return { what: `pages that cannot be read are believed (${error.code})` };
    throw error;
  }
}

function firstSigner({ signatures: [first] }: VerificationReport): string {
  return `${first?.field} ${first?.signedAt} ${first?.signer?.serial}`;
}

/**
 * Whether a seed has that signature over the very same bytes: several were signed by different keys and are alike
 * otherwise, so that a signature put from one into another is a true one.
 */
function isSignatureOfTheSame(pdf: Uint8Array, signer: string, starts: readonly Start[]): boolean {
  const text = Buffer.from(pdf).toString('latin1');
  const range = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)?.slice(1).map(Number);
  if (range === undefined) return false;
  const [before, from, length] = range as [number, number, number];
  const signedOf = (file: Uint8Array) =>
    Buffer.concat([file.subarray(0, before), file.subarray(from, from + length)]);
  const signed = signedOf(pdf);
  return starts.some(
    ({ seed, report }) => firstSigner(report) === signer && signedOf(seed.pdf).equals(signed),
  );
}
