import type { CellPosition } from '../cells/cell-reference.ts';
import { findCellPosition, formatCellReference } from '../cells/cell-reference.ts';
import { toEscapedText } from '../cells/escaped-text.ts';
import { escapeXml } from '../writing/sheet-xml.ts';
import { ByteOutput } from './byte-output.ts';
import type { Highlight } from './highlight.ts';
import { isHighlight, toHighlightXml } from './highlight.ts';
import type { XmlToken } from './xml-tokens.ts';
import { findAttribute, readXmlTokens, withAttribute } from './xml-tokens.ts';

/** What a sheet is to say in one more column. */
export interface ColumnOfTexts {
  /** From 0, as all places here. */
  readonly column: number;
  /** By row, in their order. */
  readonly texts: ReadonlyMap<number, string>;
  /** Whether what stands in the column already is to go. */
  readonly isReplaced: boolean;
  readonly highlight: Highlight | undefined;
}

const COLUMN_WIDTH = 90;
/** Elements of a sheet that stand before conditional formats (CT_Worksheet, ECMA-376-1 §18.3.1.99). */
const BEFORE_FORMATS: ReadonlySet<string> = new Set([
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
]);

/**
 * A sheet with a column of texts: only their cells are added (and those of an earlier round taken out), with
 * the sheet's extent, a width and a highlight; every other byte stays as it is. The sheet has been read, so it
 * is well-formed. Comes in pieces.
 */
export function* rewriteSheet(
  pieces: Iterable<Uint8Array>,
  column: ColumnOfTexts,
): Generator<Uint8Array, void> {
  const writer = new SheetWriter(column);
  for (const token of readXmlTokens(pieces)) {
    writer.write(token);
    if (writer.output.isFull) yield writer.output.take();
  }
  yield writer.output.take();
}

class SheetWriter {
  readonly output = new ByteOutput();
  readonly #wanted: ColumnOfTexts;
  /** Rows that still want their text, the next one first. */
  readonly #open: number[];
  #part: 'before' | 'rows' | 'behind' = 'before';
  #depth = 0;
  #hasWidths = false;
  /** Right end of the columns that have a width. */
  #widthsEnd = 0;
  #row = -1;
  #cell = -1;
  /** Of the row that is open: whether its cell has been written, or there is none to write. */
  #isDone = true;
  /** The depth of a cell that is left out. */
  #dropped: number | undefined;
  /** A conditional format that may be ours. */
  #held: { readonly parts: Uint8Array[]; readonly depth: number } | undefined;
  #isHighlighted = false;

  constructor(wanted: ColumnOfTexts) {
    this.#wanted = wanted;
    this.#open = [...wanted.texts.keys()].sort((left, right) => left - right);
    this.#isHighlighted = wanted.highlight === undefined;
  }

