const FIRST_CAPACITY = 32 * 1024;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const LINE_FEED = 0x0a;

/** Of a number, with its sign and point. */
const MOST_DIGITS = 24;

const BEGIN_TEXT = 'BT\n';
const END_TEXT = 'ET\n';

/**
 * The bytes of a content stream, written in place: a page has some thousand operands, and strings joined
 * from them would cost more than everything else of a page.
 *
 * Texts that follow each other share one text object and move from one to the next (`Td` counts from the
 * last): the numbers are then those of rows and columns, which repeat and so compress. Marked content and
 * text objects have to nest (ISO 32000-2:2020 §14.6.1), so a text object is opened before a mark and
 * lasts over many; a mark that turns out to hold paths as well gets one of its own.
 */
export class ContentWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;
  #isTextOpen = false;
  /** Where the open mark's operator begins and ends; -1 outside of marks. */
  #markStart = -1;
  #markEnd = -1;
  #isTextInMark = false;
  /** Where `Td` counts from, in hundredths: now, and when the mark began. */
  #penX = 0;
  #penY = 0;
  #markPenX = 0;
  #markPenY = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Forgets everything; the memory is used again. */
  clear(): void {
    this.#length = 0;
    this.#isTextOpen = false;
    this.#markStart = -1;
  }

  /** All that was written; valid until the next {@link clear}. */
  toBytes(): Uint8Array {
    this.leaveText();
    return this.#bytes.subarray(0, this.#length);
  }

  /** Latin-1 text as it is. */
  text(latin1: string): void {
    const { length } = latin1;
    this.#reserve(length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < length; index++) bytes[at++] = latin1.charCodeAt(index);
    this.#length = at;
  }

  /** Latin-1 text that ends an operator. */
  operator(latin1: string): void {
    this.text(latin1);
    this.#reserve(1);
    this.#bytes[this.#length++] = LINE_FEED;
  }

  /** Operators that were written elsewhere, without the end of their last line. */
  operators(latin1: Uint8Array): void {
    this.#reserve(latin1.length + 1);
    this.#bytes.set(latin1, this.#length);
    this.#length += latin1.length;
    this.#bytes[this.#length++] = LINE_FEED;
  }

  /** A number with at most two decimals, as `toPdfNumber` writes it. */
  number(value: number): void {
    this.#hundredths(Math.round(value * 100));
  }

  /** Opens marked content of a structure element: `/P<</MCID 3>>BDC`. */
  beginMark(tag: string, mark: number): void {
    this.#markStart = this.#length;
    this.text('/');
    this.text(tag);
    this.text('<</MCID ');
    this.#reserve(MOST_DIGITS);
    this.#integer(mark);
    this.operator('>>BDC');
    this.#enterMark();
  }

  /** Opens content that is no part of the structure: `/Artifact<</Type/Layout>>BDC`. */
  beginArtifact(kind: string): void {
    this.#markStart = this.#length;
    this.text('/Artifact<</Type/');
    this.text(kind);
    this.operator('>>BDC');
    this.#enterMark();
  }

  #enterMark(): void {
    this.#markEnd = this.#length;
    this.#markPenX = this.#penX;
    this.#markPenY = this.#penY;
    this.#isTextInMark = false;
  }

  endMark(): void {
    if (this.#isTextOpen && this.#isTextInMark) {
      this.text(END_TEXT);
      this.#isTextOpen = false;
    }
    this.operator('EMC');
    this.#markStart = -1;
  }

  /** Makes sure that text may follow. */
  enterText(): void {
    if (this.#isTextOpen) return;
    this.#isTextOpen = true;
    this.#penX = 0;
    this.#penY = 0;
    if (this.#markStart >= 0 && this.#length === this.#markEnd) {
      this.#insert(this.#markStart, BEGIN_TEXT);
      this.#markStart += BEGIN_TEXT.length;
      this.#markEnd += BEGIN_TEXT.length;
      this.#markPenX = 0;
      this.#markPenY = 0;
      return;
    }
    this.#isTextInMark = this.#markStart >= 0;
    this.text(BEGIN_TEXT);
  }

  /** Makes sure that paths may follow. */
  leaveText(): void {
    if (!this.#isTextOpen) return;
    this.#isTextOpen = false;
    if (this.#markStart < 0 || this.#isTextInMark) {
      this.text(END_TEXT);
      return;
    }
    // The text object began before the mark: it has to end there, and the mark's texts get their own.
    if (this.#length > this.#markEnd) {
      const [x, y] = [this.#markPenX / 100, this.#markPenY / 100];
      this.#insert(this.#markEnd, `${BEGIN_TEXT}${x} ${y} Td\n`);
      this.text(END_TEXT);
    }
    this.#insert(this.#markStart, END_TEXT);
    this.#markStart += END_TEXT.length;
    this.#markEnd += END_TEXT.length;
  }

  /** Begins a line of text at a point, in points. */
  moveTo(xPt: number, yPt: number): void {
    const x = Math.round(xPt * 100);
    const y = Math.round(yPt * 100);
    this.#hundredths(x - this.#penX);
    this.text(' ');
    this.#hundredths(y - this.#penY);
    this.operator(' Td');
    this.#penX = x;
    this.#penY = y;
  }

  #hundredths(value: number): void {
    this.#reserve(MOST_DIGITS);
    const bytes = this.#bytes;
    let rest = value;
    if (rest < 0) {
      bytes[this.#length++] = MINUS;
      rest = -rest;
    }
    const whole = Math.floor(rest / 100);
    const fraction = rest - whole * 100;
    this.#integer(whole);
    if (fraction === 0) return;
    bytes[this.#length++] = POINT;
    const tenths = Math.floor(fraction / 10);
    bytes[this.#length++] = ZERO + tenths;
    if (fraction !== tenths * 10) bytes[this.#length++] = ZERO + fraction - tenths * 10;
  }

  #integer(value: number): void {
    let digits = 1;
    for (let limit = 10; value >= limit; limit *= 10) digits++;
    let rest = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const next = Math.floor(rest / 10);
      this.#bytes[at] = ZERO + rest - next * 10;
      rest = next;
    }
    this.#length += digits;
  }

  #insert(at: number, latin1: string): void {
    this.#reserve(latin1.length);
    this.#bytes.copyWithin(at + latin1.length, at, this.#length);
    for (let index = 0; index < latin1.length; index++) {
      this.#bytes[at + index] = latin1.charCodeAt(index);
    }
    this.#length += latin1.length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
