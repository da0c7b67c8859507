import { AppError } from '../../shared/app-error.ts';
import { toArcCurves } from './svg-arc.ts';

/** Numbers that each command takes. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

type Point = readonly [number, number];

/**
 * A path in SVG syntax (SVG 2 §9.3) as PDF path operators, in the same coordinates.
 * @throws AppError `template-invalid` for anything that is not such a path.
 */
export function toPathOperators(path: string): string {
  const pen = new Pen();
  for (const [, command, text] of path.matchAll(
    /([A-Za-z])([^A-Za-z]*(?:e[-+]?\d+[^A-Za-z]*)*)/g,
  )) {
    pen.apply(command!, readNumbers(command!, text!));
  }
  if (pen.operators.length === 0) throw invalidCrest('path');
  return pen.operators.join('\n');
}

function readNumbers(command: string, text: string): number[] {
  const count = ARGUMENTS[command.toUpperCase()];
  // The two flags of an arc may be written without a separator: `a1 1 0 01.5.5`.
  const isArc = command.toUpperCase() === 'A';
  const numbers: number[] = [];
  let rest = text;
  for (;;) {
    rest = rest.replace(/^[\s,]+/, '');
    if (rest === '') break;
    const isFlag = isArc && (numbers.length % 7 === 3 || numbers.length % 7 === 4);
    const match = (isFlag ? /^[01]/ : /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i).exec(rest);
    if (match === null) throw invalidCrest('path');
    numbers.push(Number(match[0]));
    rest = rest.slice(match[0].length);
  }
  const fits = count === 0 ? numbers.length === 0 : numbers.length % (count ?? 0) === 0;
  if (count === undefined || !fits || (count > 0 && numbers.length === 0))
    throw invalidCrest('path');
  return numbers;
}

/** @param part what of the drawing is not written as SVG writes it. */
export function invalidCrest(part: 'path' | 'viewBox'): AppError {
  return new AppError('template-invalid', {
    th: `ตราสัญลักษณ์ใช้ไม่ได้: ${part} ไม่ได้เขียนตามรูปแบบของ SVG`,
    en: `The crest cannot be used: its ${part} is not written in SVG syntax.`,
  });
}

/** Follows the commands of a path and writes them as `m`, `l`, `c` and `h`. */
class Pen {
  readonly operators: string[] = [];
  #at: Point = [0, 0];
  #start: Point = [0, 0];
  /** The last control point, for the commands that go on smoothly, and of which kind it was. */
  #control: Point = [0, 0];
  #controlKind = '';

  apply(command: string, numbers: readonly number[]): void {
    const kind = command.toUpperCase();
    const count = ARGUMENTS[kind]!;
    if (count === 0) {
      this.#close();
      return;
    }
    for (let index = 0; index < numbers.length; index += count) {
      const origin: Point = command === kind ? [0, 0] : this.#at;
      // Further pairs after a move are lines.
      const repeated = kind === 'M' && index > 0 ? 'L' : kind;
      this.#step(repeated, numbers.slice(index, index + count), origin);
    }
  }

  #step(kind: string, n: readonly number[], [ox, oy]: Point): void {
    const point = (index: number): Point => [ox + n[index]!, oy + n[index + 1]!];
    switch (kind) {
      case 'M':
        this.#start = this.#at = point(0);
        this.#write('m', this.#at);
        break;
      case 'L':
        this.#line(point(0));
        break;
      case 'H':
        this.#line([ox + n[0]!, this.#at[1]]);
        break;
      case 'V':
        this.#line([this.#at[0], oy + n[0]!]);
        break;
      case 'C':
        this.#cubic(point(0), point(2), point(4));
        break;
      case 'S':
        this.#cubic(this.#mirrored('C'), point(0), point(2));
        break;
      case 'Q':
        this.#quadratic(point(0), point(2));
        break;
      case 'T':
        this.#quadratic(this.#mirrored('Q'), point(0));
        break;
      case 'A':
        this.#arc(n, point(5));
        break;
    }
    if (!'CSQT'.includes(kind)) this.#controlKind = '';
  }

  #close(): void {
    this.operators.push('h');
    this.#at = this.#start;
    this.#controlKind = '';
  }

  #line(to: Point): void {
    this.#at = to;
    this.#write('l', to);
  }

  #cubic(first: Point, second: Point, to: Point): void {
    this.#write('c', first, second, to);
    this.#at = to;
    this.#control = second;
    this.#controlKind = 'C';
  }

  #quadratic(control: Point, to: Point): void {
    const third = (from: Point): Point => [
      from[0] + (2 / 3) * (control[0] - from[0]),
      from[1] + (2 / 3) * (control[1] - from[1]),
    ];
    this.#cubic(third(this.#at), third(to), to);
    this.#control = control;
    this.#controlKind = 'Q';
  }

  #arc(n: readonly number[], to: Point): void {
    const [rx, ry, rotationDegrees, large, sweep] = n as [number, number, number, number, number];
    const arc = { rx, ry, rotationDegrees, isLarge: large === 1, isSweep: sweep === 1 };
    const curves = toArcCurves(this.#at, to, arc);
    if (curves === undefined) this.#line(to);
    else for (const [first, second, end] of curves) this.#cubic(first, second, end);
  }

  #mirrored(kind: string): Point {
    if (this.#controlKind !== kind) return this.#at;
    return [2 * this.#at[0] - this.#control[0], 2 * this.#at[1] - this.#control[1]];
  }

  #write(operator: string, ...points: readonly Point[]): void {
    const numbers = points.flat().map((value) => String(Math.round(value * 1000) / 1000));
    this.operators.push(`${numbers.join(' ')} ${operator}`);
  }
}
