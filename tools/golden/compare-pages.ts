import { encodePng } from '../../test/rendering/support/encode-png.ts';
import { SHADE_STEP, type GreyImage } from './draw-golden.ts';

/** Half the side of the squares that are compared, in pixels: a square is a line of text high and a word wide. */
const HALF = 8;
/** What rounding to the shades of kept pictures does to a pixel. */
const ROUNDING = SHADE_STEP / 2;

/**
 * How much the worst square of two pictures differs, the mean of its pixels, 0 to 255. A pixel differs by as much
 * as it is darker or lighter than any of the nine round its place in the other picture: hairlines that are rounded
 * to the next row and letters that are smoothed otherwise, as between releases of poppler, are no difference. One
 * misplaced word is as bad as a page of them. Pictures of different sizes differ altogether.
 */
export function worstDifference(kept: GreyImage, drawn: GreyImage): number {
  const { width, height } = kept;
  if (width !== drawn.width || height !== drawn.height) return 255;
  // Sums of quarter squares: squares overlap by half, so that none of what differs is cut in two.
  const columns = Math.ceil(width / HALF) + 1;
  const sums = new Float64Array(columns * (Math.ceil(height / HALF) + 1));
  addExcess(sums, columns, kept, drawn);
  addExcess(sums, columns, drawn, kept);
  let worst = 0;
  for (let at = 0; at + columns + 1 < sums.length; at++) {
    const sum = sums[at]! + sums[at + 1]! + sums[at + columns]! + sums[at + columns + 1]!;
    if (sum > worst) worst = sum;
  }
  return worst / (2 * HALF) ** 2;
}

/** A picture for a person: both pages pale, what only the first has in red, what only the second has in blue. */
export function encodeDifference(kept: GreyImage, drawn: GreyImage): Uint8Array {
  const [width, height] = [Math.max(kept.width, drawn.width), Math.max(kept.height, drawn.height)];
  const at = (image: GreyImage, x: number, y: number): number =>
    x < image.width && y < image.height ? image.grey[y * image.width + x]! : 255;
  return encodePng({
    width,
    height,
    colourType: 2,
    pixel: (x, y) => {
      const [before, after] = [at(kept, x, y), at(drawn, x, y)];
      const common = Math.min(before, after);
      // Red is left where only the kept page is dark, blue where only the drawn one is.
      return [after, common, before];
    },
  });
}

/** Adds by how much each pixel is out of the range of those round it in the other picture, rounding to shades apart. */
function addExcess(sums: Float64Array, columns: number, from: GreyImage, to: GreyImage): void {
  const { width, height, grey } = from;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = grey[at]!;
      const other = to.grey[at]!;
      // Most pixels are as they were.
      if (value - other <= ROUNDING && other - value <= ROUNDING) continue;
      let darkest = other;
      let lightest = other;
      for (let ny = y > 0 ? y - 1 : 0; ny <= y + 1 && ny < height; ny++) {
        for (let nx = x > 0 ? x - 1 : 0; nx <= x + 1 && nx < width; nx++) {
          const near = to.grey[ny * width + nx]!;
          if (near < darkest) darkest = near;
          if (near > lightest) lightest = near;
        }
      }
      const excess = (value < darkest ? darkest - value : value - lightest) - ROUNDING;
      if (excess > 0) sums[((y / HALF) | 0) * columns + ((x / HALF) | 0)]! += excess;
    }
  }
}
