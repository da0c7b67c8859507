import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import { isPdfDict, type PdfDict, type PdfValue } from '../pdf-value.ts';
import type { Lexer } from './lexer.ts';
import { WrittenString } from './written-string.ts';

/** What stands between `n g obj` and `endobj`; of a stream, the dictionary and where its data begins. */
export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** File offset of the first byte after `stream` and its line end; `undefined` when it is no stream. */
  readonly streamStart: number | undefined;
  /** Just after `endobj`, or for a stream `streamStart`. */
  readonly end: number;
}

/** Bytes of memory that values take, about. */
const HELD = {
  number: 16,
  name: 48,
  reference: 48,
  string: 96,
  array: 48,
  dict: 48,
  entries: 200,
  entry: 48,
} as const;
const NO_ENTRIES: ReadonlyMap<string, PdfValue> = new Map();
const NONE: readonly string[] = [];

/** Reads objects (ISO 32000-2 §7.3) from bytes. */
export class ObjectParser {
  readonly lexer: Lexer;
  readonly #limits: ReadingLimits;
  readonly #inFile: boolean;

  /** @param inFile whether offsets in `lexer` are file offsets (false inside object streams). */
  constructor(lexer: Lexer, limits: ReadingLimits, inFile = true) {
    this.lexer = lexer;
    this.#limits = limits;
    this.#inFile = inFile;
    limits.values.beginObject();
  }

  /** The object that stands here, after white space and comments. */
  readValue(depth = 0): PdfValue {
    const lexer = this.lexer;
    this.#limits.values.take(HELD.number);
    lexer.skipBlank();
    switch (lexer.peek()) {
      case -1:
        throw lexer.error('the file ends within an object');
      case 0x2f: // slash
        this.#limits.values.hold(HELD.name);
        return lexer.readName(this.#limits.names);
      case 0x28: // (
        return this.#readString(false);
      case 0x5b: // [
        return this.#readArray(this.#deeper(depth));
      case 0x3c: // <
        return lexer.peek(1) === 0x3c ? this.readDict(this.#deeper(depth)) : this.#readString(true);
      default:
        return this.#readWord();
    }
  }

  /** The dictionary whose `<<` stands here. */
  readDict(depth = 1): PdfDict {
    const lexer = this.lexer;
    if (lexer.peek() !== 0x3c || lexer.peek(1) !== 0x3c) throw lexer.error('a dictionary expected');
    lexer.position += 2;
    const { values, names } = this.#limits;
    values.hold(HELD.dict);
    let entries: Map<string, PdfValue> | undefined;
    let duplicateKeys: string[] | undefined;
    for (;;) {
      lexer.skipBlank();
      if (lexer.peek() === 0x3e && lexer.peek(1) === 0x3e) {
        lexer.position += 2;
        return {
          type: 'dict',
          entries: entries ?? NO_ENTRIES,
          duplicateKeys: duplicateKeys ?? NONE,
        };
      }
      if (lexer.peek() !== 0x2f) throw lexer.error('a key or the end of a dictionary expected');
      const key = lexer.readName(names).value;
      const value = this.readValue(depth);
      if (entries === undefined) {
        entries = new Map();
        values.hold(HELD.entries);
      }
      values.hold(HELD.entry);
      if (entries.has(key)) (duplicateKeys ??= []).push(key);
      else entries.set(key, value);
    }
  }

  /** The indirect object whose number stands exactly here. */
  readIndirectObject(): IndirectObject {
    const lexer = this.lexer;
    const number = lexer.expectCount('an object number');
    lexer.skipBlank();
    const generation = lexer.expectCount('a generation number');
    lexer.skipBlank();
    lexer.expectKeyword('obj');
    const value = this.readValue();
    lexer.skipBlank();
    if (lexer.takeKeyword('endobj')) {
      return { number, generation, value, streamStart: undefined, end: lexer.position };
    }
    lexer.expectKeyword('stream');
    if (!isPdfDict(value)) throw lexer.error('a stream without a dictionary');
    if (lexer.peek() === 0x0d && lexer.peek(1) === 0x0a) lexer.position += 2;
    else if (lexer.peek() === 0x0a) lexer.position++;
    // A lone CR would leave open whether a following LF is data (ISO 32000-2 §7.3.8.1).
    else throw lexer.error('a line end after stream expected');
    return { number, generation, value, streamStart: lexer.position, end: lexer.position };
  }

  #deeper(depth: number): number {
    if (depth >= this.#limits.maxDepth) {
      throw new FormatError('pdf/limit', 'objects are nested too deeply', this.lexer.position);
    }
    return depth + 1;
  }

  #readArray(depth: number): readonly PdfValue[] {
    this.lexer.position++;
    const items: PdfValue[] = [];
    this.#limits.values.hold(HELD.array);
    for (;;) {
      this.lexer.skipBlank();
      if (this.lexer.peek() === 0x5d) {
        this.lexer.position++;
        return items;
      }
      items.push(this.readValue(depth));
    }
  }

  #readString(hexadecimal: boolean): PdfValue {
    const { lexer } = this;
    this.#limits.values.hold(HELD.string);
    const open = lexer.position;
    const close = hexadecimal ? lexer.passHexString() : lexer.passLiteralString();
    return new WrittenString(lexer.bytes, open, close, this.#inFile);
  }

  /** A number, a reference, `true`, `false` or `null`. */
  #readWord(): PdfValue {
    const lexer = this.lexer;
    const number = lexer.takeCount();
    if (number !== undefined) {
      const generation = lexer.takeReferenceTail();
      if (generation === undefined) return number;
      this.#limits.values.hold(HELD.reference);
      return { type: 'ref', number, generation };
    }
    const word = lexer.readWord();
    if (word === 'true') return true;
    if (word === 'false') return false;
    return word === 'null' ? null : lexer.toNumber(word);
  }
}
