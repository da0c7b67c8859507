import type { TextStyle } from '../../../page/text-style.ts';
import type { WrapMode } from '../../../text/line-breaking.ts';
import type { FlowItem } from '../../flow-item.ts';
import type { LayoutContext } from '../../layout-context.ts';
import { baselinePt } from '../../layout-context.ts';

const BAR_PT = 1.6;
const BAR_GAP_PT = 9;
const RIGHT_GAP_PT = 6;
const ABOVE_DATE_PT = 3;
const INSTITUTION_PITCH_PT = 13;
const MAX_LINES = 2;

/**
 * Who signs: institution, registrar and date. Whether the signature is valid is nothing that a document
 * can say of itself.
 */
export function toSignatoryBlock(context: LayoutContext, widthPt: number): FlowItem {
  const { data, labels, styles, institution, fitter, colours } = context;
  const { note } = data.pitch;
  const lines = (style: TextStyle, text: string, pitchPt: number, mode: WrapMode = 'text') => {
    const fitted = fitter.fit(text, {
      face: style.face,
      sizePt: style.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt: widthPt - BAR_GAP_PT - RIGHT_GAP_PT,
      maxLines: MAX_LINES,
      mode,
    });
    const sized = { ...style, sizePt: fitted.sizePt };
    return fitted.lines.map((line, index) => ({
      style: sized,
      text: line,
      pitchPt,
      isFirst: index === 0,
    }));
  };
  const rows = [
    ...lines(styles.fieldLabel, labels.signatory, note),
    ...lines(styles.signatory, institution.name, INSTITUTION_PITCH_PT),
    ...lines(styles.note, institution.registrarName, note + 1, 'name'),
    ...lines(styles.noteQuiet, institution.registrarTitle, note + 1),
  ];
  const rowsPt = rows.reduce((sum, { pitchPt }) => sum + pitchPt, 0);
  return {
    shapeKey: '',
    heightPt: rowsPt + ABOVE_DATE_PT + note,
    tags: [{ tag: 'P' }, { tag: 'P' }],
    furnish(canvas, box) {
      const barX = box.xPt + BAR_PT / 2;
      canvas.line(colours.accent, BAR_PT, [barX, box.yPt], [barX, box.yPt + box.heightPt]);
      canvas.begin('P', box.firstMark);
      let top = box.yPt;
      for (const { style, text, pitchPt, isFirst } of rows) {
        if (isFirst && top > box.yPt) canvas.space();
        canvas.text(style, box.xPt + BAR_GAP_PT, top + baselinePt(pitchPt, style.sizePt), text);
        top += pitchPt;
      }
      canvas.end();
    },
    draw(canvas, box, content) {
      const top = box.yPt + rowsPt + ABOVE_DATE_PT;
      canvas.begin('P', box.firstMark + 1);
      canvas.text(
        styles.noteQuiet,
        box.xPt + BAR_GAP_PT,
        top + baselinePt(note, styles.noteQuiet.sizePt),
        `${content.issueDateLabel} ${content.issueDate}`,
      );
      canvas.end();
    },
  };
}
