import type { Column, ColumnName, ValueKind } from '../../columns.ts';
import { findColumn, isFindingsColumn } from '../../columns.ts';
import type { Place } from '../../raw/raw-record.ts';
import { isTooLarge } from '../../raw/cell-size.ts';
import type { Reading } from '../../raw/reading.ts';
import type { Turn } from '../../raw/turn.ts';
import { nextInTurns, TURN } from '../../raw/turn.ts';
import type { RuleCode } from '../../rules/rules.ts';
import type { TableHeader } from '../../table/table-header.ts';
import { readTableHeader } from '../../table/table-header.ts';
import { toHint } from '../../values/near-miss.ts';
import { findSerialDate } from '../../values/serial-date.ts';
import type { DateEpoch } from '../cells/excel-date.ts';
import type { SheetAreas, ShownRow } from './merged-areas.ts';
import { AreaCollector, toShownRows } from './merged-areas.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import type { Workbook, WorkbookSheet } from '../workbook/workbook.ts';
import { readSheet } from './read-sheet.ts';
import type { SheetCell } from './sheet-cell.ts';
import { SheetPlaces } from './sheet-place.ts';

/** A row of a sheet under its header: texts by position, as CSV would give them. */
interface TableRow {
  /** As Excel numbers it, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether nothing was found wrong with its cells. */
  readonly isSound: boolean;
}

/** A sheet read as a table: its first row that is not blank is the header. */
export interface SheetTable {
  readonly header: TableHeader;
  readonly placeOf: (line: number, column?: ColumnName) => Place;
  /** Reported as they are read; to be asked for once. */
  readonly rows: Iterable<TableRow | Turn>;
}

/** What is kept of a cell that is too large. */
const KEPT_LENGTH = 60;
const DATE_KINDS: ReadonlySet<ValueKind> = new Set(['date', 'partial-date']);
const DIGIT_KINDS: ReadonlySet<ValueKind> = new Set(['identifier', 'citizen-id', 'text']);

/**
 * Opens a sheet as a table with these columns; none when it is blank or has a header by which no row can
 * be read, which is then reported.
 * @param areas as far as they are known; it learns them when the last row has been read.
 * @throws what reading a sheet throws, also while its rows are read.
 */
export function* openSheetTable(
  sheet: WorkbookSheet,
  workbook: Workbook,
  columns: readonly Column[],
  areas: SheetAreas,
  reading: Reading,
): Generator<Turn, SheetTable | undefined> {
  if (sheet.entry === undefined) return undefined;
  const rows = readShownRows(sheet.entry, workbook, areas);
  const first = yield* nextInTurns(rows);
  if (first === undefined) return undefined;
  const places = new SheetPlaces(reading.file, sheet.name);
  const names = toTexts(first);
  const headerRow = first.row;
  const placeOfName = (position: number): Place => places.cell(headerRow, position);
  reportUnreadableNames(first, placeOfName, reading);
  const header = readTableHeader(names, columns, placeOfName, reading);
  // Without the student's number no row is anyone's: the header's error says all there is to say.
  if (header === undefined || header.missing.has('student_id')) {
    // What merged areas hide may have been all that was wrong.
    while ((yield* nextInTurns(rows)) !== undefined);
    return undefined;
  }
  const reader = new RowReader(header, names, places, reading, workbook.epoch);
  return {
    header,
    placeOf: places.toPlaceOf(header.positions),
    rows: toRows(rows, reader),
  };
}

function* readShownRows(
  entry: ZipEntry,
  workbook: Workbook,
  areas: SheetAreas,
): Generator<ShownRow | Turn, void> {
  const collector = new AreaCollector();
  yield* toShownRows(readSheet(entry, workbook, collector), areas.of(entry));
  areas.learn(entry, collector);
}

/** The names in the first row that is not blank, to see what a sheet is about. */
export function* peekNames(
  sheet: WorkbookSheet,
  workbook: Workbook,
): Generator<Turn, readonly string[]> {
  if (sheet.entry === undefined) return [];
  const row = yield* nextInTurns(readSheet(sheet.entry, workbook));
  return row?.cells.map(({ text }) => text.toLowerCase()) ?? [];
}

function* toRows(
  rows: Iterable<ShownRow | Turn>,
  reader: RowReader,
): Generator<TableRow | Turn, void> {
  for (const row of rows) yield row === TURN ? TURN : reader.read(row);
}

/** Texts by position; blanks where there is no cell. */
function toTexts(row: ShownRow): string[] {
  const texts: string[] = [];
  for (const { column, text } of row.cells) {
    while (texts.length < column) texts.push('');
    texts.push(text);
  }
  return texts;
}

