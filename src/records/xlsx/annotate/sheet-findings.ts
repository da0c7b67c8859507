import { isFindingsColumn } from '../../columns.ts';
import type { RecordIssue } from '../../records-report.ts';
import { withoutTurns } from '../../raw/turn.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import type { Workbook, WorkbookSheet } from '../workbook/workbook.ts';

/** What is to be written into the column of findings of a sheet; rows and columns from 0. */
export interface SheetFindings {
  readonly column: number;
  /** Whether there is such a column already, of an earlier round. */
  readonly hasColumn: boolean;
  readonly headerRow: number;
  readonly lastRow: number;
  /** By row. */
  readonly findings: ReadonlyMap<number, readonly RecordIssue[]>;
}

/**
 * Where the findings of a sheet go: each into the row that it is about; what is wrong with the header, or the
 * file as a whole, into the first row below the header. None for a sheet without a cell.
 * @throws what reading a sheet throws.
 */
export function findSheetFindings(
  sheet: WorkbookSheet,
  workbook: Workbook,
  issues: readonly RecordIssue[],
): SheetFindings | undefined {
  if (sheet.entry === undefined) return undefined;
  let headerRow: number | undefined;
  let own = -1;
  let last = -1;
  let lastRow = 0;
  for (const { row, cells } of withoutTurns(readSheet(sheet.entry, workbook))) {
    if (headerRow === undefined) {
      headerRow = row;
      own = cells.find(({ text }) => isFindingsColumn(text.toLowerCase()))?.column ?? -1;
    }
    lastRow = row;
    last = Math.max(last, cells.at(-1)?.column ?? -1);
  }
  if (headerRow === undefined) return undefined;
  const findings = new Map<number, RecordIssue[]>();
  for (const issue of issues) {
    const row = Math.max((issue.line ?? 0) - 1, headerRow + 1);
    const others = findings.get(row);
    if (others === undefined) findings.set(row, [issue]);
    else others.push(issue);
  }
  const hasColumn = own >= 0;
  return { column: hasColumn ? own : last + 1, hasColumn, headerRow, lastRow, findings };
}
