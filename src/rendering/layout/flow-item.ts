import type { TranscriptContent } from '../content/transcript-content.ts';
import type { PageCanvas } from '../page/page-canvas.ts';
import type { Box, TagTemplate } from '../structure/tag-template.ts';

/**
 * A piece of a document that is never broken: a row of fields, a course, a signature block. It knows its
 * height, its structure elements and how to draw itself; where it stands is decided for it.
 *
 * Documents whose items have the same {@link shapeKey}s share one shape: the same places, the same
 * structure tree and the same {@link furnish}ings. So height and tags must follow from the key.
 */
export interface FlowItem {
  readonly shapeKey: string;
  readonly heightPt: number;
  readonly tags: readonly TagTemplate[];
  /** Draws what is the same in every document of a shape. */
  furnish?(canvas: PageCanvas, box: Box): void;
  /**
   * Draws what differs from document to document.
   * @param content the document's: an item that is the same in all documents has it from here alone.
   */
  draw?(canvas: PageCanvas, box: Box, content: TranscriptContent): void;
}

/** One term: its rows stay in this order and may be split between columns, see `placeTerms`. */
export interface TermItems {
  readonly heading: FlowItem;
  readonly courses: readonly FlowItem[];
  readonly summary: FlowItem;
  /** Stands for the heading where the term goes on; repeats it, so it is not in the structure tree. */
  readonly continuation: FlowItem;
}

/** A whole document as items, in reading order. */
export interface DocumentItems {
  readonly opening: readonly FlowItem[];
  readonly terms: readonly TermItems[];
  readonly endMark: FlowItem;
  /** Directly below the courses. */
  readonly afterCourses: readonly FlowItem[];
  /** At the foot of the last page. */
  readonly closing: readonly FlowItem[];
  /** Stands at the top of every page after the first. */
  readonly runningHeader: FlowItem;
}
