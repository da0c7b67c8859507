/** `a b c d e f`: what a point is multiplied with (SVG 2 §8.3), as `cm` takes it too. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

/** The transformations of an attribute, as one; `undefined` when it is not written as SVG writes it. */
export function readTransform(text: string): Matrix | undefined {
  let matrix = IDENTITY;
  const rest = text.replace(
    /([a-zA-Z]+)\s*\(([^()]*)\)\s*,?/g,
    (whole, name: string, list: string) => {
      const numbers = list
        .split(/[\s,]+/)
        .filter((part) => part !== '')
        .map(Number);
      const step = numbers.every(Number.isFinite) ? TRANSFORMS[name]?.(numbers) : undefined;
      if (step === undefined) return whole;
      matrix = combine(matrix, step);
      return '';
    },
  );
  return rest.trim() === '' ? matrix : undefined;
}

const TRANSFORMS: Readonly<Record<string, (n: readonly number[]) => Matrix | undefined>> = {
  matrix: (n) => (n.length === 6 ? (n as unknown as Matrix) : undefined),
  translate: ([x, y = 0]) => (x === undefined ? undefined : [1, 0, 0, 1, x, y]),
  scale: ([x, y = x]) => (x === undefined ? undefined : [x, 0, 0, y!, 0, 0]),
  rotate: ([degrees, x = 0, y = 0]) => {
    if (degrees === undefined) return undefined;
    const turn = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
  },
  skewX: ([degrees]) =>
    degrees === undefined ? undefined : [1, 0, Math.tan((degrees * Math.PI) / 180), 1, 0, 0],
  skewY: ([degrees]) =>
    degrees === undefined ? undefined : [1, Math.tan((degrees * Math.PI) / 180), 0, 1, 0, 0],
};
