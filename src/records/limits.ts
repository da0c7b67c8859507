/** How much of a file intake reads before it refuses it with one clear error. */
export interface IntakeLimits {
  readonly fileBytes: number;
  /** UTF-16 units of one cell or text; Thai letters count once. */
  readonly cellLength: number;
  readonly columns: number;
  /** Nesting of JSON and XML. */
  readonly depth: number;
  readonly coursesPerRecord: number;
  /** Files in a zip, and parts of a workbook. */
  readonly zipEntries: number;
  /** Of a zip or workbook, all of it together. */
  readonly unpackedBytes: number;
  /** Unpacked to packed size of one entry over a megabyte. */
  readonly unpackedRatio: number;
  /** Errors and warnings kept in the report; the rest is counted. */
  readonly reportedIssues: number;
}

export const DEFAULT_LIMITS: IntakeLimits = {
  fileBytes: 200 * 1024 * 1024,
  cellLength: 64 * 1024,
  columns: 1000,
  depth: 32,
  coursesPerRecord: 400,
  zipEntries: 50_000,
  unpackedBytes: 500 * 1024 * 1024,
  unpackedRatio: 200,
  reportedIssues: 10_000,
};
