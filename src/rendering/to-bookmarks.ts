import type { TranscriptContent } from './content/transcript-content.ts';
import type { Bookmark } from './pdf/outlines.ts';
import type { Shape } from './shape.ts';

/** One bookmark a term, to its heading; none for a document with a single term. */
export function toBookmarks(content: TranscriptContent, shape: Shape): readonly Bookmark[] {
  if (content.terms.length < 2) return [];
  const bookmarks: Bookmark[] = [];
  for (const { address, box } of shape.places.items) {
    if (address.part !== 'term' || address.placed.item !== 'heading') continue;
    bookmarks.push({
      title: content.terms[address.placed.term]!.heading,
      pageNumber: shape.pageNumbers[box.page]!,
      topPt: shape.pageHeightPt - box.yPt,
    });
  }
  return bookmarks;
}
