import { objectNumbers, reference } from './object-numbers.ts';
import type { StreamMember } from './object-writer.ts';
import { toPdfNumber, toPdfTextString } from './pdf-text.ts';

/** An entry of the list that viewers show beside the pages. */
export interface Bookmark {
  readonly title: string;
  /** Object number of the page. */
  readonly pageNumber: number;
  /** From the bottom of the page. */
  readonly topPt: number;
}

/**
 * The document outline (ISO 32000-2:2020 §12.3.3), one level.
 * @param firstNumber object number of the first bookmark; the others follow.
 */
export function toOutlines(
  bookmarks: readonly Bookmark[],
  firstNumber: number,
): readonly StreamMember[] {
  if (bookmarks.length === 0) return [];
  const root = objectNumbers.document.outlines;
  const last = firstNumber + bookmarks.length - 1;
  const items = bookmarks.map(({ title, pageNumber, topPt }, index): StreamMember => {
    const number = firstNumber + index;
    const previous = index === 0 ? '' : `/Prev ${reference(number - 1)}`;
    const next = number === last ? '' : `/Next ${reference(number + 1)}`;
    return {
      number,
      body:
        `<</Title${toPdfTextString(title)}/Parent ${reference(root)}${previous}${next}` +
        `/Dest[${reference(pageNumber)}/XYZ null ${toPdfNumber(topPt)} null]>>`,
    };
  });
  const body =
    `<</Type/Outlines/First ${reference(firstNumber)}/Last ${reference(last)}` +
    `/Count ${bookmarks.length}>>`;
  return [{ number: root, body }, ...items];
}
