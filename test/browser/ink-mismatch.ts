/** A picture as how dark each pixel is, row by row: 0 is paper, 255 ink. */
export interface InkImage {
  readonly ink: Uint8Array;
  readonly width: number;
}

/** Certainly ink, and at least a trace of it. */
const INK = 160;
const TRACE = 32;
/** Rasterisers round the pen's place differently: this many pixels are no difference. */
const SHIFTS = [-1, 0, 1];

/**
 * How much of the ink of two pictures has no trace of ink at its place in the other, of all ink; 0 for
 * the same lines drawn by two rasterisers. Pictures without ink have nothing in common: 1.
 */
export function inkMismatch(left: InkImage, right: InkImage): number {
  const [leftOnly, leftAll] = countUnmatched(left, right);
  const [rightOnly, rightAll] = countUnmatched(right, left);
  if (leftAll === 0 || rightAll === 0) return 1;
  return (leftOnly + rightOnly) / (leftAll + rightAll);
}

function countUnmatched(from: InkImage, to: InkImage): readonly [number, number] {
  let unmatched = 0;
  let all = 0;
  for (let at = 0; at < from.ink.length; at++) {
    if (from.ink[at]! < INK) continue;
    all++;
    const x = at % from.width;
    const y = Math.floor(at / from.width);
    const isNear = SHIFTS.some((dy) =>
      SHIFTS.some((dx) => (to.ink[(y + dy) * to.width + x + dx] ?? 0) >= TRACE),
    );
    if (!isNear) unmatched++;
  }
  return [unmatched, all];
}
