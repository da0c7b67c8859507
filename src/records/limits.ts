/** How much of a file intake reads before it refuses it with one clear error. */
export interface IntakeLimits {
  readonly fileBytes: number;
  /** One cell or text, in bytes of UTF-8. */
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
  /** What a table's different texts and its rows may take in memory, about. */
  readonly heldBytes: number;
  /** UTF-16 units of one JSON record or XML message. */
  readonly recordLength: number;
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
  heldBytes: 110 * 1024 * 1024,
  recordLength: 16 * 1024 * 1024,
  reportedIssues: 10_000,
};
