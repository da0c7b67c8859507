import { RunCache } from './run-cache.ts';

/** Values of new keys that are kept in a generation, whether or not they come again: two documents' worth. */
const MOST_GUESTS = 48;

/**
 * Remembers values of keys that come again, within a bound: titles of courses do, over thousands of students;
 * names and averages of one student do not. Those are kept as long as their document needs them and then
 * forgotten but for a number, so that a batch does not fill the memory with what nobody asks for again
 * (and the garbage collector has nothing to carry about).
 */
export class RecurringCache<Value> {
  readonly #recurring: RunCache<Value>;
  readonly #guests: RunCache<Value>;
  /**
   * Fingerprints of keys that were guests once: what comes again only after a generation of others is as good as
   * new. One that is mistaken for another is only kept longer than it deserves.
   */
  readonly #seen: Uint32Array;

  /**
   * @param generationSize at most twice as many values are kept.
   * @param mostGuests keys that are new are kept until at least so many others have come.
   */
  constructor(generationSize: number, mostGuests = MOST_GUESTS) {
    this.#recurring = new RunCache(generationSize);
    this.#guests = new RunCache(mostGuests);
    this.#seen = new Uint32Array(generationSize);
  }

  /** The value of a key, computed if it is not remembered. */
  get(key: string, compute: (key: string) => Value): Value {
    const known = this.#recurring.find(key) ?? this.#guests.find(key);
    if (known !== undefined) return known;
    const value = compute(key);
    const fingerprint = toFingerprint(key);
    const place = fingerprint % this.#seen.length;
    if (this.#seen[place] === fingerprint) return this.#recurring.keep(key, value);
    this.#seen[place] = fingerprint;
    return this.#guests.keep(key, value);
  }
}

/** 32 bits that depend on every character of a key (FNV-1a); never zero, which stands for none. */
function toFingerprint(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0 || 1;
}
