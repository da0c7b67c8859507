/** How much of a file intake reads before it refuses it with one clear error. */
export interface IntakeLimits {
  readonly fileBytes: number;
  /** UTF-16 units of one cell or text; Thai letters count once. */
  readonly cellLength: number;
  readonly columns: number;
  /** Nesting of JSON and XML. */
  readonly depth: number;
  readonly coursesPerRecord: number;
  /** Errors and warnings kept in the report; the rest is counted. */
  readonly reportedIssues: number;
}

export const DEFAULT_LIMITS: IntakeLimits = {
  fileBytes: 200 * 1024 * 1024,
  cellLength: 64 * 1024,
  columns: 1000,
  depth: 32,
  coursesPerRecord: 400,
  reportedIssues: 10_000,
};
