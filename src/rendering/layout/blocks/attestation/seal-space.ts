import { circle } from '../../../page/path-steps.ts';
import type { FlowItem } from '../../flow-item.ts';
import type { LayoutContext } from '../../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../../layout-context.ts';

const PADDING_PT = 8;
const MAX_LINES = 3;

/** Room for the seal of whoever certifies a printed copy: an empty circle with a quiet word in it. */
export function toSealSpace(context: LayoutContext, diameterPt: number): FlowItem {
  const { labels, styles, fitter, data, colours } = context;
  const { lines, sizePt } = fitter.fit(labels.seal, {
    face: 'regular',
    sizePt: styles.seal.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt: diameterPt - 2 * PADDING_PT,
    maxLines: MAX_LINES,
  });
  const pitchPt = data.pitch.legend;
  return {
    shapeKey: '',
    heightPt: diameterPt,
    tags: [{ tag: 'P' }],
    furnish(canvas, box) {
      const x = box.xPt + box.widthPt / 2;
      const y = box.yPt + diameterPt / 2;
      const ring = circle(x, y, diameterPt / 2 - HAIRLINE_PT);
      canvas.path({ stroke: colours.line, widthPt: HAIRLINE_PT }, ring);
      canvas.begin('P', box.firstMark);
      lines.forEach((line, index) => {
        const top = y + (index - lines.length / 2) * pitchPt;
        canvas.text(
          { ...styles.seal, sizePt },
          x,
          top + baselinePt(pitchPt, sizePt),
          line,
          'centre',
        );
      });
      canvas.end();
    },
  };
}
