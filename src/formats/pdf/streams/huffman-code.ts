const LONGEST_CODE = 15;
/** Codes up to here are looked up in one step; the others are rare. */
const QUICK_BITS = 9;

/** How many bits a symbol has: what {@link HuffmanCode.toEntry} found. */
const LENGTH_BITS = 4;

/**
 * A prefix code of Deflate, made from the lengths of its words (RFC 1951 §3.2.2). Making one is cheap, however long
 * its words: a hostile stream has one every few bytes.
 */
export class HuffmanCode {
  /** By the next bits, first bit lowest: symbol and length, or 0 where the word is longer or none begins so. */
  readonly #quick = new Uint16Array(1 << QUICK_BITS);
  /** How many words there are of each length. */
  readonly #counts = new Uint16Array(LONGEST_CODE + 1);
  /** Symbols by their words, ascending. */
  readonly #symbols: Uint16Array;
  /**
   * Whether every sequence of bits begins with a word, or there is but one word, of one bit, or none: what is allowed
   * where less is needed (§3.2.7).
   */
  readonly isSound: boolean;

  /** @param lengths bits of each symbol's word, 0 for a symbol without one. */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.#counts[length]!++;
    this.#counts[0] = 0;
    const offsets = new Uint16Array(LONGEST_CODE + 2);
    let left = 1;
    let words = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      const count = this.#counts[length]!;
      left = 2 * left - count;
      if (left < 0) {
        // More words than there can be.
        this.#symbols = new Uint16Array();
        this.isSound = false;
        return;
      }
      words += count;
      offsets[length + 1] = offsets[length]! + count;
    }
    this.#symbols = new Uint16Array(lengths.length);
    this.isSound = left === 0 || words === 0 || (words === 1 && this.#counts[1] === 1);
    if (!this.isSound) return;
    for (const [symbol, length] of lengths.entries()) {
      if (length > 0) this.#symbols[offsets[length]!++] = symbol;
    }
    this.#fillQuick();
  }

  /**
   * The symbol whose word comes next, shifted left by four, and the length of that word; 0 where none begins so.
   * @param bits the next fifteen, first bit lowest.
   */
  toEntry(bits: number): number {
    return this.#quick[bits & ((1 << QUICK_BITS) - 1)]! || this.#findLong(bits);
  }

  #fillQuick(): void {
    let word = 0;
    let index = 0;
    for (let length = 1; length <= QUICK_BITS; length++) {
      for (let count = this.#counts[length]!; count > 0; count--) {
        const entry = (this.#symbols[index++]! << LENGTH_BITS) | length;
        for (let bits = reversed(word, length); bits < 1 << QUICK_BITS; bits += 1 << length) {
          this.#quick[bits] = entry;
        }
        word++;
      }
      word <<= 1;
    }
  }

  /** Bit by bit: words of one length are numbers that follow one another. */
  #findLong(bits: number): number {
    let [word, first, index] = [0, 0, 0];
    for (let length = 1; length <= LONGEST_CODE; length++) {
      word |= (bits >> (length - 1)) & 1;
      const count = this.#counts[length]!;
      if (word - first < count) {
        return (this.#symbols[index + word - first]! << LENGTH_BITS) | length;
      }
      index += count;
      first = (first + count) << 1;
      word <<= 1;
    }
    return 0;
  }
}

function reversed(word: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((word >> bit) & 1) << (length - 1 - bit);
  return result;
}
