/** A step of a path: points in points from the top left corner of the page. */
export type PathStep =
  | readonly ['m' | 'l', number, number]
  | readonly ['c', number, number, number, number, number, number]
  | readonly ['h'];

/** How far the handles of a quarter circle reach, of its radius. */
const QUARTER_HANDLE = 0.5523;

/** A closed rectangle with round corners. */
export function roundedRectangle(
  place: {
    readonly xPt: number;
    readonly yPt: number;
    readonly widthPt: number;
    readonly heightPt: number;
  },
  radiusPt: number,
): readonly PathStep[] {
  const { xPt: left, yPt: top } = place;
  const right = left + place.widthPt;
  const bottom = top + place.heightPt;
  const r = radiusPt;
  const k = r * (1 - QUARTER_HANDLE);
  return [
    ['m', left + r, top],
    ['l', right - r, top],
    ['c', right - k, top, right, top + k, right, top + r],
    ['l', right, bottom - r],
    ['c', right, bottom - k, right - k, bottom, right - r, bottom],
    ['l', left + r, bottom],
    ['c', left + k, bottom, left, bottom - k, left, bottom - r],
    ['l', left, top + r],
    ['c', left, top + k, left + k, top, left + r, top],
    ['h'],
  ];
}

/** A circle round a point. */
export function circle(x: number, y: number, radiusPt: number): readonly PathStep[] {
  const sidePt = 2 * radiusPt;
  const place = { xPt: x - radiusPt, yPt: y - radiusPt, widthPt: sidePt, heightPt: sidePt };
  return roundedRectangle(place, radiusPt).filter(([kind]) => kind !== 'l');
}
