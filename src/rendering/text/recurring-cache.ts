import { RunCache } from './run-cache.ts';

/** Values of keys that were asked for lately, some documents' worth, kept whether or not they come again. */
const MOST_GUESTS = 512;

/**
 * Remembers values of keys that come again, within a bound: titles of courses do, over thousands of students;
 * names and averages of one student do not. Those are kept as long as their document needs them and then
 * forgotten but for the key itself, so that a batch does not fill the memory with what nobody asks for again
 * (and the garbage collector has nothing to carry about).
 */
export class RecurringCache<Value> {
  readonly #recurring: RunCache<Value>;
  /** Keys that were guests once. */
  readonly #seen: RunCache<true>;
  readonly #mostGuests: number;
  #guests = new Map<string, Value>();

  /**
   * @param generationSize at most twice as many values are kept, and as many keys.
   * @param mostGuests keys that are new are kept until so many others have come.
   */
  constructor(generationSize: number, mostGuests = MOST_GUESTS) {
    this.#recurring = new RunCache(generationSize);
    this.#seen = new RunCache(generationSize);
    this.#mostGuests = mostGuests;
  }

  /** The value of a key, computed if it is not remembered. */
  get(key: string, compute: (key: string) => Value): Value {
    const known = this.#recurring.find(key) ?? this.#guests.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    if (this.#seen.find(key) === true) return this.#recurring.keep(key, value);
    this.#receive(key, value);
    return value;
  }

  #receive(key: string, value: Value): void {
    if (this.#guests.size >= this.#mostGuests) {
      for (const guest of this.#guests.keys()) this.#seen.keep(guest, true);
      this.#guests = new Map();
    }
    this.#guests.set(key, value);
  }
}
