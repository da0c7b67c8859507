import type { Column, ColumnName } from '../columns.ts';
import { isFindingsColumn } from '../columns.ts';
import type { IntakeLimits } from '../limits.ts';
import type { Place } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import { findNearMiss, toHint } from '../values/near-miss.ts';

/** What a table's header says about its rows. */
export interface TableHeader {
  /** Cells of the header row. */
  readonly width: number;
  /** The cell of each column that the header names. */
  readonly positions: ReadonlyMap<ColumnName, number>;
  /** Required columns that are not there. */
  readonly missing: ReadonlySet<ColumnName>;
  /** Whether columns are missing or repeated: what stands in them is then anyone's guess. */
  readonly isBroken: boolean;
}

/** Where findings about a header go. */
interface HeaderReading {
  readonly limits: IntakeLimits;
  readonly issues: IssueCollector;
}

/**
 * Reads the header row of a table that may have these columns; `undefined` when no row can be read by it.
 * @param cells without blanks round them.
 * @param placeOf where the cell at a position stands.
 */
export function readTableHeader(
  cells: readonly string[],
  columns: readonly Column[],
  placeOf: (position: number) => Place,
  { limits, issues }: HeaderReading,
): TableHeader | undefined {
  if (cells.length > limits.columns) {
    const details = { limit: String(limits.columns) };
    issues.add({ code: 'too-many-columns', place: placeOf(limits.columns), details });
    return undefined;
  }
  const known = new Map<string, Column>(columns.map((column) => [column.name, column]));
  const positions = new Map<ColumnName, number>();
  const unknown = new Map<string, { readonly position: number; readonly written: string }>();
  let isBroken = false;
  for (const [position, written] of cells.entries()) {
    // A byte order mark in front of a name comes from joined files.
    const name = written.trim().toLowerCase();
    const column = known.get(name);
    if (isFindingsColumn(name)) continue;
    if (column === undefined) {
      if (written !== '' && !unknown.has(name)) unknown.set(name, { position, written });
    } else if (positions.has(column.name)) {
      issues.add({ code: 'column-repeated', place: placeOf(position), column: column.name });
      isBroken = true;
    } else {
      positions.set(column.name, position);
    }
  }
  const absent = columns.map(({ name }) => name).filter((name) => !positions.has(name));
  for (const [name, { position, written }] of unknown) {
    const details = toHint(findNearMiss(name, absent));
    const place = placeOf(position);
    issues.add({ code: 'column-unknown', place, column: written, value: written, details });
  }
  const missing = columns.filter((row) => row.required && !positions.has(row.name));
  if (missing.length > 0) {
    const names = missing.map((row) => row.name).join(', ');
    const place = placeOf(0);
    const details = { columns: names };
    issues.add({ code: 'column-missing', place, value: names, details, isOwnList: true });
  }
  return {
    width: cells.length,
    positions,
    missing: new Set(missing.map((row) => row.name)),
    isBroken: isBroken || missing.length > 0,
  };
}
