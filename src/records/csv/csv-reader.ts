import { COLUMNS, findColumn } from '../columns.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import { isTooLarge } from '../raw/cell-size.ts';
import type { Reading } from '../raw/reading.ts';
import type { RecordsReader } from '../raw/records-reader.ts';
import { StudentGroups } from '../table/student-groups.ts';
import type { TableHeader } from '../table/table-header.ts';
import { readTableHeader } from '../table/table-header.ts';
import { detectDelimiter, HEADER_LENGTH, separatorLineLength } from './csv-header.ts';
import { findControlCharacter } from '../values/read-text.ts';
import type { CsvProblem } from './csv-rows.ts';
import { CsvScanner } from './csv-rows.ts';
import { fromInertText } from './formula-text.ts';

/** What is kept of a cell that is too large. */
const KEPT_LENGTH = 60;
const APOSTROPHE = 0x27;
/** What stands for bytes that the encoding cannot mean. */
const BROKEN = '\uFFFD';

interface OpenTable {
  readonly header: TableHeader;
  /** The name of each cell's column as the header has it. */
  readonly names: readonly string[];
  readonly groups: StudentGroups;
}

/**
 * Reads CSV, one row per course, into raw records: rows of one student, document type and language belong
 * together wherever they stand, so records come when the file has ended, in the order of their first row.
 */
export class CsvReader implements RecordsReader {
  readonly #reading: Reading;
  #start = '';
  #scanner: CsvScanner | undefined;
  /** Whether a control character has been seen, so that rows have to be searched for them. */
  #holdsControls = false;
  /** The same for bytes that the encoding cannot mean. */
  #holdsBroken = false;
  /** `unreadable` behind a header by which no row can be read. */
  #table: OpenTable | 'unreadable' | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  write(text: string): readonly RawRecord[] {
    this.#holdsControls ||= findControlCharacter(text) !== undefined;
    this.#holdsBroken ||= text.includes(BROKEN);
    if (this.#scanner !== undefined) {
      this.#scan(this.#scanner, text, false);
    } else {
      this.#start += text;
      if (this.#start.length >= HEADER_LENGTH) this.#open(false);
    }
    return [];
  }

  *end(): Generator<RawRecord> {
    if (this.#scanner === undefined) this.#open(true);
    else this.#scan(this.#scanner, '', true);
    if (typeof this.#table === 'object') yield* this.#table.groups.toRecords();
  }

  #open(isLast: boolean): void {
    const start = this.#start.slice(separatorLineLength(this.#start));
    this.#scanner = new CsvScanner(detectDelimiter(start));
    this.#scan(this.#scanner, start, isLast);
    this.#start = '';
  }

  #scan(scanner: CsvScanner, text: string, isLast: boolean): void {
    if (this.#table === 'unreadable') return;
    scanner.scan(text, isLast, (cells, line, problem) => this.#take(cells, line, problem));
  }

  #take(cells: string[], line: number, problem: CsvProblem | undefined): void {
    const table = this.#table;
    if (table === undefined) this.#readHeader(cells, line);
    else if (table !== 'unreadable') this.#takeRow(table, cells, line, problem);
  }

  #readHeader(cells: readonly string[], line: number): void {
    const place = { file: this.#reading.file, line, path: null };
    const isSound = this.#checkControls(cells, cells, line, () => true);
    const read = readTableHeader(cells, COLUMNS, () => place, this.#reading);
    const header = read && { ...read, isBroken: read.isBroken || !isSound };
    // Without the student's number no row is anyone's: the header's error says all there is to say.
    this.#table =
      header === undefined || header.missing.has('student_id')
        ? 'unreadable'
        : { header, names: cells, groups: new StudentGroups(header, this.#reading) };
  }

  #takeRow(
    { header, names, groups }: OpenTable,
    cells: string[],
    line: number,
    problem: CsvProblem | undefined,
  ): void {
    let isSound = problem === undefined;
    if (problem !== undefined) this.#report(problem, line);
    if (cells.length > header.width) {
      const details = { cells: String(cells.length), columns: String(header.width) };
      this.#report('row-too-long', line, undefined, details);
      isSound = false;
    }
    const limit = this.#reading.limits.cellLength;
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      if (cell.charCodeAt(0) === APOSTROPHE) cells[index] = fromInertText(cell);
      if (!isTooLarge(cell, limit)) continue;
      cells[index] = cell.slice(0, KEPT_LENGTH);
      if (problem !== 'cell-too-large') this.#report('cell-too-large', line, names[index]);
      isSound = false;
    }
    // Cells of known columns are searched when they are read.
    const isUnread = (name: string): boolean => findColumn(name.toLowerCase()) === undefined;
    if (!this.#checkControls(cells, names, line, isUnread)) isSound = false;
    // The line has been reported; whatever the bytes were, they are not what the registrar wrote.
    if (this.#holdsBroken && cells.some((cell) => cell.includes(BROKEN))) isSound = false;
    groups.add(cells, line, isSound);
  }

  /** Whether no cell of these columns holds a control character. */
  #checkControls(
    cells: readonly string[],
    names: readonly string[],
    line: number,
    concerns: (name: string) => boolean,
  ): boolean {
    if (!this.#holdsControls) return true;
    let isSound = true;
    for (const [index, cell] of cells.entries()) {
      const name = names[index] ?? '';
      const character = concerns(name) ? findControlCharacter(cell) : undefined;
      if (character === undefined) continue;
      this.#report('control-character', line, name, { character });
      isSound = false;
    }
    return isSound;
  }

  #report(
    code: CsvProblem | 'row-too-long' | 'control-character',
    line: number,
    column?: string,
    details: Readonly<Record<string, string>> = { limit: String(this.#reading.limits.cellLength) },
  ): void {
    this.#reading.issues.add({
      code,
      place: { file: this.#reading.file, line, path: null },
      details,
      // Where the cells end is anyone's guess then.
      isUnreadable: column === undefined && code !== 'row-too-long',
      ...(column !== undefined && { column: findColumn(column.toLowerCase())?.name ?? column }),
    });
  }
}
