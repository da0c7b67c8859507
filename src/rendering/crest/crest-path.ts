import { invalidCrest, toPathOperators } from './svg-path.ts';

/** A drawing as filled paths: a view box `minX minY width height` and paths in SVG syntax. */
export interface VectorDrawing {
  readonly viewBox: string;
  readonly paths: readonly string[];
}

/**
 * The crest as content stream operators, scaled to be one unit high with its lower left corner at the
 * origin. Its colour is that of whoever draws it.
 * @throws AppError `template-invalid`
 */
export function toCrestPath(drawing: VectorDrawing): {
  readonly operators: string;
  readonly aspect: number;
} {
  const [minX, minY, width, height] = parseViewBox(drawing.viewBox);
  const scale = 1 / height;
  // SVG counts from the top down, PDF from the bottom up.
  const matrix = [scale, 0, 0, -scale, -minX * scale, 1 + minY * scale].map(precise).join(' ');
  const paths = drawing.paths.map((path) => `${toPathOperators(path)}\nf`);
  return { operators: `${matrix} cm\n${paths.join('\n')}`, aspect: width / height };
}

function parseViewBox(text: string): readonly [number, number, number, number] {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [minX = Number.NaN, minY = Number.NaN, width = 0, height = 0] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || width <= 0 || height <= 0) {
    throw invalidCrest('viewBox');
  }
  return [minX, minY, width, height];
}

function precise(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
