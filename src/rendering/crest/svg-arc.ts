type Point = readonly [number, number];

/** The shape of an elliptical arc between two points, as SVG writes it. */
export interface Arc {
  readonly rx: number;
  readonly ry: number;
  readonly rotationDegrees: number;
  readonly isLarge: boolean;
  readonly isSweep: boolean;
}

/**
 * An elliptical arc as cubic curves of at most a quarter turn (SVG 2 §B.2: from end points to centre).
 * `undefined` when it is a straight line.
 */
export function toArcCurves(
  from: Point,
  to: Point,
  arc: Arc,
): readonly (readonly [Point, Point, Point])[] | undefined {
  let rx = Math.abs(arc.rx);
  let ry = Math.abs(arc.ry);
  if (rx === 0 || ry === 0 || (from[0] === to[0] && from[1] === to[1])) return undefined;

  const rotation = (arc.rotationDegrees * Math.PI) / 180;
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const halfX = (from[0] - to[0]) / 2;
  const halfY = (from[1] - to[1]) / 2;
  const x = cos * halfX + sin * halfY;
  const y = cos * halfY - sin * halfX;

  // Radii too small to reach are enlarged until they do.
  const reach = (x / rx) ** 2 + (y / ry) ** 2;
  if (reach > 1) {
    rx *= Math.sqrt(reach);
    ry *= Math.sqrt(reach);
  }
  const below = (rx * y) ** 2 + (ry * x) ** 2;
  const factor =
    Math.sqrt(Math.max(0, (rx * ry) ** 2 / below - 1)) * (arc.isLarge === arc.isSweep ? -1 : 1);
  const centreX = (factor * rx * y) / ry;
  const centreY = (-factor * ry * x) / rx;

  const start = Math.atan2((y - centreY) / ry, (x - centreX) / rx);
  let turn = Math.atan2((-y - centreY) / ry, (-x - centreX) / rx) - start;
  if (arc.isSweep && turn < 0) turn += 2 * Math.PI;
  if (!arc.isSweep && turn > 0) turn -= 2 * Math.PI;

  /** From the unit circle to the page. */
  const place = ([u, v]: Point): Point => [
    cos * (rx * u + centreX) - sin * (ry * v + centreY) + (from[0] + to[0]) / 2,
    sin * (rx * u + centreX) + cos * (ry * v + centreY) + (from[1] + to[1]) / 2,
  ];
  const count = Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9);
  const step = turn / count;
  const handle = (4 / 3) * Math.tan(step / 4);
  return Array.from({ length: count }, (_, index) => {
    const a = start + index * step;
    const b = a + step;
    const first: Point = [Math.cos(a) - handle * Math.sin(a), Math.sin(a) + handle * Math.cos(a)];
    const second: Point = [Math.cos(b) + handle * Math.sin(b), Math.sin(b) - handle * Math.cos(b)];
    const isLast = index === count - 1;
    return [place(first), place(second), isLast ? to : place([Math.cos(b), Math.sin(b)])];
  });
}
