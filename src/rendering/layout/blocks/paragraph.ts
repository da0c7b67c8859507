import type { TextStyle } from '../../page/text-style.ts';
import type { BlockOf } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';

const MAX_LINES = 12;

/** A text of the template's own. */
export function toParagraph(context: LayoutContext, block: BlockOf<'paragraph'>): FlowItem {
  const { labels, styles, fitter, data, widthPt } = context;
  const style: TextStyle = {
    plain: styles.note,
    quiet: styles.noteQuiet,
    strong: styles.noteStrong,
  }[block.style];
  const { lines, sizePt } = fitter.fit(labels.paragraphs[block.text]!, {
    face: style.face,
    sizePt: style.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt,
    maxLines: MAX_LINES,
  });
  const pitchPt = data.pitch.note;
  return {
    shapeKey: 't',
    heightPt: lines.length * pitchPt + block.afterPt,
    tags: [{ tag: 'P' }],
    furnish(canvas, box) {
      const isCentred = block.align === 'centre';
      const x = isCentred ? box.xPt + box.widthPt / 2 : box.xPt;
      canvas.begin('P', box.firstMark);
      lines.forEach((line, index) => {
        const y = box.yPt + index * pitchPt + baselinePt(pitchPt, sizePt);
        canvas.text({ ...style, sizePt }, x, y, line, block.align);
      });
      canvas.end();
    },
  };
}
