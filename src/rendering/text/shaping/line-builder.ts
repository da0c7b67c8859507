import { RunCache } from '../run-cache.ts';
import { toUnit } from './shaped-text.ts';
import type { GlyphComponent, GlyphUnit, ShapedText } from './shaped-text.ts';

/** A glyph as HarfBuzz placed it, with what the font says of it alone. Font units. */
export interface PlacedGlyph {
  readonly glyph: number;
  /** After kerning. */
  readonly advance: number;
  /** From the face's hmtx: what a PDF reader will advance. */
  readonly nominalAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  /** It stands above or below a letter and takes no room. */
  readonly isMark: boolean;
}

/** Letters that draw as the font's own glyph, remembered by glyph and character. */
const REMEMBERED_LETTERS = 4096;
const CODE_UNITS = 0x10000;

/**
 * The units of one face that need no building anew: a line is mostly letters, and a letter without
 * marks is the same unit wherever it stands.
 */
export class LetterUnits {
  readonly #letters = new RunCache<GlyphUnit, number>(REMEMBERED_LETTERS);

  /** The font's own glyph for one UTF-16 code unit of text. */
  get(glyph: number, advance: number, text: string): GlyphUnit {
    return this.#letters.get(glyph * CODE_UNITS + text.charCodeAt(0), () =>
      toUnit([{ glyph, dx: 0, dy: 0 }], advance, text),
    );
  }
}

/** Collects units from left to right and keeps account of two pens: HarfBuzz's and the PDF reader's. */
export class LineBuilder {
  readonly #letters: LetterUnits;
  readonly #units: GlyphUnit[] = [];
  readonly #gaps: number[] = [];
  #placedPen = 0;
  #drawnPen = 0;

  constructor(letters: LetterUnits) {
    this.#letters = letters;
  }

  /** Appends one unit: these outlines, saying this text. */
  append(glyphs: readonly PlacedGlyph[], text: string): void {
    let advance = 0;
    for (const { nominalAdvance } of glyphs) advance += nominalAdvance;
    const gap = advance === 0 ? 0 : this.#placedPen - this.#drawnPen;
    const start = this.#drawnPen + gap;
    this.#gaps.push(gap);
    this.#units.push(this.#toUnit(glyphs, start, advance, text));
    for (const glyph of glyphs) this.#placedPen += glyph.advance;
    this.#drawnPen = start + advance;
  }

  /** The line, with its last gap, and how wide it is in font units. */
  finish(): Pick<ShapedText, 'units' | 'gaps'> & { readonly advance: number } {
    this.#gaps.push(this.#placedPen - this.#drawnPen);
    return { units: this.#units, gaps: this.#gaps, advance: this.#placedPen };
  }

  #toUnit(glyphs: readonly PlacedGlyph[], start: number, advance: number, text: string): GlyphUnit {
    const [first] = glyphs;
    if (first !== undefined && glyphs.length === 1 && text.length === 1) {
      const inPlace = this.#placedPen + first.xOffset === start && first.yOffset === 0;
      if (inPlace) return this.#letters.get(first.glyph, advance, text);
    }
    let pen = this.#placedPen;
    const components: GlyphComponent[] = [];
    for (const { glyph, advance: kerned, xOffset, yOffset } of glyphs) {
      components.push({ glyph, dx: pen + xOffset - start, dy: yOffset });
      pen += kerned;
    }
    return toUnit(components, advance, text);
  }
}
