/** Rows of one statement: few enough for SQLite's limit of 32,766 parameters. */
export const ROWS_PER_STATEMENT = 500;

/** Cuts rows into parts that fit one statement. */
export function* inChunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT);
  }
}
