/** One element of an array, not parsed yet. */
export interface JsonElement {
  readonly text: string;
  /** What ends it: a comma, the array's bracket, or the end of what is there. */
  readonly endsWith: ',' | ']' | '';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Cuts the inside of a JSON array that comes in pieces into its elements, so that each can be parsed alone.
 * Only brackets and quotation marks are looked at: whoever parses an element finds what is wrong in it.
 */
export class ElementSplitter {
  #text = '';
  /** Up to where the text has been looked at. */
  #position = 0;
  #depth = 0;
  #isInString = false;

  /** The text behind the last element that was given. */
  get rest(): string {
    return this.#text;
  }

  /** How many brackets are open at the end of the text so far. */
  get depth(): number {
    return this.#depth;
  }

  write(piece: string): void {
    this.#text += piece;
  }

  /** The next element that is complete. */
  next(): JsonElement | undefined {
    const text = this.#text;
    let position = this.#position;
    for (; position < text.length; position++) {
      const code = text.charCodeAt(position);
      if (this.#isInString) {
        if (code === QUOTE) this.#isInString = false;
        else if (code === BACKSLASH) position++;
      } else if (code === QUOTE) {
        this.#isInString = true;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.#depth++;
      } else if (this.#depth === 0 && (code === COMMA || code === CLOSE_BRACKET)) {
        return this.#cut(position, code === COMMA ? ',' : ']');
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        this.#depth--;
      }
    }
    this.#position = position;
    return undefined;
  }

  #cut(at: number, endsWith: ',' | ']'): JsonElement {
    const text = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + 1);
    this.#position = 0;
    return { text, endsWith };
  }
}
