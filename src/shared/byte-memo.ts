import { equalBytes } from './bytes.ts';

interface Remembered<Value> {
  readonly bytes: Uint8Array;
  readonly value: Value;
}

/** One entry may take this part of the whole, so that a few large ones do not push out all others. */
const LARGEST_SHARE = 4;

/**
 * Remembers what was made of bytes, and forgets what was not asked for the longest when there is too much of
 * it. Only for what depends on the bytes alone: then it saves time and changes nothing.
 */
export class ByteMemo<Value> {
  readonly #maxBytes: number;
  /** By a digest that anyone can make collide: whose digest is taken pushes out the other, nothing worse. */
  readonly #entries = new Map<number, Remembered<Value>>();
  #bytes = 0;

  /** @param maxBytes how many bytes may be remembered, what was made of them not counted. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @param make gets a copy of its own; what it throws is thrown and not remembered. */
  get(bytes: Uint8Array, make: (bytes: Uint8Array) => Value): Value {
    if (bytes.length > this.#maxBytes / LARGEST_SHARE) return make(bytes);
    const digest = fnv1a(bytes);
    const known = this.#entries.get(digest);
    if (known && equalBytes(known.bytes, bytes)) {
      this.#entries.delete(digest);
      this.#entries.set(digest, known);
      return known.value;
    }
    // A view would keep the whole file alive that it was found in.
    const own = bytes.slice();
    const value = make(own);
    this.#forget(digest);
    this.#entries.set(digest, { bytes: own, value });
    this.#bytes += own.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(oldest);
    }
    return value;
  }

  #forget(digest: number): void {
    this.#bytes -= this.#entries.get(digest)?.bytes.length ?? 0;
    this.#entries.delete(digest);
  }
}

/** Of the end alone: there stands what certificates, lists and keys have of their own, and all is compared anyway. */
const DIGESTED_BYTES = 64;

function fnv1a(bytes: Uint8Array): number {
  let digest = 0x811c9dc5 ^ bytes.length;
  for (let index = Math.max(0, bytes.length - DIGESTED_BYTES); index < bytes.length; index++) {
    digest = Math.imul(digest ^ bytes[index]!, 0x01000193);
  }
  return digest;
}
