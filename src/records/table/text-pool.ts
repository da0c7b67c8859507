/** What the engine keeps beside the letters of a text: its header, its place in the map and in the list. */
const OVERHEAD_BYTES = 80;

/** Each different text once, under a number: a million rows repeat the same few thousand. */
export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [''];
  #bytes = 0;

  /** About how much memory the texts take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The number of a text, the same for equal texts; 0 for the empty one. */
  add(text: string): number {
    if (text === '') return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    const number = this.#texts.length;
    this.#numbers.set(own, number);
    this.#texts.push(own);
    this.#bytes += OVERHEAD_BYTES + 2 * own.length;
    return number;
  }

  get(number: number): string {
    return this.#texts[number]!;
  }
}

/** A copy: part of a larger string would keep all of that string in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