  write(token: XmlToken): void {
    if (token.kind === 'close') this.#depth--;
    if (this.#held !== undefined) this.#hold(token);
    else if (this.#dropped !== undefined) this.#drop(token);
    else if (token.kind === 'other') this.output.add(token.bytes);
    else if (this.#part === 'before') this.#before(token);
    else if (this.#part === 'rows') this.#inRows(token);
    else this.#behind(token);
    if (token.kind === 'open') this.#depth++;
  }

  #before({ kind, name, prefix, tag, bytes }: XmlToken): void {
    if (name === 'dimension') {
      this.output.addTag(this.#toExtent(tag));
      return;
    }
    if (name === 'col') {
      this.#widthsEnd = Math.max(this.#widthsEnd, Number(findAttribute(tag, 'max')));
    } else if (name === 'cols') {
      this.#hasWidths = true;
      if (kind === 'close') this.#addWidth(prefix);
    } else if (name === 'sheetData') {
      if (!this.#hasWidths) {
        this.output.addText(`<${prefix}cols>`);
        this.#addWidth(prefix);
        this.output.addText(`</${prefix}cols>`);
      }
      this.#part = kind === 'open' ? 'rows' : 'behind';
    }
    this.output.add(bytes);
  }

  #addWidth(prefix: string): void {
    const number = this.#wanted.column + 1;
    // A width that reaches further right holds for this column as well.
    if (this.#widthsEnd >= number) return;
    this.output.addText(
      `<${prefix}col min="${number}" max="${number}" width="${COLUMN_WIDTH}" customWidth="1"/>`,
    );
  }

  #inRows(token: XmlToken): void {
    const { kind, name, prefix, tag, bytes } = token;
    if (name === 'row' && kind !== 'close') {
      this.#startRow(token);
      return;
    }
    if (name === 'c' && kind !== 'close') {
      this.#cell = findPosition(tag)?.column ?? this.#cell + 1;
      const { column, isReplaced } = this.#wanted;
      if (this.#cell >= column && !this.#isDone) this.#addCell(prefix);
      // A blank cell with a style may stand in a column that is new.
      if (this.#cell === column && (isReplaced || this.#wanted.texts.has(this.#row))) {
        // Cells without a place count from the one before them.
        if (!this.#wanted.texts.has(this.#row)) this.#addBlank(prefix);
        this.#dropped = kind === 'open' ? this.#depth : undefined;
        return;
      }
    } else if (name === 'row' && !this.#isDone) {
      this.#addCell(prefix);
    } else if (name === 'sheetData') {
      this.#addRows(Infinity, prefix);
      this.#part = 'behind';
    }
    this.output.add(bytes);
  }

  #startRow({ kind, prefix, tag, bytes }: XmlToken): void {
    const number = findAttribute(tag, 'r');
    const row = number === undefined ? this.#row + 1 : Number(number) - 1;
    this.#addRows(row, prefix);
    this.#row = row;
    this.#cell = -1;
    this.#isDone = this.#open[0] !== row;
    if (this.#isDone) {
      this.output.add(bytes);
      return;
    }
    this.#open.shift();
    const wider = this.#toSpans(tag);
    this.output.addTag(kind === 'empty' ? `${wider.slice(0, -2)}>` : wider);
    if (kind !== 'empty') return;
    this.#addCell(prefix);
    this.output.addText(`</${prefix}row>`);
  }

  /** Rows that the sheet does not have. */
  #addRows(before: number, prefix: string): void {
    for (let row = this.#open[0]; row !== undefined && row < before; row = this.#open[0]) {
      this.#open.shift();
      this.#row = row;
      this.output.addText(`<${prefix}row r="${row + 1}">`);
      this.#addCell(prefix);
      this.output.addText(`</${prefix}row>`);
    }
  }

  #addCell(prefix: string): void {
    const text = this.#wanted.texts.get(this.#row) ?? '';
    const place = formatCellReference({ row: this.#row, column: this.#wanted.column });
    this.output.addText(
      `<${prefix}c r="${place}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">` +
        `${escapeXml(toEscapedText(text))}</${prefix}t></${prefix}is></${prefix}c>`,
    );
    this.#isDone = true;
  }

  #addBlank(prefix: string): void {
    const place = formatCellReference({ row: this.#row, column: this.#wanted.column });
    this.output.addText(`<${prefix}c r="${place}"/>`);
  }

  #drop({ kind }: XmlToken): void {
    if (kind === 'close' && this.#depth === this.#dropped) this.#dropped = undefined;
  }

  #behind(token: XmlToken): void {
    const { kind, name, prefix, bytes } = token;
    if (this.#depth === 1 && kind === 'open' && name === 'conditionalFormatting') {
      this.#held = { parts: [bytes.slice()], depth: this.#depth };
      return;
    }
    const isPlace = this.#depth === 1 && kind !== 'close' && !BEFORE_FORMATS.has(name);
    if (isPlace || (this.#depth === 0 && kind === 'close')) this.#addHighlight(prefix);
    this.output.add(bytes);
  }

  #hold({ kind, prefix, bytes }: XmlToken): void {
    const held = this.#held!;
    held.parts.push(bytes.slice());
    if (kind !== 'close' || this.#depth !== held.depth) return;
    this.#held = undefined;
    const whole = Buffer.concat(held.parts);
    this.#addHighlight(prefix);
    if (!isHighlight(whole.toString('latin1'))) this.output.add(whole);
  }

  #addHighlight(prefix: string): void {
    const { highlight } = this.#wanted;
    if (this.#isHighlighted || highlight === undefined) return;
    this.#isHighlighted = true;
    this.output.addText(toHighlightXml(highlight, prefix));
  }

  #toExtent(tag: string): string {
    const corners = (findAttribute(tag, 'ref') ?? '').split(':').map(findCellPosition);
    const [from, to = from] = corners;
    if (from === undefined || to === undefined) return tag;
    const { column } = this.#wanted;
    const end = {
      row: Math.max(to.row, this.#open.at(-1) ?? 0),
      column: Math.max(to.column, column),
    };
    const start = { ...from, column: Math.min(from.column, column) };
    return withAttribute(tag, 'ref', `${formatCellReference(start)}:${formatCellReference(end)}`);
  }

  #toSpans(tag: string): string {
    const [first, last] = (findAttribute(tag, 'spans') ?? '').split(':').map(Number);
    const end = this.#wanted.column + 1;
    if (first === undefined || last === undefined || !(last < end)) return tag;
    return withAttribute(tag, 'spans', `${first}:${end}`);
  }
}

function findPosition(tag: string): CellPosition | undefined {
  const reference = findAttribute(tag, 'r');
  return reference === undefined ? undefined : findCellPosition(reference);
}
