import { FormatError } from '../../../shared/format-error.ts';
import { FINDINGS_TITLE } from '../../columns.ts';
import type { IntakeLimits } from '../../limits.ts';
import { toFindingsText } from '../../presentation/findings-text.ts';
import { finish } from '../../raw/turn.ts';
import type { RecordIssue } from '../../records-report.ts';
import type { ByteRanges } from '../../zip/byte-ranges.ts';
import type { RewriteEntry } from '../../zip/rewrite-zip.ts';
import { rewriteZip } from '../../zip/rewrite-zip.ts';
import { parseStoredEntries, toZipEntry } from '../../zip/zip-archive.ts';
import { MAX_COLUMNS } from '../cells/cell-reference.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import type { Workbook, WorkbookSheet } from '../workbook/workbook.ts';
import { toWorkbookLimits } from '../workbook/workbook.ts';
import { addLook, countLooks } from './highlight.ts';
import { rewriteSheet } from './rewrite-sheet.ts';
import type { SheetFindings } from './sheet-findings.ts';
import { findSheetFindings } from './sheet-findings.ts';

/** More does not fit into a cell. */
const MAX_CELL_LENGTH = 32_767;

/**
 * A registrar's own workbook with one more column on each sheet in which something was found: what is wrong in
 * a row, cell by cell, so that it can be mended there and sent again. Cells that are named stand out as long as
 * the text stands. A column of an earlier round is filled anew. Only the sheets concerned are written anew (and
 * the style sheet, for one more look); every other part is copied byte for byte. Comes in pieces.
 * @param findings those of this file.
 * @throws FormatError for a workbook that cannot be read as a whole, maybe after some pieces.
 */
export function* annotateWorkbook(
  ranges: ByteRanges,
  findings: readonly RecordIssue[],
  limits: IntakeLimits,
): Generator<Uint8Array, void> {
  const entries = parseStoredEntries(ranges, limits);
  const workbook = finish(
    openWorkbook(
      entries.map((entry) => toZipEntry(ranges, entry)),
      toWorkbookLimits(limits),
    ),
  );
  const look = workbook.stylesEntry && countLooks(workbook.stylesEntry.unpackPieces());
  const rewrites = new Map<string, RewriteEntry>();
  for (const [sheet, issues] of divide(workbook, findings)) {
    const found = findSheetFindings(sheet, workbook, issues);
    if (found === undefined || (issues.length === 0 && !found.hasColumn)) continue;
    if (found.column >= MAX_COLUMNS)
      throw new FormatError('xlsx/structure', 'there is no column left');
    rewrites.set(sheet.entry!.name, toRewrite(found, look));
  }
  if (workbook.stylesEntry !== undefined && rewrites.size > 0) {
    rewrites.set(workbook.stylesEntry.name, addLook);
  }
  yield* rewriteZip(ranges, entries, rewrites);
}

/** Findings by sheet. What is about no row of a sheet goes to the first sheet that rows are about. */
function divide(
  workbook: Workbook,
  findings: readonly RecordIssue[],
): ReadonlyMap<WorkbookSheet, readonly RecordIssue[]> {
  const bySheet = new Map<WorkbookSheet, RecordIssue[]>(
    workbook.sheets.map((sheet) => [sheet, []]),
  );
  const sheetOf = (issue: RecordIssue): WorkbookSheet | undefined =>
    issue.line === null ? undefined : workbook.sheets.find(({ name }) => name === issue.sheet);
  const about = findings.map(sheetOf);
  const main = about.find((sheet) => sheet !== undefined) ?? workbook.sheets[0];
  for (const [index, issue] of findings.entries()) {
    const sheet = about[index] ?? main;
    if (sheet !== undefined) bySheet.get(sheet)!.push(issue);
  }
  return bySheet;
}

function toRewrite(found: SheetFindings, look: number | undefined): RewriteEntry {
  const { column, hasColumn, headerRow, lastRow, findings } = found;
  const texts = new Map([[headerRow, FINDINGS_TITLE]]);
  for (const [row, issues] of findings) {
    texts.set(row, toFindingsText(issues, headerRow + 1).slice(0, MAX_CELL_LENGTH));
  }
  const highlight =
    look === undefined || column === 0
      ? undefined
      : {
          look,
          firstRow: headerRow + 1,
          lastRow: Math.max(lastRow, headerRow + 1),
          lastColumn: column - 1,
          findingsColumn: column,
        };
  const wanted = { column, texts, isReplaced: hasColumn, highlight };
  return (pieces) => rewriteSheet(pieces, wanted);
}
