import { TextBlocks } from '../../table/text-blocks.ts';
import type { SharedStrings } from './workbook.ts';

const CHUNK_BITS = 16;
const CHUNK_LENGTH = 1 << CHUNK_BITS;
/** Texts that were asked for lately, each in the only place where it can be. */
const RECENT_LENGTH = 1 << 16;
/** Longer ones would make what is kept too much. */
const MAX_RECENT_TEXT = 100;

/**
 * The shared texts of a workbook, as bytes: a file may have millions, each different. Those that come again and
 * again in the rows are at hand as texts.
 */
export class StringStore implements SharedStrings {
  readonly #texts = new TextBlocks();
  /** Where each text is. */
  readonly #places: Int32Array[] = [];
  #count = 0;
  readonly #recentIndexes = new Int32Array(RECENT_LENGTH).fill(-1);
  readonly #recent: string[] = Array.from({ length: RECENT_LENGTH }, () => '');

  get count(): number {
    return this.#count;
  }

  /** How much memory they take, about. */
  get bytes(): number {
    return this.#texts.bytes + this.#places.length * CHUNK_LENGTH * Int32Array.BYTES_PER_ELEMENT;
  }

  add(text: string): void {
    const offset = this.#count++ & (CHUNK_LENGTH - 1);
    if (offset === 0) this.#places.push(new Int32Array(CHUNK_LENGTH));
    this.#places.at(-1)![offset] = this.#texts.add(text);
  }

  get(index: number): string | undefined {
    const slot = index & (RECENT_LENGTH - 1);
    if (this.#recentIndexes[slot] === index) return this.#recent[slot];
    if (!(Number.isInteger(index) && index >= 0 && index < this.#count)) return undefined;
    const place = this.#places[index >> CHUNK_BITS]![index & (CHUNK_LENGTH - 1)]!;
    const text = this.#texts.get(place);
    if (text.length <= MAX_RECENT_TEXT) {
      this.#recentIndexes[slot] = index;
      this.#recent[slot] = text;
    }
    return text;
  }
}
