const BLOCK_BITS = 20;
const BLOCK_BYTES = 1 << BLOCK_BITS;
const LENGTH_BYTES = 4;
const BEYOND_LATIN1 = /[^\u0000-\u00FF]/; // eslint-disable-line no-control-regex -- every letter of one byte counts

/** Very many texts as bytes, outside of the garbage collector's reach; none is found by what it says. */
export class TextBlocks {
  readonly #blocks: Buffer[] = [];
  #position = BLOCK_BYTES;

  /** How much memory they take. */
  get bytes(): number {
    return this.#blocks.length * BLOCK_BYTES;
  }

  /** A number (at least 0) for a text of at most 64 kB, or a little more. */
  add(text: string): number {
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
    return place;
  }

  get(place: number): string {
    const block = this.#blocks[place >> BLOCK_BITS]!;
    const from = place & (BLOCK_BYTES - 1);
    const length = block.readInt32LE(from);
    const start = from + LENGTH_BYTES;
    return length < 0
      ? block.toString('utf16le', start, start - length)
      : block.toString('latin1', start, start + length);
  }
}
