import { FormatError } from '../../../shared/format-error.ts';
import { HuffmanCode } from './huffman-code.ts';

/** Bytes that a length or distance begins at, and bits that say how far from there (RFC 1951 §3.2.5). */
const LENGTHS = ranges(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
);
const DISTANCES = ranges(
  1,
  [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ],
);
const LONGEST_MATCH = 258;
const END_OF_BLOCK = 256;
const MOST_LITERALS = 286;
const MOST_DISTANCES = 30;
/** In which order the lengths of the words for lengths are written (§3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The code that needs no description (§3.2.6). */
const FIXED_LITERALS = new HuffmanCode(
  Uint8Array.from({ length: 288 }, (_, symbol) => {
    if (symbol < 144) return 8;
    if (symbol < 256) return 9;
    return symbol < 280 ? 7 : 8;
  }),
);
const FIXED_DISTANCES = new HuffmanCode(new Uint8Array(32).fill(5));

interface Range {
  readonly base: number;
  readonly bits: number;
}

function ranges(first: number, extraBits: readonly number[]): readonly Range[] {
  let base = first;
  return extraBits.map((bits) => {
    const range = { base, bits };
    base += 1 << bits;
    return range;
  });
}

/** What was inflated, and where the last block ended. */
export interface Inflated {
  readonly data: Uint8Array;
  /** Just after the last byte of which a bit was used. */
  readonly end: number;
}

/**
 * Undoes Deflate (RFC 1951), as strictly as zlib: what one of them refuses the other refuses too.
 * @param start where the first block begins.
 * @throws FormatError `pdf/stream`, or `pdf/limit` beyond `maxBytes` of output.
 */
export function inflateBlocks(source: Uint8Array, start: number, maxBytes: number): Inflated {
  return new Inflation(source, start, maxBytes).run();
}

class Inflation {
  readonly #source: Uint8Array;
  readonly #maxBytes: number;
  #position: number;
  /** Bits that were taken from the source and not used, first bit lowest. */
  #held = 0;
  #heldBits = 0;
  #output: Uint8Array;
  #length = 0;

  constructor(source: Uint8Array, start: number, maxBytes: number) {
    this.#source = source;
    this.#position = start;
    this.#maxBytes = maxBytes;
    this.#output = new Uint8Array(Math.min(maxBytes, 4 * source.length + 1024));
  }

  run(): Inflated {
    for (let isLast = false; !isLast;) {
      isLast = this.#take(1) === 1;
      const type = this.#take(2);
      if (type === 0) this.#copyStored();
      else if (type === 1) this.#decode(FIXED_LITERALS, FIXED_DISTANCES);
      else if (type === 2) this.#decodeDescribed();
      else throw damaged();
    }
    const isRoomy = this.#output.length > 2 * this.#length;
    const end = this.#position - (this.#heldBits >> 3);
    const data = this.#output;
    return { data: isRoomy ? data.slice(0, this.#length) : data.subarray(0, this.#length), end };
  }

  /** §3.2.4. */
  #copyStored(): void {
    this.#position -= this.#heldBits >> 3;
    this.#held = 0;
    this.#heldBits = 0;
    const from = this.#position + 4;
    const [low = 0, high = 0, notLow = 0, notHigh = 0] = this.#source.subarray(from - 4, from);
    const length = low | (high << 8);
    if (from + length > this.#source.length || (length ^ 0xffff) !== (notLow | (notHigh << 8))) {
      throw damaged();
    }
    this.#reserve(length);
    this.#output.set(this.#source.subarray(from, from + length), this.#length);
    this.#length += length;
    this.#position = from + length;
  }

  /** §3.2.7. */
  #decodeDescribed(): void {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const described = this.#take(4) + 4;
    if (literals > MOST_LITERALS || distances > MOST_DISTANCES) throw damaged();
    const lengthLengths = new Uint8Array(19);
    for (const symbol of LENGTH_ORDER.slice(0, described)) lengthLengths[symbol] = this.#take(3);
    const lengthCode = new HuffmanCode(lengthLengths);
    if (!lengthCode.isSound || lengthLengths.filter((length) => length > 0).length < 2) {
      throw damaged();
    }
    const lengths = this.#readLengths(lengthCode, literals + distances);
    if (lengths[END_OF_BLOCK] === 0) throw damaged();
    const literalCode = new HuffmanCode(lengths.subarray(0, literals));
    const distanceCode = new HuffmanCode(lengths.subarray(literals));
    if (!literalCode.isSound || !distanceCode.isSound) throw damaged();
    this.#decode(literalCode, distanceCode);
  }

  #readLengths(code: HuffmanCode, count: number): Uint8Array {
    const lengths = new Uint8Array(count);
    for (let index = 0; index < count;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[index++] = symbol;
        continue;
      }
      if (symbol === 16 && index === 0) throw damaged();
      const value = symbol === 16 ? lengths[index - 1]! : 0;
      const times =
        symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (index + times > count) throw damaged();
      lengths.fill(value, index, index + times);
      index += times;
    }
    return lengths;
  }

  #decode(literals: HuffmanCode, distances: HuffmanCode): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol < END_OF_BLOCK) {
        if (this.#length === this.#output.length) this.#reserve(1);
        this.#output[this.#length++] = symbol;
      } else if (symbol === END_OF_BLOCK) return;
      else
        this.#copyMatch(this.#lengthOf(symbol), this.#inRange(DISTANCES[this.#symbol(distances)]));
    }
  }

  /** The last of the lengths has a word of its own, without further bits. */
  #lengthOf(symbol: number): number {
    return symbol === 285 ? LONGEST_MATCH : this.#inRange(LENGTHS[symbol - 257]);
  }

  #inRange(range: Range | undefined): number {
    if (range === undefined) throw damaged();
    return range.base + this.#take(range.bits);
  }

  #copyMatch(length: number, distance: number): void {
    if (distance > this.#length) throw damaged();
    this.#reserve(length);
    const output = this.#output;
    for (let end = this.#length + length; this.#length < end; this.#length++) {
      output[this.#length] = output[this.#length - distance]!;
    }
  }

  #symbol(code: HuffmanCode): number {
    this.#fill(15);
    const entry = code.toEntry(this.#held);
    const length = entry & 15;
    if (length === 0 || length > this.#heldBits) throw damaged();
    this.#held >>>= length;
    this.#heldBits -= length;
    return entry >> 4;
  }

  #take(bits: number): number {
    this.#fill(bits);
    if (bits > this.#heldBits) throw damaged();
    const value = this.#held & ((1 << bits) - 1);
    this.#held >>>= bits;
    this.#heldBits -= bits;
    return value;
  }

  /** Takes bytes in until so many bits are held, or none are left. */
  #fill(bits: number): void {
    while (this.#heldBits < bits && this.#position < this.#source.length) {
      this.#held |= this.#source[this.#position++]! << this.#heldBits;
      this.#heldBits += 8;
    }
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#output.length) return;
    if (needed > this.#maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
    const longer = new Uint8Array(Math.min(this.#maxBytes, 2 * needed));
    longer.set(this.#output.subarray(0, this.#length));
    this.#output = longer;
  }
}

function damaged(): FormatError {
  return new FormatError('pdf/stream', 'a stream is not deflate data');
}
