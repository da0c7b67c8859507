import { toPathOperators } from './svg-path.ts';

/** A drawing as filled paths: a view box `minX minY width height` and paths in SVG syntax. */
export interface VectorDrawing {
  readonly viewBox: string;
  readonly paths: readonly string[];
}

/**
 * The crest as content stream operators, scaled to be one unit high with its lower left corner at the
 * origin. Its colour is that of whoever draws it.
 */
export function toCrestPath(drawing: VectorDrawing): {
  readonly operators: string;
  readonly aspect: number;
} {
  const [minX, minY, width, height] = drawing.viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number) as [number, number, number, number];
  const scale = 1 / height;
  // SVG counts from the top down, PDF from the bottom up.
  const matrix = [scale, 0, 0, -scale, -minX * scale, 1 + minY * scale].map(precise).join(' ');
  const paths = drawing.paths.map((path) => `${toPathOperators(path)}\nf`);
  return { operators: `${matrix} cm\n${paths.join('\n')}`, aspect: width / height };
}

function precise(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
