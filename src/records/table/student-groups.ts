import type { ColumnName } from '../columns.ts';
import type { Place, RawCell, RawFields, RawRecord, RawTerm } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import { withoutInvisible } from '../values/read-text.ts';
import { readValue } from '../values/value-readers.ts';
import { CellVariants } from './cell-variants.ts';
import { NumberRows } from './number-rows.ts';
import type { TableHeader } from './table-header.ts';
import type { TableLayout } from './table-layout.ts';
import { toTableLayout } from './table-layout.ts';
import { TextPool } from './text-pool.ts';

/** Numbers that a row keeps before the texts of its cells. */
const ROW = { next: 0, line: 1, texts: 2 } as const;
/** Numbers that a group keeps before the texts of its cells. */
const GROUP = {
  firstRow: 0,
  lastRow: 1,
  /** Rows, also those beyond the limit, which are not kept. */
  rowCount: 2,
  line: 3,
  isDamaged: 4,
  /** Index plus one of the next group of the same student and document type. */
  sibling: 5,
  language: 6,
  /** Whether any row says anything of a course: else the student has none. */
  hasCourses: 7,
  texts: 8,
} as const;

const NO_ROW = -1;
/** What the map of students keeps for each, with its number. */
const OWNER_BYTES = 110;
const NOTHING: ReadonlySet<ColumnName> = new Set();

/** Where the row of a line stands, or its cell of a column. */
export type PlaceOf = (line: number, column?: ColumnName) => Place;

/**
 * Gathers the rows of a table, one a course, by student, document type and language, wherever they stand.
 * Texts are kept once and rows as numbers, so that a million of them fit into memory; records come in the
 * order of their first row.
 */
export class StudentGroups {
  readonly #header: TableHeader;
  readonly #layout: TableLayout;
  readonly #reading: Reading;
  readonly #at: PlaceOf;
  readonly #texts = new TextPool();
  readonly #rows: NumberRows;
  readonly #groups: NumberRows;
  /** First group of a student and document type. */
  readonly #owners = new Map<string, number>();
  /** The group that the latest row of an owner with several groups belongs to. */
  readonly #latest = new Map<number, number>();
  /** Lines of cells that were blank in the first row of their record, by `group * width + cell`. */
  readonly #laterLines = new Map<number, number>();
  /** Cells on which rows of a record disagree, by the same number. */
  readonly #variants = new CellVariants();
  #current: { readonly student: string; readonly type: string; readonly group: number } | undefined;
  #hasStrayRow = false;
  #isFull = false;

  /** @param placeOf where the row of a line stands, or one of its cells; the line alone in CSV. */
  constructor(header: TableHeader, reading: Reading, placeOf?: PlaceOf) {
    this.#header = header;
    this.#reading = reading;
    this.#at = placeOf ?? ((line) => ({ file: reading.file, line, path: null }));
    this.#layout = toTableLayout(header.positions);
    this.#rows = new NumberRows(ROW.texts + this.#layout.row.length);
    this.#groups = new NumberRows(GROUP.texts + this.#layout.record.length);
  }

