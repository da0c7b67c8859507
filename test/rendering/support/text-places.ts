import type { FoundText } from './read-pdf.ts';

/** Texts before and after a text that may be its neighbours on the page. */
const NEIGHBOURS = 400;
/** Where the footer stands: below the margin, above the edge. */
const LEAST_BOTTOM_PT = 20;

interface Page {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly marginPt: number;
}

/** Texts that stand in a margin, besides the footer, or are set smaller than seven points. */
export function findMisplaced(
  texts: readonly FoundText[],
  { widthPt, heightPt, marginPt }: Page,
): readonly FoundText[] {
  return texts.filter(
    ({ x, y, width, size }) =>
      x < marginPt - 0.1 ||
      x + width > widthPt - marginPt + 0.1 ||
      y <= LEAST_BOTTOM_PT ||
      y + size >= heightPt - marginPt + 3 ||
      size < 6.99,
  );
}

/** Pairs of texts whose letters touch. */
export function findTouching(texts: readonly FoundText[]): readonly string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1, index + NEIGHBOURS)
      .flatMap((b) => (touch(a, b) ? [`${a.text} | ${b.text}`] : [])),
  );
}

/** Whether the letters of two lines touch: from their baselines up to the height of small capitals. */
function touch(a: FoundText, b: FoundText): boolean {
  if (a.page !== b.page) return false;
  const apartX = a.x + a.width <= b.x + 0.05 || b.x + b.width <= a.x + 0.05;
  const apartY = a.y + 0.7 * a.size <= b.y || b.y + 0.7 * b.size <= a.y;
  return !apartX && !apartY;
}
