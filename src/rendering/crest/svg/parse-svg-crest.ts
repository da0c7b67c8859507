import { isAppError } from '../../../shared/app-error.ts';
import type { Crest } from '../crest.ts';
import { crestRefused } from '../crest-refused.ts';
import { toPathOperators } from '../svg-path.ts';
import { toShapePath } from './shape-path.ts';
import type { SvgElement } from './svg-tree.ts';
import { parseSvgTree } from './svg-tree.ts';
import type { SvgClasses, SvgStyle } from './svg-style.ts';
import { INITIAL_STYLE, readClasses, refusedAt, toPaint, toStyle } from './svg-style.ts';
import type { Matrix } from './transform.ts';
import { combine, IDENTITY, readTransform } from './transform.ts';

const MAX_CHARACTERS = 300_000;
/** As content stream operators: what every document of the institution carries, before it is deflated. */
const MAX_OPERATORS = 400_000;

/** Operands of `J` and `j`. */
const LINE_CAPS: Readonly<Record<string, number>> = { butt: 0, round: 1, square: 2 };
const LINE_JOINS: Readonly<Record<string, number>> = { miter: 0, round: 1, bevel: 2 };

/**
 * A drawing in SVG as vector operators: shapes, groups, transformations, plain colours and strokes.
 * Everything else (gradients, text, pictures, references, transparency, clipping) is refused by name, so
 * that nothing is ever drawn differently from what the designer saw.
 * @param accent operands of `rg` for `currentColor`.
 * @throws AppError `template-invalid`, naming the line.
 */
export function parseSvgCrest(text: string, accent: string): Crest {
  if (text.length > MAX_CHARACTERS) throw tooComplex();
  const root = parseSvgTree(text);
  const { x, y, width, height } = readViewBox(root);
  const drawing = new Drawing(accent, readClasses(root));
  drawing.add(root, INITIAL_STYLE, IDENTITY);
  const operators = drawing.operators.join('\n');
  if (operators === '') {
    throw crestRefused({ th: 'ไม่มีรูปใดในไฟล์', en: 'the file draws nothing.' });
  }
  if (operators.length > MAX_OPERATORS) throw tooComplex();
  // SVG counts from the top down, PDF from the bottom up.
  const scale = 1 / height;
  const matrix: Matrix = [scale, 0, 0, -scale, -x * scale, 1 + y * scale];
  return { operators: `${toOperands(matrix)} cm\n${operators}`, aspect: width / height };
}

/** Collects the operators of shapes, in the order in which they cover each other. */
class Drawing {
  readonly operators: string[] = [];
  readonly #accent: string;
  readonly #classes: SvgClasses;

  constructor(accent: string, classes: SvgClasses) {
    this.#accent = accent;
    this.#classes = classes;
  }

  add(element: SvgElement, inherited: SvgStyle, outer: Matrix): void {
    const { name, children, attributes, line } = element;
    if (name === 'style') return;
    if (name === 'defs') {
      const drawn = children.find((child) => child.name !== 'style');
      if (drawn !== undefined) throw refusedAt(drawn.line, `<defs> <${drawn.name}>`);
      return;
    }
    if (name === 'svg' && inherited !== INITIAL_STYLE) throw refusedAt(line, '<svg> <svg>');
    const style = toStyle(element, inherited, this.#classes);
    if (style.isHidden) return;
    const own = readTransform(attributes['transform'] ?? '');
    if (own === undefined) throw refusedAt(line, 'transform');
    const matrix = combine(outer, own);
    const path = toShapePath(element);
    if (path !== undefined) this.#shape(path, style, matrix, line);
    for (const child of children) this.add(child, { ...style }, matrix);
  }

  #shape(path: string, style: SvgStyle, matrix: Matrix, line: number): void {
    const fill = toPaint(style.fill, this.#accent, line);
    const widthText = style.strokeWidth.replace(/px$/, '');
    const width = Number(widthText);
    if (!Number.isFinite(width) || widthText === '') throw refusedAt(line, 'stroke-width');
    const stroke = width > 0 ? toPaint(style.stroke, this.#accent, line) : undefined;
    if (path === '' || (fill === undefined && stroke === undefined)) return;
    const cap = LINE_CAPS[style.lineCap];
    const join = LINE_JOINS[style.lineJoin];
    const miter = Number(style.miterLimit);
    if (cap === undefined || join === undefined || !(miter >= 1)) throw refusedAt(line, 'stroke');

    const isEvenOdd = style.fillRule === 'evenodd' ? '*' : '';
    const paint =
      stroke === undefined ? `f${isEvenOdd}` : fill === undefined ? 'S' : `B${isEvenOdd}`;
    this.operators.push(
      [
        `q ${toOperands(matrix)} cm`,
        ...(fill === undefined ? [] : [`${fill} rg`]),
        ...(stroke === undefined
          ? []
          : [`${stroke} RG ${precise(width)} w ${cap} J ${join} j ${precise(miter)} M`]),
        toOperators(path, line),
        `${paint} Q`,
      ].join('\n'),
    );
  }
}

function toOperators(path: string, line: number): string {
  try {
    return toPathOperators(path);
  } catch (error) {
    if (isAppError(error)) throw refusedAt(line, `d="${path.slice(0, 24)}…"`);
    throw error;
  }
}

function readViewBox({ attributes }: SvgElement): {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
} {
  const size = ['width', 'height'].map((name) => attributes[name]?.replace(/px$/, '') ?? '');
  const text = attributes['viewBox'] ?? `0 0 ${size.join(' ')}`;
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || width <= 0 || height <= 0) {
    throw crestRefused({
      th: 'ต้องมี viewBox สี่จำนวน ความกว้างและความสูงมากกว่าศูนย์',
      en: 'its <svg> needs a viewBox of four numbers with a width and a height.',
    });
  }
  return { x, y, width, height };
}

function tooComplex(): Error {
  return crestRefused({
    th: 'ภาพละเอียดเกินไป โปรดลดจำนวนจุดหรือใช้ PNG',
    en: 'the drawing is too detailed; simplify its paths or send a PNG.',
  });
}

function toOperands(matrix: Matrix): string {
  return matrix.map(precise).join(' ');
}

function precise(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