  /**
   * Takes a row whose cells have no blanks round them.
   * @param isSound whether nothing has been found wrong with it so far.
   */
  add(cells: readonly string[], line: number, isSound: boolean): void {
    if (this.#isFull) return;
    if (!isSound && this.#cell(cells, 'student_id') === '') {
      this.#reading.issues.add({ code: 'row-not-attributed', place: this.#at(line) });
      this.#hasStrayRow = true;
      return;
    }
    const group = this.#groupOf(cells, line);
    const agrees = this.#mergeRecordCells(group, cells, line);
    if (!isSound || !agrees) this.#groups.set(group, GROUP.isDamaged, 1);
    this.#addRow(group, cells, line);
    if (this.#bytes > this.#reading.limits.heldBytes) this.#refuse();
  }

  /** The records, once all rows are there; none when there was more than can be held. */
  *toRecords(): Generator<RawRecord, void> {
    if (this.#isFull) return;
    const isBroken = this.#hasStrayRow || this.#header.isBroken;
    for (let group = 0; group < this.#groups.count; group++) {
      const line = this.#groups.get(group, GROUP.line);
      this.#settleVariants(group);
      yield {
        place: this.#at(line),
        row: line,
        fields: {
          get: (column) => this.#recordCell(group, column),
          findPlace: (column) => this.#at(line, column),
        },
        ...this.#coursesOf(group),
        isDamaged: isBroken || this.#groups.get(group, GROUP.isDamaged) === 1,
        termsAreOrdered: false,
        // Absent columns have been named once for the whole file.
        notRequired: this.#header.missing.size > 0 ? this.#header.missing : NOTHING,
      };
    }
  }

  get #bytes(): number {
    const tables = this.#rows.bytes + this.#groups.bytes;
    const owners = this.#owners.size * OWNER_BYTES;
    return this.#texts.bytes + tables + owners + this.#variants.bytes;
  }

  #refuse(): void {
    this.#isFull = true;
    const limit = `${Math.floor(this.#reading.limits.heldBytes / (1024 * 1024))} MB`;
    const place = { file: this.#reading.file, line: null, path: null };
    this.#reading.issues.add({ code: 'file-too-varied', place, details: { limit } });
  }

  #groupOf(cells: readonly string[], line: number): number {
    const student = this.#cell(cells, 'student_id');
    const type = this.#cell(cells, 'document_type');
    const language = this.#cell(cells, 'document_language');
    const current = this.#current;
    if (current?.student === student && current.type === type && student !== '') {
      const known = this.#groups.get(current.group, GROUP.language);
      if (language === '' || language === this.#texts.get(known)) return current.group;
    }
    const group = this.#findGroup(student, type, language) ?? this.#newGroup(line, language);
    this.#current = { student, type, group };
    return group;
  }

  /** The group that a row joins; a new one is entered under its owner. */
  #findGroup(student: string, type: string, language: string): number | undefined {
    // A row without a student's number is a record of its own: it cannot be anyone's.
    if (student === '') return undefined;
    const owner = toOwner(student, type);
    const first = this.#owners.get(owner);
    if (first === undefined) {
      this.#owners.set(this.#texts.own(owner), this.#groups.count);
      return undefined;
    }
    // A blank language on a later row joins the row before it.
    if (language === '') return this.#latest.get(first) ?? first;
    let group = first;
    for (;;) {
      const known = this.#texts.get(this.#groups.get(group, GROUP.language));
      const sibling = this.#groups.get(group, GROUP.sibling);
      if (known === language || (known === '' && language === 'both')) break;
      if (sibling === 0) {
        this.#groups.set(group, GROUP.sibling, this.#groups.count + 1);
        group = this.#groups.count;
        break;
      }
      group = sibling - 1;
    }
    this.#latest.set(first, group);
    return group < this.#groups.count ? group : undefined;
  }

  #newGroup(line: number, language: string): number {
    const group = this.#groups.add();
    this.#groups.set(group, GROUP.line, line);
    this.#groups.set(group, GROUP.firstRow, NO_ROW);
    this.#groups.set(group, GROUP.language, this.#texts.add(language));
    return group;
  }

