/** Bytes of an entry: one for its type, three for an offset or stream number, two for an index. */
const ENTRY_BYTES = 6;

/** `/W` of the cross-reference stream. Three bytes address 16 MB, far above any transcript. */
export const ENTRY_WIDTHS = '[1 3 2]';

/**
 * PNG filter type (RFC 2083 §6): the difference to the row above. No row has another, because pyHanko (up to
 * 0.38 at least) reads a row without a filter as zeros and then finds the whole file damaged.
 */
const PNG_UP = 2;

/** Entries of an object stream count up, so that their differences deflate to nearly nothing. */
export const PREDICTION = `/DecodeParms<</Predictor 12/Columns ${ENTRY_BYTES}>>`;

/**
 * The table that tells where each object is (ISO 32000-2:2020 §7.5.8.3), as the body of a
 * cross-reference stream. Parts of it are filled once for a template or a shape and copied.
 */
export class CrossReference {
  readonly bytes: Uint8Array<ArrayBuffer>;

  /**
   * @param size number of entries, that is the highest object number plus one.
   * @param start entries that are already known, for the lowest numbers.
   */
  constructor(size: number, start?: CrossReference) {
    this.bytes = new Uint8Array(size * ENTRY_BYTES);
    if (start !== undefined) this.bytes.set(start.bytes);
    // The head of the (empty) list of free objects.
    else this.#write(0, 0, 0, 65535);
  }

  get size(): number {
    return this.bytes.length / ENTRY_BYTES;
  }

  /**
   * The entries of some numbers as {@link PREDICTION} wants them: from the first to the one before `end`,
   * or to the last. Parts of the table can be joined: the first is the difference to the entry before it,
   * which must be known already.
   */
  predictedEntries(first: number, end = this.size): Uint8Array<ArrayBuffer> {
    const rows = new Uint8Array((end - first) * (1 + ENTRY_BYTES));
    for (let number = first; number < end; number++) {
      const row = (number - first) * (1 + ENTRY_BYTES);
      const entry = number * ENTRY_BYTES;
      rows[row] = PNG_UP;
      for (let column = 0; column < ENTRY_BYTES; column++) {
        const above = number === 0 ? 0 : this.bytes[entry - ENTRY_BYTES + column]!;
        rows[row + 1 + column] = this.bytes[entry + column]! - above;
      }
    }
    return rows;
  }

  /** An object written at a byte offset of the file. */
  setOffset(number: number, offset: number): void {
    this.#write(number, 1, offset, 0);
  }

  /** An object inside an object stream. */
  setMember(number: number, streamNumber: number, index: number): void {
    this.#write(number, 2, streamNumber, index);
  }

  #write(number: number, type: number, second: number, third: number): void {
    const at = number * ENTRY_BYTES;
    this.bytes[at] = type;
    this.bytes[at + 1] = second >>> 16;
    this.bytes[at + 2] = second >>> 8;
    this.bytes[at + 3] = second;
    this.bytes[at + 4] = third >>> 8;
    this.bytes[at + 5] = third;
  }
}
