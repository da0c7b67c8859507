/**
 * Remembers values of recent keys within a bound: course titles repeat over thousands of students,
 * names do not. Two generations instead of a use order per entry: a look-up stays one or two Map
 * look-ups, and what was not asked for during a whole generation is forgotten.
 */
export class RunCache<Value, Key = string> {
  readonly #generationSize: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  /** @param generationSize at most twice as many values are kept. */
  constructor(generationSize: number) {
    this.#generationSize = generationSize;
  }

  /** The value of a key, computed if it is not remembered. */
  get(key: Key, compute: (key: Key) => Value): Value {
    return this.find(key) ?? this.keep(key, compute(key));
  }

  /** The value of a key, if it is remembered; being asked for keeps it. */
  find(key: Key): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  /** Remembers the value of a key from now on. */
  keep(key: Key, value: Value): Value {
    if (this.#young.size >= this.#generationSize) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
