import { utf8Bytes } from '../../../shared/bytes.ts';

const PIECE_BYTES = 64 * 1024;

/** Joins many small pieces to fewer larger ones. */
export class ByteOutput {
  #bytes = new Uint8Array(2 * PIECE_BYTES);
  #length = 0;

  get isFull(): boolean {
    return this.#length >= PIECE_BYTES;
  }

  add(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#length + bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  addText(text: string): void {
    this.add(utf8Bytes(text));
  }

  /** A tag of which each character stands for a byte. */
  addTag(tag: string): void {
    this.add(Buffer.from(tag, 'latin1'));
  }

  /** What has been added since. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
