import type { ColumnName } from '../columns.ts';
import { COLUMNS, findColumn, FINDINGS_COLUMN } from '../columns.ts';
import type { IntakeLimits } from '../limits.ts';
import type { Place } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import { findNearMiss, toHint } from '../values/near-miss.ts';
import { readCsvRows } from './csv-rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/** Which cell holds which column. */
export interface CsvHeader {
  readonly width: number;
  readonly positions: ReadonlyMap<ColumnName, number>;
  readonly missing: ReadonlySet<ColumnName>;
  /** Whether columns are missing or repeated: what stands in them is then anyone's guess. */
  readonly isBroken: boolean;
}

/** The delimiter under which the first row names most of the contract's columns. */
export function detectDelimiter(text: string): string {
  let best: string = DELIMITERS[0];
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    const [first] = readCsvRows(text, delimiter);
    const cells = first?.cells ?? [];
    const known = cells.filter((name) => findColumn(name.toLowerCase()) !== undefined).length;
    // Files whose names are all unknown are split where most cells come out, to name the columns.
    const score = known * 10_000 + Math.min(cells.length, 9999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Reads the header row; `undefined` when no row can be read by it. */
export function readHeader(
  cells: readonly string[],
  place: Place,
  limits: IntakeLimits,
  issues: IssueCollector,
): CsvHeader | undefined {
  if (cells.length > limits.columns) {
    issues.add({ code: 'too-many-columns', place, details: { limit: String(limits.columns) } });
    return undefined;
  }
  const positions = new Map<ColumnName, number>();
  const unknown = new Set<string>();
  let isBroken = false;
  for (const [position, written] of cells.entries()) {
    const name = written.toLowerCase();
    const column = findColumn(name);
    if (name === FINDINGS_COLUMN) continue;
    if (column === undefined) {
      if (written !== '' && !unknown.has(name)) unknown.add(name);
    } else if (positions.has(column.name)) {
      issues.add({ code: 'column-repeated', place, column: column.name });
      isBroken = true;
    } else {
      positions.set(column.name, position);
    }
  }
  const absent = COLUMNS.map(({ name }) => name).filter((name) => !positions.has(name));
  for (const name of unknown) {
    const details = toHint(findNearMiss(name, absent));
    issues.add({ code: 'column-unknown', place, column: name, value: name, details });
  }
  const missing = COLUMNS.filter((row) => row.required && !positions.has(row.name));
  if (missing.length > 0) {
    const columns = missing.map((row) => row.name).join(', ');
    issues.add({ code: 'column-missing', place, value: columns, details: { columns } });
  }
  return {
    width: cells.length,
    positions,
    missing: new Set(missing.map((row) => row.name)),
    isBroken: isBroken || missing.length > 0,
  };
}
