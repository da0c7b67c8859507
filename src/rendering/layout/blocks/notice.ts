import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { BlockOf } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';
import { toRule } from './ornaments.ts';

const PITCH_PT = 19;
const BELOW_PT = 7;
const BELOW_RULE_PT = 6;

/**
 * One sentence across the page, between rules: that the document is provisional, or the studies not
 * completed. Other documents have a hairline there, or nothing.
 */
export function toNotice(
  context: LayoutContext,
  { notice }: TranscriptContent,
  { otherwise }: BlockOf<'notice'>,
): readonly FlowItem[] {
  if (notice !== undefined) return [toSentence(context, notice)];
  return otherwise === 'rule' ? [toRule(context, { beforePt: 0, afterPt: BELOW_RULE_PT })] : [];
}

function toSentence(context: LayoutContext, notice: string): FlowItem {
  const { styles, fitter, data, colours } = context;
  const { sizePt } = fitter.fit(notice, {
    face: 'bold',
    sizePt: styles.notice.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt: context.widthPt,
    maxLines: 1,
  });
  return {
    shapeKey: 'n',
    heightPt: PITCH_PT + BELOW_PT,
    tags: [{ tag: 'P' }],
    furnish(canvas, box) {
      for (const y of [box.yPt, box.yPt + PITCH_PT]) {
        canvas.line(colours.accent, 2 * HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
      }
    },
    draw(canvas, box) {
      canvas.begin('P', box.firstMark);
      const y = box.yPt + 1 + baselinePt(PITCH_PT, sizePt);
      canvas.text({ ...styles.notice, sizePt }, box.xPt + box.widthPt / 2, y, notice, 'centre');
      canvas.end();
    },
  };
}
