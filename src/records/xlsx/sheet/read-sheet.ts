import type { Turn } from '../../raw/turn.ts';
import { TURN } from '../../raw/turn.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import type { Workbook } from '../workbook/workbook.ts';
import { XmlPartParser } from '../xml-part.ts';
import type { AreaCollector } from './merged-areas.ts';
import { ByteWindow } from './scan/byte-window.ts';
import { RowScanner } from './scan/row-scanner.ts';
import type { SheetRow } from './sheet-cell.ts';
import { XmlRows } from './xml-rows.ts';

const STEP_BYTES = 64 * 1024;
/** Longer rows are left to the XML parser, which needs no row as a whole. */
const MAX_SCANNED_ROW = 1024 * 1024;
const DATA_START = '<sheetData>';
const ROW_END = '</row>';
/** Where the rows of a sheet are: the root and `sheetData` are open. */
const DATA_DEPTH = 2;

/**
 * Reads the rows of a sheet (ECMA-376-1 §18.3.1) from top to bottom; blank rows and cells are left out.
 * The declared dimension is not looked at: it is often false.
 * @param areas takes the merged areas, which stand behind the rows.
 * @throws FormatError `xlsx/structure` for rows or cells out of order, and what reading XML throws.
 */
export function* readSheet(
  entry: ZipEntry,
  workbook: Workbook,
  areas?: AreaCollector,
): Generator<SheetRow | Turn, void> {
  const reader = new SheetReader(entry.name, workbook, areas);
  for (const piece of entry.unpackPieces()) {
    for (let at = 0; at < piece.length; at += STEP_BYTES) {
      reader.write(piece.subarray(at, at + STEP_BYTES));
      yield* reader.takeRows();
      yield TURN;
    }
  }
  reader.end();
  yield* reader.takeRows();
}

/**
 * A whole XML parser sees everything of a sheet but the rows that have the usual form: those are scanned,
 * which is many times faster, and the parser takes the sheet for one without them.
 */
class SheetReader {
  readonly #window = new ByteWindow();
  readonly #parser: XmlPartParser;
  readonly #xmlRows: XmlRows;
  readonly #scanner: RowScanner;
  #rows: SheetRow[] = [];
  /** What stands at the front of the window. */
  #part: 'start' | 'rows' | 'unusual-row' | 'rest' = 'start';

  constructor(name: string, workbook: Workbook, areas: AreaCollector | undefined) {
    const rows = new XmlRows(workbook);
    this.#xmlRows = rows;
    this.#scanner = new RowScanner(workbook);
    const handlers = {
      open: (element: string, attributes: Readonly<Record<string, string>>) => {
        rows.open(element, attributes);
        areas?.open(element, attributes);
      },
      close: (element: string) => rows.close(element),
      text: (text: string) => rows.text(text),
    };
    this.#parser = new XmlPartParser(name, handlers, workbook.limits.tokenLength);
  }

  takeRows(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  write(bytes: Uint8Array): void {
    this.#window.append(bytes);
    while (this.#takePart());
  }

  end(): void {
    this.#parse(this.#window.end);
    this.#parser.end();
    this.#takeXmlRows();
  }

  /** Whether there may be more to do with what is in the window. */
  #takePart(): boolean {
    if (this.#part === 'start') return this.#findRows();
    if (this.#part === 'rows') return this.#scanRows();
    if (this.#part === 'unusual-row') return this.#parseRow();
    this.#parse(this.#window.end);
    return false;
  }

  #findRows(): boolean {
    const window = this.#window;
    const start = window.indexOf(DATA_START);
    if (start < 0) {
      // The end may be the beginning of what is looked for.
      this.#parse(window.end - DATA_START.length);
      return false;
    }
    const behind = start + DATA_START.length;
    this.#parse(behind - 1);
    const wasOpen = this.#isDataOpen();
    this.#parse(behind);
    // In a comment it would not have been a tag. XML 1.1 has other rules for letters than are scanned by.
    const { depth, version } = this.#parser;
    const isData = !wasOpen && this.#isDataOpen() && depth === DATA_DEPTH;
    this.#part = isData && version === '1.0' ? 'rows' : 'rest';
    return true;
  }

  #scanRows(): boolean {
    const scanner = this.#scanner;
    for (;;) {
      const result = scanner.scan(this.#window);
      if (result === 'row') {
        const row = scanner.takeRow();
        if (row !== undefined) this.#rows.push(row);
        continue;
      }
      if (result === 'more' && this.#window.length < MAX_SCANNED_ROW) return false;
      const { row, column } = scanner.place;
      this.#xmlRows.moveTo(row, column);
      this.#part = result === 'end' ? 'rest' : 'unusual-row';
      return true;
    }
  }

  /** Gives the parser what the scanner does not know, to the end of the next row. */
  #parseRow(): boolean {
    const window = this.#window;
    const start = window.indexOf(ROW_END);
    if (start < 0) {
      this.#parse(window.end - ROW_END.length);
      return false;
    }
    const behind = start + ROW_END.length;
    this.#parse(behind - 1);
    const { closedRows } = this.#xmlRows;
    this.#parse(behind);
    if (!this.#xmlRows.isInData) this.#part = 'rest';
    else if (this.#xmlRows.closedRows > closedRows && this.#parser.depth === DATA_DEPTH) {
      this.#part = 'rows';
      const { row, column } = this.#xmlRows.place;
      this.#scanner.moveTo(row, column);
    }
    return true;
  }

  #isDataOpen(): boolean {
    return this.#xmlRows.isInData;
  }

  #parse(to: number): void {
    if (to <= this.#window.at) return;
    this.#parser.write(this.#window.take(to));
    this.#takeXmlRows();
  }

  #takeXmlRows(): void {
    const rows = this.#xmlRows.takeRows();
    if (rows.length > 0) this.#rows.push(...rows);
  }
}
