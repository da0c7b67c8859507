import type { ObservedPipeline } from './pipeline-process.ts';

/** What the figures of a batch are held against, from the same run. */
export interface PipelineYardstick {
  /** Processor time of the bare RSA-2048 operation. */
  readonly keyOperationMs: number;
  /** Of the usual way, in its one thread. */
  readonly usualPerSecond: number;
}

/** The figures of a batch, rounded, with their ratios. */
export function toPipelineFigures(measured: ObservedPipeline, yardstick: PipelineYardstick) {
  const { documents, elapsedMs, processorMs, database, memoryBytes } = measured;
  const perSecond = (documents * 1000) / elapsedMs;
  const perDocument = processorMs / documents;
  return {
    documents,
    perSecond: round(perSecond),
    processorMs: round(perDocument),
    keyOperationsPerDocument: round(perDocument / yardstick.keyOperationMs),
    timesFasterThanUsual: round(perSecond / yardstick.usualPerSecond),
    startPerSecond: round(measured.startPerSecond),
    endPerSecond: round(measured.endPerSecond),
    untilFirstMs: Math.round(measured.untilFirstMs),
    memoryMegabytes: {
      atTenth: toMegabytes(memoryBytes.atTenth),
      atEnd: toMegabytes(memoryBytes.atEnd),
      peak: toMegabytes(memoryBytes.peak),
    },
    databaseKilobytesPerDocument: round(database.fileBytes / database.documents / 1000),
    tableKilobytesPerDocument: Object.fromEntries(
      database.tables
        .slice(0, LARGEST_TABLES)
        .map(({ name, bytes }) => [name, round(bytes / database.documents / 1000)]),
    ),
    answers: measured.answers.map(({ name, count, median, p99, longest }) => ({
      name,
      count,
      medianMs: round(median),
      p99Ms: round(p99),
      longestMs: round(longest),
    })),
    verified: measured.verified,
  };
}

const LARGEST_TABLES = 6;

/** The same for people. */
export function toPipelineLines(
  key: string,
  measured: ObservedPipeline,
  yardstick: PipelineYardstick,
): readonly string[] {
  const figures = toPipelineFigures(measured, yardstick);
  const { memoryMegabytes: memory } = figures;
  const tables = Object.entries(figures.tableKilobytesPerDocument)
    .map(([name, kilobytes]) => `${name} ${kilobytes}`)
    .join(', ');
  return [
    `${key}: ${figures.documents} documents through worker threads, registry and audit trail: ` +
      `${figures.perSecond} a second, ${figures.timesFasterThanUsual} times the usual way's one thread`,
    `  processor ${figures.processorMs} ms a document, ${figures.keyOperationsPerDocument} RSA-2048 operations; ` +
      `${figures.startPerSecond} a second in the first tenth, ${figures.endPerSecond} in the last`,
    `  ${figures.untilFirstMs} ms until the first (glyphs collected, ids and status entries reserved)`,
    `  memory ${memory.atTenth} MB after a tenth, ${memory.atEnd} MB at the end, ${memory.peak} MB at most`,
    `  database ${figures.databaseKilobytesPerDocument} kB a document: ${tables}`,
    `  HTTP meanwhile, median and 99 of 100: ${figures.answers
      .map(({ name, medianMs, p99Ms }) => `${name} ${medianMs} and ${p99Ms} ms`)
      .join(', ')}`,
    `  ${figures.verified} of them verified afterwards, all TOTAL-PASSED`,
  ];
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
