import { toPipelineFigures, toPipelineLines } from './issuing/pipeline-report.ts';
import type { ObservedPipeline } from './issuing/pipeline-process.ts';

/** Milliseconds per document of one round. */
export interface Timing {
  readonly elapsedMs: number;
  /** Of all processors together; what other programs take does not count. */
  readonly processorMs: number;
}

/** What one run measured, one timing a round. */
export interface Measurements {
  readonly timings: {
    readonly ours: readonly Timing[];
    readonly usual: readonly Timing[];
    readonly bare: readonly Timing[];
  };
  readonly pdfBytes: { readonly ours: number; readonly usual: number };
  /** Of the process while it issued our way. */
  readonly peakMemoryBytes: number;
  readonly documents: number;
  readonly usualDocuments: number;
}

/** The whole way of a batch, with each kind of key. */
export interface Pipelines {
  readonly rsa2048: ObservedPipeline;
  readonly p256: ObservedPipeline;
}

/** The figures of a run, for people or as one JSON value. Ratios are of processor time. */
export function toReport(measured: Measurements, pipelines: Pipelines, asJson: boolean): string {
  const ours = toFigures(measured.timings.ours);
  const usual = toFigures(measured.timings.usual);
  const bare = toFigures(measured.timings.bare);
  const ratios = {
    timesFasterThanUsual: round(usual.processorMs / ours.processorMs),
    keyOperationsPerDocument: round(ours.processorMs / bare.processorMs),
  };
  const sizes = {
    pdfKilobytes: Math.round(measured.pdfBytes.ours / 1000),
    usualPdfKilobytes: Math.round(measured.pdfBytes.usual / 1000),
    peakMemoryMegabytes: Math.round(measured.peakMemoryBytes / 1_000_000),
  };
  const { documents, usualDocuments } = measured;
  const whole = { keyOperationMs: bare.processorMs, usualPerSecond: usual.perSecond };
  if (asJson) {
    const names = { parinya: ours, usual, rsa2048: bare };
    const batches = {
      rsa2048: toPipelineFigures(pipelines.rsa2048, whole),
      p256: toPipelineFigures(pipelines.p256, whole),
    };
    return JSON.stringify({ documents, usualDocuments, ...names, ...ratios, ...sizes, batches });
  }
  return [
    toLine('parinya', ours, `${sizes.pdfKilobytes} kB, PDF/A-3a + PAdES + sidecar`),
    toLine('usual', usual, `${sizes.usualPdfKilobytes} kB, pdf-lib + signer-p12`),
    toLine('RSA-2048', bare, 'the key operation alone; a Parinya document takes two'),
    `${ratios.timesFasterThanUsual} times as fast as the usual way; ` +
      `as long as ${ratios.keyOperationsPerDocument} key operations; ` +
      `peak memory ${sizes.peakMemoryMegabytes} MB`,
    `(one thread; medians of ${measured.timings.ours.length} rounds taken in turns; ` +
      `${documents} and ${usualDocuments} documents; ratios of processor time)`,
    '',
    ...toPipelineLines('RSA-2048', pipelines.rsa2048, whole),
    '',
    ...toPipelineLines('P-256', pipelines.p256, whole),
  ].join('\n');
}

interface Figures extends Timing {
  readonly perSecond: number;
}

function toFigures(timings: readonly Timing[]): Figures {
  const elapsedMs = median(timings.map((each) => each.elapsedMs));
  const processorMs = median(timings.map((each) => each.processorMs));
  return {
    elapsedMs: round(elapsedMs),
    processorMs: round(processorMs),
    perSecond: round(1000 / elapsedMs),
  };
}

function toLine(
  name: string,
  { elapsedMs, processorMs, perSecond }: Figures,
  what: string,
): string {
  const columns = [
    name.padEnd(9),
    `${perSecond} a second`.padStart(16),
    `${elapsedMs} ms`.padStart(10),
    `(processor ${processorMs} ms)`.padStart(20),
  ];
  return `${columns.join(' ')}  ${what}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
