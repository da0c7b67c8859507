import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';
import { textDoesNotFit } from '../text-fitter.ts';

const BELOW_PT = 6;
const HEADING_GAP_PT = 8;

/**
 * The grading scheme in force: printed, and therefore signed. Its heading stands before the first line;
 * entries are never broken inside.
 */
export function toLegend(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { styles, data, labels } = context;
  const { fitter, widthPt } = context;
  const { sizePt } = styles.legend;
  const headingPt = fitter.widthPt('bold', sizePt, labels.legendHeading) + HEADING_GAP_PT;
  const roomPt = widthPt - headingPt;
  const lines: string[] = [];
  for (const entry of content.legend) {
    if (fitter.widthPt('regular', sizePt, entry) > roomPt) throw textDoesNotFit();
    const last = lines.at(-1);
    const longer = `${last ?? ''} · ${entry}`;
    if (last !== undefined && fitter.widthPt('regular', sizePt, longer) <= roomPt) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(entry);
    }
  }
  return {
    shapeKey: `l${content.legendId}`,
    heightPt: lines.length * data.pitch.legend + BELOW_PT,
    tags: [{ tag: 'H2' }, { tag: 'P' }],
    furnish(canvas, box) {
      const baseline = box.yPt + baselinePt(data.pitch.legend, sizePt);
      canvas.begin('H2', box.firstMark);
      canvas.text(styles.legendHeading, box.xPt, baseline, labels.legendHeading);
      canvas.end();
      canvas.begin('P', box.firstMark + 1);
      lines.forEach((line, index) => {
        const y = baseline + index * data.pitch.legend;
        if (index > 0) canvas.space();
        canvas.text(styles.legend, box.xPt + headingPt, y, line);
      });
      canvas.end();
    },
  };
}
