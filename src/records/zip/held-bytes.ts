import type { ByteRanges } from './byte-ranges.ts';

const BLOCK_BYTES = 256 * 1024;

/** A file that came piece by piece and is held because its end must be read first; held once, never joined. */
export class HeldBytes implements ByteRanges {
  #blocks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(piece: Uint8Array): void {
    for (let at = 0; at < piece.length;) {
      const offset = this.#length % BLOCK_BYTES;
      if (offset === 0) this.#blocks.push(new Uint8Array(BLOCK_BYTES));
      const part = piece.subarray(at, at + BLOCK_BYTES - offset);
      this.#blocks.at(-1)!.set(part, offset);
      this.#length += part.length;
      at += part.length;
    }
  }

  read(from: number, to: number): Uint8Array {
    const first = Math.floor(from / BLOCK_BYTES);
    const offset = from % BLOCK_BYTES;
    if (to <= from) return new Uint8Array();
    if (offset + to - from <= BLOCK_BYTES) {
      return this.#blocks[first]!.subarray(offset, offset + to - from);
    }
    const joined = new Uint8Array(to - from);
    for (let at = from; at < to;) {
      const block = this.#blocks[Math.floor(at / BLOCK_BYTES)]!;
      const part = block.subarray(
        at % BLOCK_BYTES,
        Math.min(BLOCK_BYTES, (at % BLOCK_BYTES) + to - at),
      );
      joined.set(part, at - from);
      at += part.length;
    }
    return joined;
  }

  clear(): void {
    this.#blocks = [];
    this.#length = 0;
  }
}
