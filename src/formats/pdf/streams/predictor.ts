import { FormatError } from '../../../shared/format-error.ts';

/** How many bytes a row has and how far back the pixel to the left is. */
export interface PredictorParameters {
  readonly bytesPerRow: number;
  readonly bytesPerPixel: number;
}

/**
 * Undoes PNG prediction: each row has a filter type in front (ISO 32000-2 §7.4.4.4, PNG §9).
 * @throws FormatError `pdf/stream` for an unknown filter type or an unfinished row.
 */
export function undoPngPrediction(data: Uint8Array, parameters: PredictorParameters): Uint8Array {
  const { bytesPerRow, bytesPerPixel } = parameters;
  const rows = data.length / (bytesPerRow + 1);
  if (!Number.isInteger(rows)) throw new FormatError('pdf/stream', 'a predicted row is unfinished');
  const output = new Uint8Array(rows * bytesPerRow);
  for (let row = 0; row < rows; row++) {
    const source = row * (bytesPerRow + 1);
    const target = row * bytesPerRow;
    const filter = data[source]!;
    if (filter > 4) throw new FormatError('pdf/stream', 'an unknown predictor');
    for (let column = 0; column < bytesPerRow; column++) {
      const hasLeft = column >= bytesPerPixel;
      const left = hasLeft ? output[target + column - bytesPerPixel]! : 0;
      const up = row > 0 ? output[target + column - bytesPerRow]! : 0;
      const upLeft =
        hasLeft && row > 0 ? output[target + column - bytesPerRow - bytesPerPixel]! : 0;
      output[target + column] = data[source + 1 + column]! + predict(filter, left, up, upLeft);
    }
  }
  return output;
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, upLeft) : 0;
}

/** The neighbour closest to `left + up - upLeft` (PNG §9.4). */
function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
