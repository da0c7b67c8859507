import { isFormatError } from '../../shared/format-error.ts';
import { COLUMNS } from '../columns.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { Turn } from '../raw/turn.ts';
import { TURN } from '../raw/turn.ts';
import type { RuleCode } from '../rules/rules.ts';
import { StudentGroups } from '../table/student-groups.ts';
import type { ZipEntry } from '../zip/zip-archive.ts';
import { findZipRule } from '../zip/zip-rules.ts';
import type { SheetPlan } from './plan-sheets.ts';
import { planSheets } from './plan-sheets.ts';
import { readTwoSheets } from './read-two-sheets.ts';
import { SheetAreas } from './sheet/merged-areas.ts';
import { openSheetTable } from './sheet/sheet-table.ts';
import type { Workbook } from './workbook/workbook.ts';
import { toWorkbookLimits } from './workbook/workbook.ts';
import { openWorkbook } from './workbook/open-workbook.ts';

const RULE_OF_ERROR: Readonly<Record<string, RuleCode>> = {
  'xlsx/macros': 'workbook-macros',
  'xlsx/doctype': 'xml-doctype',
  'xlsx/strings': 'file-too-varied',
  'xlsx/token': 'cell-too-large',
};

/**
 * Reads an Excel workbook: one sheet with the columns of CSV, or two sheets `students` and `courses`.
 * @param entries of its zip, which has been found safe.
 */
export function* readXlsx(
  entries: readonly ZipEntry[],
  reading: Reading,
): Generator<RawRecord | Turn> {
  const before = reading.issues.mark();
  try {
    // In a function of its own: what the workbook holds is let go before its records are judged.
    const records = yield* readWorkbook(entries, reading);
    yield* records;
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const { cellLength, heldBytes } = reading.limits;
    const zipRule = findZipRule(error.code);
    // What damaged bytes seem to say is nobody's mistake.
    if (zipRule !== undefined) reading.issues.rollBack(before);
    const code = zipRule ?? RULE_OF_ERROR[error.code] ?? 'workbook-broken';
    const limit =
      code === 'file-too-varied' ? `${Math.floor(heldBytes / 2 ** 21)} MB` : String(cellLength);
    reading.issues.add({
      code,
      place: { file: reading.file, line: null, path: null },
      details: { problem: error.message, limit },
    });
  }
}

/** A sheet with merged areas is read twice; what was found by the first reading does not count. */
function* readWorkbook(
  entries: readonly ZipEntry[],
  reading: Reading,
): Generator<Turn, Iterable<RawRecord>> {
  const workbook = yield* openWorkbook(entries, toWorkbookLimits(reading.limits));
  const plan = yield* planSheets(workbook, reading);
  const areas = new SheetAreas();
  const { issues } = reading;
  const before = issues.mark();
  const records = yield* gather(plan, workbook, areas, reading);
  if (!areas.takeHasChanged()) return records;
  issues.rollBack(before);
  return yield* gather(plan, workbook, areas, reading);
}

/** Reads all rows; what becomes of them is told one by one. */
function* gather(
  plan: SheetPlan,
  workbook: Workbook,
  areas: SheetAreas,
  reading: Reading,
): Generator<Turn, Iterable<RawRecord>> {
  if (plan.layout === 'none') return [];
  if (plan.layout === 'two') {
    return yield* readTwoSheets(plan.students, plan.courses, workbook, areas, reading);
  }
  const table = yield* openSheetTable(plan.sheet, workbook, COLUMNS, areas, reading);
  if (table === undefined) return [];
  const groups = new StudentGroups(table.header, reading, table.placeOf);
  for (const row of table.rows) {
    if (row === TURN) yield TURN;
    else groups.add(row.cells, row.line, row.isSound);
  }
  return groups.toRecords();
}
