const FIRST_CAPACITY = 64 * 1024;

/** Bytes that grow at their end; the memory may be used again for the next document. */
export class ByteWriter {
  #bytes = Buffer.alloc(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Forgets everything; the memory is used again. */
  clear(): void {
    this.#length = 0;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  appendText(latin1: string): void {
    this.#reserve(latin1.length);
    this.#length += this.#bytes.write(latin1, this.#length, 'latin1');
  }

  /** All that was written; valid until the next change. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.alloc(2 * (this.#length + more));
    grown.set(this.view());
    this.#bytes = grown;
  }
}
