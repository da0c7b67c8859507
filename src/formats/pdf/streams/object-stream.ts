import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import { isPdfCount, isPdfName, type PdfDict, type PdfValue } from '../pdf-value.ts';
import { Lexer } from '../syntax/lexer.ts';
import { ObjectParser } from '../syntax/object-parser.ts';
import { ReferenceScan, type ReferenceVisitor } from '../syntax/reference-scan.ts';

/** Bytes of memory for the number and the offset of each object. */
const HELD_PLACE = 16;

/**
 * Several objects compressed together (ISO 32000-2 §7.5.7). /Extends is of no use to us: the
 * cross-reference section already names the very stream that holds an object.
 */
export class ObjectStream {
  readonly #data: Uint8Array;
  readonly #limits: ReadingLimits;
  /** Object numbers in order. */
  readonly numbers: readonly number[];
  /** Begin of each object, and at the end the length of all. */
  readonly #offsets: readonly number[];
  readonly #values = new Map<number, PdfValue>();

  /**
   * @param data the decoded stream.
   * @throws FormatError `pdf/object` when its dictionary or its index is wrong.
   */
  constructor(data: Uint8Array, dict: PdfDict, limits: ReadingLimits) {
    const count = dict.entries.get('N');
    const first = dict.entries.get('First');
    if (
      !isPdfName(dict.entries.get('Type'), 'ObjStm') ||
      !isPdfCount(count) ||
      !isPdfCount(first)
    ) {
      throw new FormatError('pdf/object', 'not an object stream');
    }
    if (count > limits.maxObjects) throw new FormatError('pdf/limit', 'too many objects');
    const lexer = new Lexer(data, 0, Math.min(first, data.length));
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let index = 0; index < count; index++) {
      lexer.skipWhiteSpace();
      numbers.push(lexer.expectCount('an object number'));
      lexer.skipWhiteSpace();
      const offset = first + lexer.expectCount('an offset');
      if (offset <= (offsets.at(-1) ?? -1) || offset >= data.length) {
        throw new FormatError('pdf/object', 'wrong offsets in an object stream');
      }
      offsets.push(offset);
    }
    limits.values.hold(HELD_PLACE * count);
    this.#data = data;
    this.#limits = limits;
    this.numbers = numbers;
    this.#offsets = [...offsets, data.length];
  }

  /** The object at a place in the stream, which must have the expected number. @param keeps for the next who asks. */
  objectAt(index: number, number: number, keeps = true): PdfValue {
    this.#check(index, number);
    const known = this.#values.get(index);
    if (known !== undefined) return known;
    const { values } = this.#limits;
    const { heldBytes } = values;
    let isKept = false;
    try {
      const value = this.#parse(index);
      if (keeps) this.#values.set(index, value);
      isKept = keeps;
      return value;
    } finally {
      if (!isKept) values.letGo(heldBytes);
    }
  }

  /** Finds the references in an object, as {@link objectAt} would. */
  scanAt(index: number, number: number, visit: ReferenceVisitor): void {
    this.#check(index, number);
    const lexer = this.#lexerAt(index);
    new ReferenceScan(lexer, this.#limits, visit).passValue();
    expectEnd(lexer);
  }

  #check(index: number, number: number): void {
    if (this.numbers[index] !== number) {
      throw new FormatError('pdf/object', 'another object stands there in its object stream');
    }
  }

  #parse(index: number): PdfValue {
    const lexer = this.#lexerAt(index);
    const value = new ObjectParser(lexer, this.#limits, false).readValue();
    expectEnd(lexer);
    return value;
  }

  #lexerAt(index: number): Lexer {
    return new Lexer(this.#data, this.#offsets[index], this.#offsets[index + 1]);
  }
}

function expectEnd(lexer: Lexer): void {
  lexer.skipBlank();
  if (lexer.peek() !== -1) throw lexer.error('more than one object');
}
