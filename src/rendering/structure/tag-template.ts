/** Where an item stands: points from the top left corner of its page. */
export interface Box {
  /** Counted from 0. */
  readonly page: number;
  readonly xPt: number;
  readonly yPt: number;
  readonly widthPt: number;
  readonly heightPt: number;
  /** Number of the item's first marked content on its page. */
  readonly firstMark: number;
}

/**
 * The structure elements of one item, before it is known where it stands. An element without kids owns
 * one piece of marked content: the item draws its marks in this order.
 */
export interface TagTemplate {
  readonly tag: string;
  /** Entries of the element's dictionary, for example `/A<</O/Table/Scope/Row>>`. */
  readonly entries?: string;
  /** Whether the element needs a bounding box attribute: that of {@link bounds}, or the whole item's box. */
  readonly bounds?: (box: Box) => Omit<Box, 'page' | 'firstMark'>;
  readonly kids?: readonly TagTemplate[];
  /** The element stands for the signature field instead of marked content: where the field lies. */
  readonly signatureField?: (box: Box) => Omit<Box, 'page' | 'firstMark'>;
}

/** Pieces of marked content under some elements. */
export function countMarks(tags: readonly TagTemplate[]): number {
  let marks = 0;
  for (const tag of tags) {
    if (tag.kids !== undefined) marks += countMarks(tag.kids);
    else if (tag.signatureField === undefined) marks++;
  }
  return marks;
}
