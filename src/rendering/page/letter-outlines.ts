import { Blob, Face, Font } from 'harfbuzzjs';
import { toPathOperators } from '../crest/svg-path.ts';

/** A text as shapes, the pen at the origin. */
export interface TextDrawing {
  readonly operators: string;
  /** In the drawing's units. */
  readonly width: number;
}

/**
 * Draws texts as shapes, so that nobody who selects, searches or extracts text finds them: for what is
 * an ornament, like the word across a specimen.
 */
export class LetterOutlines {
  readonly #font: Font;
  /** From font units to those of the drawing. */
  readonly #scale: number;
  readonly #letters = new Map<string, TextDrawing>();

  /**
   * @param program of a TrueType font.
   * @param unitsPerEm of the drawings, whose numbers are whole.
   */
  constructor(program: Uint8Array, unitsPerEm: number) {
    const face = new Face(new Blob(program));
    this.#scale = unitsPerEm / face.upem;
    this.#font = new Font(face);
  }

  draw(text: string): TextDrawing {
    const letters = Array.from(text, (character) => this.#letter(character));
    return {
      operators: letters
        .map(({ operators, width }) => `${operators}1 0 0 1 ${width} 0 cm`)
        .join('\n'),
      width: letters.reduce((sum, { width }) => sum + width, 0),
    };
  }

  #letter(character: string): TextDrawing {
    const known = this.#letters.get(character);
    if (known !== undefined) return known;
    const glyph = this.#font.nominalGlyph(character.codePointAt(0)!);
    if (glyph === undefined) throw new RangeError('the font has no such letter');
    const path = this.#font.glyphToPath(glyph);
    const scale = this.#scale;
    const rounded = (value: string): string => String(Math.round(Number(value) * scale));
    const steps = path === '' ? '' : toPathOperators(path).replace(/-?[\d.]+/g, rounded);
    const drawing = {
      operators: path === '' ? '' : `${steps}\nf\n`,
      width: Math.round(this.#font.glyphHAdvance(glyph) * scale),
    };
    this.#letters.set(character, drawing);
    return drawing;
  }
}
