import { Blob, Face, Font } from 'harfbuzzjs';
import { toPathOperators } from '../crest/svg-path.ts';

/** How letters of two points and less are drawn: on a coarse grid, and with lines for curves. */
const TINY = { unitsPerEm: 100, isStraight: true };

/** A curve that strays from its chord by no more, in units of the drawing, is drawn as the chord. */
const LARGEST_SAGITTA = 1.5;

/** How letters are drawn. */
interface OutlineStyle {
  readonly unitsPerEm: number;
  /** Whether curves become lines, for letters so small that nobody can tell: three times shorter. */
  readonly isStraight: boolean;
}

/** A text as filled shapes, the pen at the origin. */
export interface TextDrawing {
  readonly operators: string;
  /** In the drawing's units: 100 an em, unless said otherwise. */
  readonly width: number;
}

/**
 * Draws texts as shapes, so that nobody who selects, searches or extracts text finds them: for what is
 * an ornament, like the line of tiny document ids.
 */
export class LetterOutlines {
  readonly #font: Font;
  /** From font units to those of the drawing. */
  readonly #scale: number;
  readonly #letters = new Map<string, TextDrawing>();

  readonly #isStraight: boolean;

  /** @param program of a TrueType font. */
  constructor(program: Uint8Array, { unitsPerEm, isStraight }: OutlineStyle = TINY) {
    const face = new Face(new Blob(program));
    this.#scale = unitsPerEm / face.upem;
    this.#font = new Font(face);
    this.#isStraight = isStraight;
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
      operators: path === '' ? '' : `${this.#isStraight ? toLines(steps) : steps}\nf\n`,
      width: Math.round(this.#font.glyphHAdvance(glyph) * scale),
    };
    this.#letters.set(character, drawing);
    return drawing;
  }
}

type Point = readonly [number, number];

/** The same path with lines in place of its curves. */
function toLines(operators: string): string {
  let pen: Point = [0, 0];
  const lines: string[] = [];
  for (const step of operators.split('\n')) {
    const numbers = step.split(' ').slice(0, -1).map(Number);
    if (step.endsWith('c')) {
      for (const [x, y] of divide(pen, numbers)) {
        lines.push(`${Math.round(x)} ${Math.round(y)} l`);
      }
    } else lines.push(step);
    if (numbers.length > 0) pen = numbers.slice(-2) as [number, number];
  }
  return lines.join('\n');
}

/** The ends of lines that follow a cubic curve, halved until each half is nearly straight. */
function divide(from: Point, numbers: readonly number[]): readonly Point[] {
  const [x1, y1, x2, y2, x3, y3] = numbers as [number, number, number, number, number, number];
  const to: Point = [x3, y3];
  const middle: Point = [
    (from[0] + 3 * x1 + 3 * x2 + x3) / 8,
    (from[1] + 3 * y1 + 3 * y2 + y3) / 8,
  ];
  const sagitta = Math.hypot(middle[0] - (from[0] + x3) / 2, middle[1] - (from[1] + y3) / 2);
  if (sagitta <= LARGEST_SAGITTA) return [to];
  const half = (a: number, b: number): number => (a + b) / 2;
  const [ax, ay] = [half(from[0], x1), half(from[1], y1)];
  const [bx, by] = [half(x1, x2), half(y1, y2)];
  const [cx, cy] = [half(x2, x3), half(y2, y3)];
  return [
    ...divide(from, [ax, ay, half(ax, bx), half(ay, by), ...middle]),
    ...divide(middle, [half(bx, cx), half(by, cy), cx, cy, ...to]),
  ];
}
