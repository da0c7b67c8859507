/** Values of keys that were asked for lately, some documents' worth, kept whether or not they come again. */
const GUESTS = 512;

/**
 * Remembers values of keys that come again, within a bound: titles of courses do, over thousands of students;
 * names and averages of one student do not. Those are kept as long as their document needs them and then
 * forgotten but for the key itself, so that a batch does not fill the memory with what nobody asks for again
 * (and the garbage collector has nothing to carry about).
 */
export class RecurringCache<Value> {
  readonly #generationSize: number;
  readonly #guests: number;
  #newest = new Map<string, Value>();
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #seen = new Set<string>();
  #seenBefore = new Set<string>();

  /**
   * @param generationSize at most twice as many values are kept, and as many keys.
   * @param guests keys that are new are kept until so many others have come.
   */
  constructor(generationSize: number, guests = GUESTS) {
    this.#generationSize = generationSize;
    this.#guests = guests;
  }

  /** The value of a key, computed if it is not remembered. */
  get(key: string, compute: (key: string) => Value): Value {
    const young = this.#young.get(key) ?? this.#newest.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) return this.#keep(key, old);
    const value = compute(key);
    return this.#seen.has(key) || this.#seenBefore.has(key)
      ? this.#keep(key, value)
      : this.#receive(key, value);
  }

  #keep(key: string, value: Value): Value {
    if (this.#young.size >= this.#generationSize) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }

  #receive(key: string, value: Value): Value {
    if (this.#newest.size >= this.#guests) {
      for (const guest of this.#newest.keys()) this.#remember(guest);
      this.#newest = new Map();
    }
    this.#newest.set(key, value);
    return value;
  }

  #remember(key: string): void {
    if (this.#seen.size >= this.#generationSize) {
      this.#seenBefore = this.#seen;
      this.#seen = new Set();
    }
    this.#seen.add(key);
  }
}
