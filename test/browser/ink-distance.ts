/** A picture as how dark each pixel is, row by row: 0 is paper, 255 ink. */
export interface InkImage {
  readonly ink: Uint8Array;
  readonly width: number;
}

/** Certainly ink, and at least a trace of it: edges are grey, and rasterisers disagree about how grey. */
const INK = 160;
const TRACE = 32;
/** Farther than this nothing is looked for. */
const FARTHEST = 8;

/**
 * How far the ink of one picture is, where it is farthest, from any trace of ink in the other: pixels, across, down or
 * diagonally. One mark in another place is enough, however much ink a line has. Not above {@link FARTHEST}; pictures
 * without ink are as far from each other as can be.
 */
export function inkDistance(left: InkImage, right: InkImage): number {
  return Math.max(distanceFrom(left, right), distanceFrom(right, left));
}

function distanceFrom(from: InkImage, to: InkImage): number {
  let [farthest, isBlank] = [0, true];
  for (let at = 0; at < from.ink.length; at++) {
    if (from.ink[at]! < INK) continue;
    isBlank = false;
    const x = at % from.width;
    const y = (at - x) / from.width;
    // Nearly always: there is ink at the place itself.
    if (x < to.width && (to.ink[y * to.width + x] ?? 0) >= TRACE) continue;
    while (farthest < FARTHEST && !hasTrace(to, x, y, farthest)) farthest++;
  }
  return isBlank ? FARTHEST : farthest;
}

/** Whether there is a trace of ink no farther from a place than this. */
function hasTrace({ ink, width }: InkImage, x: number, y: number, distance: number): boolean {
  for (let row = y - distance; row <= y + distance; row++) {
    for (
      let column = Math.max(0, x - distance);
      column <= x + distance && column < width;
      column++
    ) {
      if ((ink[row * width + column] ?? 0) >= TRACE) return true;
    }
  }
  return false;
}
