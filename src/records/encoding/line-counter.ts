/**
 * Counts the physical lines of a text that comes in pieces: CRLF, LF and CR end a line, also when a piece
 * ends between CR and LF.
 */
export class LineCounter {
  #line: number;
  #endedWithCarriageReturn = false;

  constructor(firstLine = 1) {
    this.#line = firstLine;
  }

  /** Line on which the next character stands, from 1. */
  get line(): number {
    return this.#line;
  }

  /** Steps over part of a text. */
  skip(text: string, from = 0, to = text.length): void {
    if (from >= to) return;
    if (this.#endedWithCarriageReturn && text.charCodeAt(from) === 0x0a) this.#line--;
    const part = text.slice(from, to);
    this.#line += countLineBreaks(part);
    this.#endedWithCarriageReturn = text.charCodeAt(to - 1) === 0x0d;
  }
}

/** Line breaks (CRLF, LF, CR) of a text that does not end between CR and LF. */
export function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 0x0a) count++;
  }
  return count;
}
