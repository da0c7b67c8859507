import { TextBlocks } from './text-blocks.ts';

/** What the engine keeps beside the letters of a text: its header, its place in the map and in the list. */
const OVERHEAD_BYTES = 80;
/** Texts kept once each. A table that says more different things repeats few of them. */
const POOLED_TEXTS = 100_000;

/**
 * Very many texts under numbers: the first 100,000 different ones once each (a million rows repeat the same
 * few thousand), all further ones as bytes outside of the garbage collector's reach.
 */
export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [''];
  readonly #others = new TextBlocks();
  #bytes = 0;

  /** About how much memory the texts take. */
  get bytes(): number {
    return this.#bytes + this.#others.bytes;
  }

  /** A number for a text of at most 64 kB; 0 for the empty one. */
  add(text: string): number {
    if (text === '') return 0;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length > POOLED_TEXTS) return -1 - this.#others.add(text);
    const own = detached(text);
    const number = this.#texts.length;
    this.#numbers.set(own, number);
    this.#texts.push(own);
    this.#bytes += OVERHEAD_BYTES + 2 * own.length;
    return number;
  }

  get(number: number): string {
    return number >= 0 ? this.#texts[number]! : this.#others.get(-1 - number);
  }

  /** An equal text that keeps no larger one in memory. */
  own(text: string): string {
    const number = this.#numbers.get(text);
    return number === undefined ? detached(text) : this.#texts[number]!;
  }
}

/** A copy: part of a larger string would keep all of that string in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
