import type { TranscriptContent } from '../content/transcript-content.ts';
import { toBlockItems } from './blocks/to-block-items.ts';
import type { DocumentItems, FlowItem } from './flow-item.ts';
import { toRunningHeader } from './items/running-parts.ts';
import { toCourseColumns, toTermItems } from './items/term-items.ts';
import type { LayoutContext } from './layout-context.ts';
import { baselinePt } from './layout-context.ts';

/** All items of one document in reading order, measured but not yet placed. */
export function toDocumentItems(context: LayoutContext, content: TranscriptContent): DocumentItems {
  const { opening, afterCourses, closing } = context.data;
  const columns = toCourseColumns(context, content.terms);
  return {
    opening: toBlockItems(context, content, opening),
    terms: content.terms.map((term) => toTermItems(context, term, columns)),
    endMark: toEndMark(context),
    afterCourses: toBlockItems(context, content, afterCourses),
    closing: toBlockItems(context, content, closing),
    runningHeader: toRunningHeader(context, content),
  };
}

/** What two documents have in common when they may share a shape. */
export function toShapeKey(items: DocumentItems): string {
  const keys = (part: readonly FlowItem[]): string => part.map((item) => item.shapeKey).join(',');
  const terms = items.terms.map((term) => `${keys(term.courses)},${term.summary.shapeKey}`);
  return [
    keys(items.opening),
    terms.join(';'),
    keys(items.afterCourses),
    keys(items.closing),
    items.runningHeader.shapeKey,
  ].join('|');
}

function toEndMark({ styles, labels, data }: LayoutContext): FlowItem {
  const pitch = data.pitch.termSummary + 2;
  return {
    shapeKey: 'e',
    heightPt: pitch,
    tags: [{ tag: 'P' }],
    draw(canvas, box) {
      const y = box.yPt + 2 + baselinePt(data.pitch.termSummary, styles.endMark.sizePt);
      canvas.begin('P', box.firstMark);
      canvas.text(styles.endMark, box.xPt + box.widthPt / 2, y, `— ${labels.endMark} —`, 'centre');
      canvas.end();
    },
  };
}