  #addRow(group: number, cells: readonly string[], line: number): void {
    const groups = this.#groups;
    const rows = this.#rows;
    const count = groups.get(group, GROUP.rowCount) + 1;
    groups.set(group, GROUP.rowCount, count);
    const says = (column: { readonly position: number }): boolean =>
      (cells[column.position] ?? '') !== '';
    if (groups.get(group, GROUP.hasCourses) === 0 && this.#layout.row.some(says)) {
      groups.set(group, GROUP.hasCourses, 1);
    }
    // More is refused with one error, whatever it says.
    if (count > this.#reading.limits.coursesPerRecord) return;
    const row = rows.add();
    rows.set(row, ROW.line, line);
    rows.set(row, ROW.next, NO_ROW);
    const columns = this.#layout.row;
    for (let index = 0; index < columns.length; index++) {
      const cell = cells[columns[index]!.position] ?? '';
      if (cell !== '') rows.set(row, ROW.texts + index, this.#texts.add(cell));
    }
    if (count === 1) groups.set(group, GROUP.firstRow, row);
    else rows.set(groups.get(group, GROUP.lastRow), ROW.next, row);
    groups.set(group, GROUP.lastRow, row);
  }

  /** Whether the record-level cells of a row say what the rows of the record before it say. */
  #mergeRecordCells(group: number, cells: readonly string[], line: number): boolean {
    let agrees = true;
    const columns = this.#layout.record;
    const isFirst = this.#groups.get(group, GROUP.rowCount) === 0;
    for (let index = 0; index < columns.length; index++) {
      const { column, position } = columns[index]!;
      const cell = cells[position] ?? '';
      if (cell === '') continue;
      const number = this.#groups.get(group, GROUP.texts + index);
      if (number === 0) {
        this.#groups.set(group, GROUP.texts + index, this.#texts.add(cell));
        if (!isFirst) this.#laterLines.set(group * columns.length + index, line);
        continue;
      }
      const key = group * columns.length + index;
      if (!this.#variants.has(key)) {
        const known = this.#texts.get(number);
        if (known === cell || this.#meansTheSame(column.kind, known, cell)) continue;
        const rowCount = this.#groups.get(group, GROUP.rowCount);
        const firstLine = this.#laterLines.get(key) ?? this.#groups.get(group, GROUP.line);
        this.#variants.add(key, number, firstLine, rowCount);
      }
      this.#variants.add(key, this.#texts.add(cell), line);
      agrees = false;
    }
    return agrees;
  }

  /** Gives each cell on which the rows of a record disagree what most of them say, and reports the others. */
  #settleVariants(group: number): void {
    if (this.#variants.bytes === 0) return;
    const { issues, context } = this.#reading;
    const row = this.#groups.get(group, GROUP.line);
    for (const [index, { column }] of this.#layout.record.entries()) {
      const key = group * this.#layout.record.length + index;
      const textOf = (number: number): string => this.#texts.get(number);
      const agreement = this.#variants.settle(key, column, textOf, context);
      if (agreement === undefined) continue;
      this.#groups.set(group, GROUP.texts + index, agreement.text);
      this.#laterLines.set(key, agreement.line);
      const details = { other: textOf(agreement.text) };
      for (const { line, text: value, findings } of agreement.deviations) {
        const found = { place: this.#at(line, column.name), row, column: column.name, value };
        if (findings === undefined) issues.add({ ...found, code: 'value-disagrees', details });
        for (const finding of findings ?? []) issues.add({ ...found, ...finding });
      }
    }
  }

  #meansTheSame(kind: Parameters<typeof readValue>[0], left: string, right: string): boolean {
    const { context } = this.#reading;
    const value = readValue(kind, left, context).value;
    return value !== undefined && value === readValue(kind, right, context).value;
  }

  #coursesOf(group: number): Pick<RawRecord, 'terms' | 'courseCount'> {
    return this.#groups.get(group, GROUP.hasCourses) === 0
      ? { terms: [], courseCount: 0 }
      : { terms: this.#termsOf(group), courseCount: this.#groups.get(group, GROUP.rowCount) };
  }

  #termsOf(group: number): readonly RawTerm[] {
    const terms: RawTerm[] = [];
    let row = this.#groups.get(group, GROUP.firstRow);
    while (row !== NO_ROW) {
      const line = this.#rows.get(row, ROW.line);
      const place = this.#at(line);
      const fields = new RowCells(this.#layout, this.#rows, row, this.#texts, (column) =>
        this.#at(line, column),
      );
      terms.push({ place, fields, courses: [{ place, fields }] });
      row = this.#rows.get(row, ROW.next);
    }
    return terms;
  }

  #recordCell(group: number, column: ColumnName): RawCell | undefined {
    const index = this.#layout.recordIndexes.get(column);
    if (index === undefined) return undefined;
    const number = this.#groups.get(group, GROUP.texts + index);
    if (number === 0) return undefined;
    const line =
      this.#laterLines.get(group * this.#layout.record.length + index) ??
      this.#groups.get(group, GROUP.line);
    return { text: this.#texts.get(number), place: this.#at(line, column) };
  }

  #cell(cells: readonly string[], column: ColumnName): string {
    const position = this.#header.positions.get(column);
    return position === undefined ? '' : (cells[position] ?? '');
  }
}

/** The cells of one row that are about its course and term. */
class RowCells implements RawFields {
  readonly #layout: TableLayout;
  readonly #rows: NumberRows;
  readonly #row: number;
  readonly #texts: TextPool;
  readonly #placeOf: (column: ColumnName) => Place;

  constructor(
    layout: TableLayout,
    rows: NumberRows,
    row: number,
    texts: TextPool,
    placeOf: (column: ColumnName) => Place,
  ) {
    this.#layout = layout;
    this.#rows = rows;
    this.#row = row;
    this.#texts = texts;
    this.#placeOf = placeOf;
  }

  get(column: ColumnName): RawCell | undefined {
    const index = this.#layout.rowIndexes.get(column);
    const number = index === undefined ? 0 : this.#rows.get(this.#row, ROW.texts + index);
    if (number === 0) return undefined;
    return { text: this.#texts.get(number), place: this.#placeOf(column) };
  }

  findPlace(column: ColumnName): Place {
    return this.#placeOf(column);
  }
}

/** What rows of one student and one document type have in common, in whatever spelling. */
export function toOwner(student: string, type: string): string {
  const normal = withoutInvisible(student).normalize('NFC').replace(/\s+/g, ' ');
  return type === '' || type === 'transcript' ? normal : `${normal}\u0000${type}`;
}
