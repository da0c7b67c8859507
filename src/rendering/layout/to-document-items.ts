import type { TranscriptContent } from '../content/transcript-content.ts';
import type { DocumentItems, FlowItem } from './flow-item.ts';
import { toLegend, toMicrotext, toSignatureAndQr } from './items/closing-items.ts';
import { toFieldGrid } from './items/field-grid.ts';
import { toFieldLists } from './items/field-lists.ts';
import { toMasthead, toNotice, toRule } from './items/masthead.ts';
import { toRunningHeader } from './items/running-parts.ts';
import { toCourseColumns, toTermItems } from './items/term-items.ts';
import type { LayoutContext } from './layout-context.ts';
import { baselinePt } from './layout-context.ts';

/** All items of one document in reading order, measured but not yet placed. */
export function toDocumentItems(context: LayoutContext, content: TranscriptContent): DocumentItems {
  const columns = toCourseColumns(context, content.terms);
  return {
    opening: [
      toMasthead(context, content),
      content.notice === undefined ? toRule(context, 0, 6) : toNotice(context, content.notice),
      ...toFieldLists(context, content.studentFields),
      toRule(context, 4, 9),
    ],
    terms: content.terms.map((term) => toTermItems(context, term, columns)),
    endMark: toEndMark(context),
    closing: [
      toRule(context, 0, 6),
      ...toFieldGrid(context, content.totalFields),
      toRule(context, 1, 6),
      toLegend(context, content),
      toRule(context, 0, 8),
      toSignatureAndQr(context, content),
      toMicrotext(context, content),
    ],
    runningHeader: toRunningHeader(context, content),
  };
}

/** What two documents have in common when they may share a shape. */
export function toShapeKey(items: DocumentItems): string {
  const keys = (part: readonly FlowItem[]): string => part.map((item) => item.shapeKey).join(',');
  const terms = items.terms.map((term) => `${keys(term.courses)},${term.summary.shapeKey}`);
  return `${keys(items.opening)}|${terms.join(';')}|${keys(items.closing)}|${items.runningHeader.shapeKey}`;
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