function reportUnreadableNames(
  row: ShownRow,
  placeOf: (position: number) => Place,
  { issues }: Reading,
): void {
  for (const { column, isFormula, holds, text } of row.cells) {
    const place = placeOf(column);
    if (isFormula) issues.add({ code: 'cell-formula', place, value: text });
    else if (holds === 'error') issues.add({ code: 'cell-error', place, value: text });
  }
}

class RowReader {
  readonly #places: SheetPlaces;
  readonly #reading: Reading;
  readonly #columns: (Column | undefined)[] = [];
  /** Up to the last name, our own column of findings left out: it may stand far to the right. */
  readonly #width: number;
  readonly #findingsColumn: number;
  readonly #epoch: DateEpoch;

  constructor(
    header: TableHeader,
    names: readonly string[],
    places: SheetPlaces,
    reading: Reading,
    epoch: DateEpoch,
  ) {
    this.#epoch = epoch;
    this.#places = places;
    this.#reading = reading;
    const isNamed = names.map((name) => name !== '' && !isFindingsColumn(name.toLowerCase()));
    this.#width = isNamed.lastIndexOf(true) + 1;
    this.#findingsColumn = names.findIndex((name) => isFindingsColumn(name.toLowerCase()));
    for (const [name, position] of header.positions) this.#columns[position] = findColumn(name);
  }

  read(row: ShownRow): TableRow {
    const cells: string[] = [];
    let isSound = true;
    for (const cell of row.cells) {
      const column = this.#columns[cell.column];
      const problem = this.#findProblem(cell, column);
      if (problem !== undefined) {
        this.#report(problem, row, cell, column);
        isSound = false;
      }
      if (column === undefined) continue;
      while (cells.length < cell.column) cells.push('');
      cells.push(this.#textOf(cell, problem));
    }
    if (!this.#checkWideAreas(row)) isSound = false;
    return { line: row.row + 1, cells, isSound };
  }

  #findProblem(cell: SheetCell, column: Column | undefined): RuleCode | undefined {
    // A cell without a name above it is nobody's; one beyond the header has slipped out of its column.
    if (column === undefined) {
      const isNobodys = cell.column < this.#width || cell.column === this.#findingsColumn;
      return isNobodys ? undefined : 'row-too-long';
    }
    if (cell.isFormula) return 'cell-formula';
    if (cell.holds === 'error') return 'cell-error';
    if (cell.holds === 'date' && !DATE_KINDS.has(column.kind)) return 'cell-is-date';
    if (this.#findLostDate(cell, column) !== undefined) return 'date-invalid';
    if (cell.hasLostDigits && DIGIT_KINDS.has(column.kind)) return 'cell-digits-lost';
    if (isTooLarge(cell.text, this.#reading.limits.cellLength)) return 'cell-too-large';
    return undefined;
  }

  #report(code: RuleCode, row: ShownRow, cell: SheetCell, column: Column | undefined): void {
    this.#reading.issues.add({
      code,
      place: this.#places.cell(row.row, cell.column),
      ...(column !== undefined && { column: column.name }),
      value: cell.text,
      isUnreadable: true,
      details: {
        limit: String(this.#reading.limits.cellLength),
        cells: String(cell.column + 1),
        columns: String(this.#width),
        ...toHint(code === 'date-invalid' ? this.#findLostDate(cell, column) : undefined),
      },
    });
  }

  /**
   * The date behind a number that has lost its format. Only of workbooks that count from 1904: of all others
   * the reader of dates tells it, as it does for CSV.
   */
  #findLostDate(cell: SheetCell, column: Column | undefined): string | undefined {
    const isNumber = cell.holds === 'number' && column !== undefined && DATE_KINDS.has(column.kind);
    return isNumber && this.#epoch === 1904 ? findSerialDate(cell.text, this.#epoch) : undefined;
  }

  /** What the other rules go on with: whose row it is must stay known even when a cell is wrong. */
  #textOf(cell: SheetCell, problem: RuleCode | undefined): string {
    if (problem === 'cell-error') return '';
    return problem === 'cell-too-large' ? cell.text.slice(0, KEPT_LENGTH) : cell.text;
  }

  #checkWideAreas(row: ShownRow): boolean {
    let isSound = true;
    for (const { left, right, range } of row.wideAreas) {
      const covered = this.#columns.slice(left, right + 1).filter((column) => column !== undefined);
      if (covered.length < 2) continue;
      const cell = row.cells.find(({ column }) => column === left);
      this.#reading.issues.add({
        code: 'cells-merged',
        place: this.#places.cell(row.row, left),
        column: covered[0]!.name,
        value: cell?.text ?? '',
        details: { range },
      });
      isSound = false;
    }
    return isSound;
  }
}
