import type { ColumnName } from '../columns.ts';
import type { Place } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import { NumberRows } from '../table/number-rows.ts';
import { toOwner } from '../table/student-groups.ts';
import type { TableHeader } from '../table/table-header.ts';
import type { TableLayout } from '../table/table-layout.ts';
import { toTableLayout } from '../table/table-layout.ts';
import { TextPool } from '../table/text-pool.ts';

/** Numbers that a row keeps before the texts of its cells. */
const ROW = { line: 0, isDamaged: 1, isTaken: 2, next: 3, texts: 4 } as const;
const NO_ROW = -1;
/** What the map of students keeps for each beside the text. */
const OWNER_BYTES = 64;

/** The rows of the sheet `students`, held until their courses have been read. */
export class StudentRows {
  readonly #layout: TableLayout;
  readonly #header: TableHeader;
  readonly #reading: Reading;
  readonly #texts = new TextPool();
  readonly #rows: NumberRows;
  /** First and last row of each student: one student may have several documents. */
  readonly #first = new Map<string, number>();
  readonly #last = new Map<string, number>();
  #hasStrayRow = false;
  #isFull = false;

  constructor(header: TableHeader, reading: Reading) {
    this.#header = header;
    this.#reading = reading;
    this.#layout = toTableLayout(header.positions);
    this.#rows = new NumberRows(ROW.texts + this.#layout.record.length);
  }

  /** Whether a row does not say whose it is, and more than that is wrong with it. */
  get hasStrayRow(): boolean {
    return this.#hasStrayRow;
  }

  /** Whether there was more than can be held, which has been reported. */
  get isFull(): boolean {
    return this.#isFull;
  }

  add(
    cells: readonly string[],
    line: number,
    isSound: boolean,
    placeOf: (line: number, column?: ColumnName) => Place,
  ): void {
    if (this.#isFull) return;
    const position = this.#header.positions.get('student_id');
    const studentId = position === undefined ? '' : (cells[position] ?? '');
    if (studentId === '' && !isSound) {
      this.#reading.issues.add({ code: 'row-not-attributed', place: placeOf(line) });
      this.#hasStrayRow = true;
      return;
    }
    const row = this.#rows.add();
    this.#rows.set(row, ROW.line, line);
    this.#rows.set(row, ROW.isDamaged, isSound ? 0 : 1);
    this.#rows.set(row, ROW.next, NO_ROW);
    for (const [index, column] of this.#layout.record.entries()) {
      const text = cells[column.position] ?? '';
      if (text !== '') this.#rows.set(row, ROW.texts + index, this.#texts.add(text));
    }
    if (studentId !== '') this.#enter(toOwner(studentId, ''), row);
    const held = this.#texts.bytes + this.#rows.bytes + this.#first.size * OWNER_BYTES;
    if (held > this.#reading.limits.heldBytes / 2) this.#refuse();
  }

  lineOf(row: number): number {
    return this.#rows.get(row, ROW.line);
  }

  isDamaged(row: number): boolean {
    return this.#rows.get(row, ROW.isDamaged) === 1;
  }

  /** The text of a cell, blank where there is none. */
  get(row: number, column: ColumnName): string {
    const index = this.#layout.recordIndexes.get(column);
    return index === undefined ? '' : this.#texts.get(this.#rows.get(row, ROW.texts + index));
  }

  /** The rows of a student, which are then no longer {@link remaining}. */
  take(owner: string): readonly number[] {
    const rows: number[] = [];
    for (let row = this.#first.get(owner) ?? NO_ROW; row !== NO_ROW;) {
      rows.push(row);
      this.#rows.set(row, ROW.isTaken, 1);
      row = this.#rows.get(row, ROW.next);
    }
    return rows;
  }

  /** Rows that nobody took, in their order. */
  *remaining(): Generator<number> {
    for (let row = 0; row < this.#rows.count; row++) {
      if (this.#rows.get(row, ROW.isTaken) === 0) yield row;
    }
  }

  #enter(owner: string, row: number): void {
    const last = this.#last.get(owner);
    if (last === undefined) this.#first.set(owner, row);
    else this.#rows.set(last, ROW.next, row);
    this.#last.set(owner, row);
  }

  #refuse(): void {
    this.#isFull = true;
    const limit = `${Math.floor(this.#reading.limits.heldBytes / 2 ** 21)} MB`;
    const place = { file: this.#reading.file, line: null, path: null };
    this.#reading.issues.add({ code: 'file-too-varied', place, details: { limit } });
  }
}
