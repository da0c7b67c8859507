import { FormatError } from '../../../shared/format-error.ts';
import { trimBlanks } from '../../raw/trim-blanks.ts';
import type { Turn } from '../../raw/turn.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import { fromEscapedText } from '../cells/escaped-text.ts';
import { readLargeXmlPart } from '../xml-part.ts';
import { StringStore } from './string-store.ts';
import type { SharedStrings, WorkbookLimits } from './workbook.ts';

/** The number of a text takes little, but a file can repeat the shortest text very often. */
const MAX_STRINGS = 4_000_000;

/**
 * Reads the shared texts, without blanks round them. The pieces of rich text are put together; readings above the text (phonetic
 * runs) are not part of it. A text that is too large for a cell is cut a little behind the limit, for its
 * cell to be reported.
 * @throws FormatError `xlsx/strings` for more text than may be held, and what reading XML throws.
 */
export function* readSharedStrings(
  entry: ZipEntry,
  limits: WorkbookLimits,
): Generator<Turn, SharedStrings> {
  const strings = new StringStore();
  const builder = new RichText(limits.cellLength);
  yield* readLargeXmlPart(
    entry,
    {
      open: (name) => {
        if (name === 'si') builder.start();
        else builder.open(name);
      },
      close: (name) => {
        if (name !== 'si') {
          builder.close(name);
          return;
        }
        strings.add(trimBlanks(builder.end()));
        if (strings.count > MAX_STRINGS || strings.bytes > limits.heldBytes) {
          throw new FormatError('xlsx/strings', entry.name);
        }
      },
      text: (text) => builder.add(text),
    },
    limits.tokenLength,
  );
  return strings;
}

/** Puts a rich text (CT_Rst, ECMA-376-1 §18.4.8) together from its elements. */
export class RichText {
  readonly #maxLength: number;
  #text = '';
  #isText = false;
  #phoneticDepth = 0;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  start(): void {
    this.#text = '';
    this.#isText = false;
    this.#phoneticDepth = 0;
  }

  open(name: string): void {
    if (name === 't') this.#isText = true;
    else if (name === 'rPh') this.#phoneticDepth++;
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#phoneticDepth--;
  }

  add(piece: string): void {
    if (!this.#isText || this.#phoneticDepth > 0) return;
    if (this.#text.length <= this.#maxLength) this.#text += piece;
  }

  end(): string {
    return fromEscapedText(this.#text.slice(0, this.#maxLength + 1));
  }
}
