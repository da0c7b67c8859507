const FIRST_CAPACITY = 256 * 1024;

/**
 * The part of a file that is being looked at: pieces join at its end, what is done with leaves at its front.
 * A zero byte, which XML cannot hold, always stands behind the last one: loops need to look for nothing else.
 */
export class ByteWindow {
  /** Bytes from `at` to `end`, then a zero. Another array after {@link append}. */
  bytes: Buffer = Buffer.alloc(FIRST_CAPACITY);
  at = 0;
  end = 0;

  get length(): number {
    return this.end - this.at;
  }

  append(piece: Uint8Array): void {
    const needed = this.length + piece.length + 1;
    if (this.end + piece.length + 1 > this.bytes.length) {
      const target =
        needed > this.bytes.length
          ? Buffer.alloc(2 * Math.max(needed, FIRST_CAPACITY))
          : this.bytes;
      this.bytes.copy(target, 0, this.at, this.end);
      this.bytes = target;
      this.end -= this.at;
      this.at = 0;
    }
    this.bytes.set(piece, this.end);
    this.end += piece.length;
    this.bytes[this.end] = 0;
  }

  /** Gives everything up to a place, valid until the next piece joins. */
  take(to: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, to);
    this.at = to;
    return taken;
  }

  /** Where an ASCII text stands; -1 where it does not. */
  indexOf(text: string): number {
    const found = this.bytes.indexOf(text, this.at, 'latin1');
    return found >= 0 && found + text.length <= this.end ? found : -1;
  }
}
