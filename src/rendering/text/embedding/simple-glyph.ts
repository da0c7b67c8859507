import { tableView } from './sfnt.ts';

interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  /** Off the curve: it bends the line between its neighbours. */
  readonly isControl: boolean;
}

/** An outline as a record of the glyf table, and what the font's limits have to count of it. */
export interface SimpleGlyph {
  readonly record: Uint8Array;
  readonly points: number;
  readonly contours: number;
}

const HEADER_BYTES = 10;
const ON_CURVE = 1;

/**
 * Writes an outline of lines and quadratic curves as a simple glyph (OpenType 1.9 §"glyf").
 * @param path `M x,y L x,y Q x,y x,y Z` as HarfBuzz writes it.
 * @param scale from the path's units to those of the font.
 * @returns `undefined` for an outline with cubic curves: the font is no TrueType font.
 */
export function encodeSimpleGlyph(path: string, scale: number): SimpleGlyph | undefined {
  const contours: OutlinePoint[][] = [];
  for (const [, command, text] of path.matchAll(/([A-Z])([^A-Z]*)/g)) {
    if (command === 'C') return undefined;
    const numbers = (text!.match(/-?[\d.]+/g) ?? []).map((each) =>
      Math.round(Number(each) * scale),
    );
    if (command === 'M') contours.push([]);
    for (let at = 0; at < numbers.length; at += 2) {
      const isControl = command === 'Q' && at === 0;
      contours.at(-1)!.push({ x: numbers[at]!, y: numbers[at + 1]!, isControl });
    }
  }
  for (const contour of contours) dropRepeatedEnd(contour);
  const drawn = contours.filter((contour) => contour.length > 1);
  const points = drawn.flat();
  if (points.length === 0) return { record: new Uint8Array(), points: 0, contours: 0 };

  const size = HEADER_BYTES + 2 * drawn.length + 2 + 5 * points.length;
  const record = new Uint8Array(size);
  const view = tableView(record);
  view.setInt16(0, drawn.length);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((edge, index) => {
    view.setInt16(2 + 2 * index, edge);
  });
  let at = HEADER_BYTES;
  let end = -1;
  for (const contour of drawn) {
    end += contour.length;
    view.setUint16(at, end);
    at += 2;
  }
  // No instructions.
  at += 2;
  for (const { isControl } of points) record[at++] = isControl ? 0 : ON_CURVE;
  for (const values of [xs, ys]) {
    let before = 0;
    for (const value of values) {
      view.setInt16(at, value - before);
      before = value;
      at += 2;
    }
  }
  return { record, points: points.length, contours: drawn.length };
}

/** A contour is closed by itself. */
function dropRepeatedEnd(contour: OutlinePoint[]): void {
  const [first, last] = [contour[0], contour.at(-1)];
  if (contour.length < 2 || first === undefined || last === undefined) return;
  if (first.x === last.x && first.y === last.y && !last.isControl) contour.pop();
}
