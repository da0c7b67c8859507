import type { PartSize } from './parts-of-size.ts';
import type { Shares } from './parts-of-time.ts';

/** What one run measured. Times are milliseconds a document. */
export interface RenderMeasurements {
  readonly documents: number;
  /** Processor time, one value a round. */
  readonly times: Readonly<Record<'rendering' | 'issuing' | 'usual' | 'bare', readonly number[]>>;
  readonly shares: Readonly<Record<'rendering' | 'issuing', Shares>>;
  /** Of each document rendered alone, by the clock on the wall. */
  readonly elapsed: readonly number[];
  readonly pdfBytes: number;
  readonly sizes: ReadonlyMap<string, PartSize>;
}

/** The figures of a run, for people or as one JSON value. */
export function toRenderReport(measured: RenderMeasurements, asJson: boolean): string {
  const { documents, times, shares, elapsed, pdfBytes, sizes } = measured;
  const [rendering, issuing, usual, bare] = [
    median(times.rendering),
    median(times.issuing),
    median(times.usual),
    median(times.bare),
  ];
  const figures = {
    documents,
    renderingMs: round(rendering),
    issuingMs: round(issuing),
    usualMs: round(usual),
    keyOperationMs: round(bare),
    renderingInKeyOperations: round(rendering / bare),
    issuingInKeyOperations: round(issuing / bare),
    renderedAndSignedTimesFasterThanUsual: round(usual / (rendering + bare)),
    issuedTimesFasterThanUsual: round(usual / issuing),
    renderingElapsedMedianMs: round(median(elapsed)),
    pdfBytes,
  };
  if (asJson) {
    return JSON.stringify({
      ...figures,
      shares: {
        rendering: Object.fromEntries(shares.rendering),
        issuing: Object.fromEntries(shares.issuing),
      },
      sizes: Object.fromEntries(sizes),
    });
  }
  return [
    `rendering   ${ms(rendering)}  ${figures.renderingInKeyOperations} key operations`,
    ...toTimeLines(shares.rendering, rendering),
    `issuing     ${ms(issuing)}  ${figures.issuingInKeyOperations} key operations (two are its own)`,
    ...toTimeLines(shares.issuing, issuing),
    `RSA-2048    ${ms(bare)}`,
    `usual way   ${ms(usual)}  ${figures.renderedAndSignedTimesFasterThanUsual} times rendering + key operation, ` +
      `${figures.issuedTimesFasterThanUsual} times issuing`,
    `(processor time a document, medians of ${times.bare.length} rounds taken in turns, ${documents} documents; ` +
      `rendering by the clock: ${figures.renderingElapsedMedianMs} ms)`,
    `size        ${(pdfBytes / 1000).toFixed(1)} kB`,
    ...Array.from(sizes, ([part, { bytes, plainBytes }]) => {
      const kilobytes = (bytes / 1000).toFixed(1).padStart(10);
      return `${kilobytes} kB  ${part} (${(plainBytes / 1000).toFixed(1)} before deflate)`;
    }),
  ].join('\n');
}

function toTimeLines(shares: Shares, total: number): readonly string[] {
  return Array.from(shares, ([part, share]) => {
    const percent = `${Math.round(share * 100)} %`.padStart(5);
    return `${ms(share * total).padStart(14)} ${percent}  ${part}`;
  });
}

function ms(value: number): string {
  return `${value.toFixed(3)} ms`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
