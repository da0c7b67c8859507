/** What the engine keeps beside the letters of a text: its header, its place in the map and in the list. */
const OVERHEAD_BYTES = 80;
/** Texts kept once each. A table that says more different things repeats few of them. */
const POOLED_TEXTS = 250_000;

const BLOCK_BITS = 20;
const BLOCK_BYTES = 1 << BLOCK_BITS;
const LENGTH_BYTES = 4;
const BEYOND_LATIN1 = /[^\u0000-\u00FF]/; // eslint-disable-line no-control-regex -- every letter of one byte counts

/**
 * Very many texts under numbers: the first 250,000 different ones once each (a million rows repeat the same
 * few thousand), all further ones as bytes outside of the garbage collector's reach.
 */
export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [''];
  readonly #blocks: Buffer[] = [];
  #position = BLOCK_BYTES;
  #bytes = 0;

  /** About how much memory the texts take. */
  get bytes(): number {
    return this.#bytes + this.#blocks.length * BLOCK_BYTES;
  }

  /** A number for a text of at most 64 kB; 0 for the empty one. */
  add(text: string): number {
    if (text === '') return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length > POOLED_TEXTS) return this.#store(text);
    const own = detached(text);
    const number = this.#texts.length;
    this.#numbers.set(own, number);
    this.#texts.push(own);
    this.#bytes += OVERHEAD_BYTES + 2 * own.length;
    return number;
  }

  get(number: number): string {
    return number >= 0 ? this.#texts[number]! : this.#load(-1 - number);
  }

  /** An equal text that keeps no larger one in memory. */
  own(text: string): string {
    const number = this.#numbers.get(text);
    return number === undefined ? detached(text) : this.#texts[number]!;
  }

  #store(text: string): number {
    const isWide = BEYOND_LATIN1.test(text);
    const length = isWide ? 2 * text.length : text.length;
    if (this.#position + LENGTH_BYTES + length > BLOCK_BYTES) {
      this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES));
      this.#position = 0;
    }
    const block = this.#blocks.at(-1)!;
    const place = (this.#blocks.length - 1) * BLOCK_BYTES + this.#position;
    block.writeInt32LE(isWide ? -length : length, this.#position);
    block.write(text, this.#position + LENGTH_BYTES, isWide ? 'utf16le' : 'latin1');
    this.#position += LENGTH_BYTES + length;
    return -1 - place;
  }

  #load(place: number): string {
    const block = this.#blocks[place >> BLOCK_BITS]!;
    const from = place & (BLOCK_BYTES - 1);
    const length = block.readInt32LE(from);
    const start = from + LENGTH_BYTES;
    return length < 0
      ? block.toString('utf16le', start, start - length)
      : block.toString('latin1', start, start + length);
  }
}

/** A copy: part of a larger string would keep all of that string in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
