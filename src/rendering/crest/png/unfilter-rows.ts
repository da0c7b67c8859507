/** How the rows of a picture lie in their data: a filter byte before each. */
interface RowLayout {
  readonly rowBytes: number;
  readonly rows: number;
  /** From a byte to that of the pixel on its left. */
  readonly step: number;
}

/** Undoes the filters of PNG rows (ISO/IEC 15948 §9). `undefined` for a filter that does not exist. */
export function unfilterRows(
  data: Uint8Array,
  { rowBytes, rows, step }: RowLayout,
): Uint8Array | undefined {
  const out = new Uint8Array(rowBytes * rows);
  for (let row = 0; row < rows; row++) {
    const predict = PREDICTORS[data[row * (rowBytes + 1)]!];
    if (predict === undefined) return undefined;
    const from = row * (rowBytes + 1) + 1;
    const to = row * rowBytes;
    for (let index = 0; index < rowBytes; index++) {
      const left = index < step ? 0 : out[to + index - step]!;
      const above = row === 0 ? 0 : out[to + index - rowBytes]!;
      const corner = row === 0 || index < step ? 0 : out[to + index - rowBytes - step]!;
      out[to + index] = data[from + index]! + predict(left, above, corner);
    }
  }
  return out;
}

type Predictor = (left: number, above: number, corner: number) => number;

/** None, Sub, Up, Average and Paeth, by their number. */
const PREDICTORS: readonly Predictor[] = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
