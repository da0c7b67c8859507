const BLOCK_BITS = 14;
const ROWS_PER_BLOCK = 1 << BLOCK_BITS;

/** Very many rows of a few whole numbers each (32 bits), outside of the garbage collector's reach. */
export class NumberRows {
  readonly #width: number;
  readonly #blocks: Int32Array[] = [];
  #count = 0;

  /** @param width numbers in a row. */
  constructor(width: number) {
    this.#width = width;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#blocks.length * ROWS_PER_BLOCK * this.#width * Int32Array.BYTES_PER_ELEMENT;
  }

  /** A new row of zeros; its index. */
  add(): number {
    if (this.#count % ROWS_PER_BLOCK === 0) {
      this.#blocks.push(new Int32Array(ROWS_PER_BLOCK * this.#width));
    }
    return this.#count++;
  }

  get(row: number, column: number): number {
    return this.#blocks[row >> BLOCK_BITS]![this.#place(row, column)]!;
  }

  set(row: number, column: number, value: number): void {
    this.#blocks[row >> BLOCK_BITS]![this.#place(row, column)] = value;
  }

  #place(row: number, column: number): number {
    return (row & (ROWS_PER_BLOCK - 1)) * this.#width + column;
  }
}
