import type { ColumnName } from '../columns.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';
import type { Place, RawCell, RawFields, RawRecord, RawTerm } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import { readValue } from '../values/value-readers.ts';
import type { CsvHeader } from './csv-header.ts';
import { detectDelimiter, readHeader } from './csv-header.ts';
import type { CsvRow } from './csv-rows.ts';
import { readCsvRows } from './csv-rows.ts';
import { fromInertText } from './formula-text.ts';

/**
 * Reads CSV, one row per course, into raw records: rows of one student, document type and language belong
 * together wherever they stand. Records come in the order of their first row.
 */
export function readCsv(text: string, reading: Reading): readonly RawRecord[] {
  const { issues, limits, file } = reading;
  const rows = readCsvRows(text, detectDelimiter(text));
  const first = rows.next();
  if (first.done === true) return [];
  const header = readHeader(first.value.cells, at(file, first.value.line), limits, issues);
  // Without the student's number no row is anyone's: the header's error says all there is to say.
  if (header === undefined || header.missing.has('student_id')) return [];
  const groups = new CsvGroups(header, reading);
  for (const row of rows) groups.add(row);
  return groups.toRecords();
}

interface CsvGroup {
  readonly place: Place;
  readonly fields: CsvFields;
  readonly terms: RawTerm[];
  /** Cells of the record that were blank in its first row. */
  readonly later: Map<ColumnName, RawCell>;
  isDamaged: boolean;
}

const RECORD_COLUMNS = COLUMNS_BY_SCOPE.record;
const NOTHING: ReadonlySet<ColumnName> = new Set();

class CsvGroups {
  readonly #header: CsvHeader;
  readonly #reading: Reading;
  readonly #groups = new Map<string, CsvGroup>();
  /** Key of a student's latest group: a blank language on a later row joins it. */
  readonly #latest = new Map<string, string>();
  #hasStrayRow = false;

  constructor(header: CsvHeader, reading: Reading) {
    this.#header = header;
    this.#reading = reading;
  }

  add(row: CsvRow): void {
    const place = at(this.#reading.file, row.line);
    const fields = new CsvFields(row.cells, this.#header.positions, place);
    const isSound = this.#checkRow(row, place);
    if (!isSound && fields.get('student_id') === undefined) {
      this.#reading.issues.add({ code: 'row-not-attributed', place });
      this.#hasStrayRow = true;
      return;
    }
    const group = this.#groupOf(fields, place);
    if (!isSound) group.isDamaged = true;
    if (group.fields !== fields && !this.#agrees(group, fields)) group.isDamaged = true;
    group.terms.push({ place, fields, courses: [{ place, fields }] });
  }

  toRecords(): readonly RawRecord[] {
    const isBroken = this.#hasStrayRow || this.#header.isBroken;
    return [...this.#groups.values()].map((group) => ({
      place: group.place,
      row: group.place.line ?? 1,
      fields: { get: (column) => group.fields.get(column) ?? group.later.get(column) },
      terms: group.terms,
      isDamaged: group.isDamaged || isBroken,
      termsAreOrdered: false,
      // Absent columns have been named once for the whole file.
      notRequired: this.#header.missing.size > 0 ? this.#header.missing : NOTHING,
    }));
  }

  #checkRow(row: CsvRow, place: Place): boolean {
    const { issues, limits } = this.#reading;
    let isSound = true;
    if (row.problem !== undefined) {
      issues.add({ code: row.problem, place });
      isSound = false;
    }
    if (row.cells.length > this.#header.width) {
      const details = { cells: String(row.cells.length), columns: String(this.#header.width) };
      // Empty cells at the end are what spreadsheets leave; anything else has slipped out of its column.
      if (row.cells.slice(this.#header.width).some((cell) => cell !== '')) {
        issues.add({ code: 'row-too-long', place, details });
        isSound = false;
      }
    }
    if (row.cells.some((cell) => cell.length > limits.cellLength)) {
      issues.add({ code: 'cell-too-large', place, details: { limit: String(limits.cellLength) } });
      isSound = false;
    }
    return isSound;
  }

  #groupOf(fields: CsvFields, place: Place): CsvGroup {
    const student = fields.get('student_id')?.text.normalize('NFC').replace(/\s+/g, ' ') ?? '';
    const type = fields.get('document_type')?.text ?? 'transcript';
    const language = fields.get('document_language')?.text;
    // A row without a student's number is a record of its own: it cannot be anyone's.
    const owner = JSON.stringify(student === '' ? [place.line, type] : [student, type]);
    const latest = this.#latest.get(owner);
    const key =
      language === undefined && latest !== undefined ? latest : `${owner} ${language ?? 'both'}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { place, fields, terms: [], later: new Map(), isDamaged: false };
      this.#groups.set(key, group);
    }
    this.#latest.set(owner, key);
    return group;
  }

  /** Whether the record-level cells of a later row say what the record's first row says. */
  #agrees(group: CsvGroup, fields: CsvFields): boolean {
    let agrees = true;
    for (const { name, kind } of RECORD_COLUMNS) {
      const cell = fields.get(name);
      if (cell === undefined) continue;
      const known = group.fields.get(name) ?? group.later.get(name);
      if (known === undefined) {
        group.later.set(name, cell);
      } else if (known.text !== cell.text && !this.#meansTheSame(kind, known.text, cell.text)) {
        this.#reading.issues.add({
          code: 'value-disagrees',
          place: cell.place,
          column: name,
          value: cell.text,
          details: { other: known.text },
        });
        agrees = false;
      }
    }
    return agrees;
  }

  #meansTheSame(kind: Parameters<typeof readValue>[0], left: string, right: string): boolean {
    const { context } = this.#reading;
    const value = readValue(kind, left, context).value;
    return value !== undefined && value === readValue(kind, right, context).value;
  }
}

/** A row's cells by column, without copying them. */
class CsvFields implements RawFields {
  readonly #cells: readonly string[];
  readonly #positions: ReadonlyMap<ColumnName, number>;
  readonly #place: Place;

  constructor(cells: readonly string[], positions: ReadonlyMap<ColumnName, number>, place: Place) {
    this.#cells = cells;
    this.#positions = positions;
    this.#place = place;
  }

  get(column: ColumnName): RawCell | undefined {
    const position = this.#positions.get(column);
    const text = position === undefined ? undefined : this.#cells[position];
    if (text === undefined || text === '') return undefined;
    return { text: fromInertText(text), place: this.#place };
  }
}

function at(file: string, line: number): Place {
  return { file, line, path: null };
}
