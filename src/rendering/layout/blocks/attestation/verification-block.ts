import type { TranscriptContent } from '../../../content/transcript-content.ts';
import type { PageCanvas } from '../../../page/page-canvas.ts';
import type { TextStyle } from '../../../page/text-style.ts';
import { atSize } from '../../../page/text-style.ts';
import { toPdfTextString } from '../../../pdf/pdf-text.ts';
import type { Box } from '../../../structure/tag-template.ts';
import type { FlowItem } from '../../flow-item.ts';
import type { LayoutContext } from '../../layout-context.ts';
import { baselinePt } from '../../layout-context.ts';
import type { FittedText } from '../../text-fitter.ts';

const QR_GAP_PT = 12;
const BELOW_HEADING_PT = 2;
const BELOW_ADDRESS_PT = 2;
const MAX_ADDRESS_LINES = 3;
const MAX_NOTE_LINES = 6;

/** How to check the document: its address as text and as a QR code, and what to do there. */
export function toVerificationBlock(
  context: LayoutContext,
  content: TranscriptContent,
  widthPt: number,
): FlowItem {
  const { data, labels, styles, fitter, colours } = context;
  const pitchPt = data.pitch.note;
  const qrPt = data.qr.sizePt;
  const fit = (text: string, maxLines: number): FittedText =>
    fitter.fit(text, {
      face: 'regular',
      sizePt: styles.note.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt: widthPt - qrPt - QR_GAP_PT,
      maxLines,
    });
  const address = fit(content.verificationUrl, MAX_ADDRESS_LINES);
  const note = fit(labels.verifyNote, MAX_NOTE_LINES);
  const addressTop = pitchPt + BELOW_HEADING_PT;
  const noteTop = addressTop + pitchPt * address.lines.length + BELOW_ADDRESS_PT;
  const qrBounds = (box: Box) => ({
    xPt: box.xPt + box.widthPt - qrPt,
    yPt: box.yPt,
    widthPt: qrPt,
    heightPt: qrPt,
  });
  const write = (
    canvas: PageCanvas,
    style: TextStyle,
    { lines, sizePt }: FittedText,
    { xPt, topPt }: { readonly xPt: number; readonly topPt: number },
  ): void => {
    lines.forEach((line, index) => {
      const y = topPt + index * pitchPt + baselinePt(pitchPt, style.sizePt);
      canvas.text(atSize(style, sizePt), xPt, y, line);
    });
  };

  return {
    shapeKey: String(address.lines.length),
    heightPt: Math.max(qrPt, noteTop + pitchPt * note.lines.length),
    tags: [
      { tag: 'H2' },
      { tag: 'P' },
      { tag: 'P' },
      { tag: 'Figure', entries: `/Alt${toPdfTextString(labels.qrAlternative)}`, bounds: qrBounds },
    ],
    furnish(canvas, box) {
      const { xPt, yPt } = box;
      canvas.begin('H2', box.firstMark);
      const heading = { lines: [labels.verifyHeading], sizePt: styles.sectionHeading.sizePt };
      write(canvas, styles.sectionHeading, heading, { xPt, topPt: yPt });
      canvas.end();
      canvas.begin('P', box.firstMark + 2);
      write(canvas, styles.noteQuiet, note, { xPt, topPt: yPt + noteTop });
      canvas.end();
    },
    draw(canvas, box) {
      const { xPt, yPt } = box;
      canvas.begin('P', box.firstMark + 1);
      write(canvas, styles.note, address, { xPt, topPt: yPt + addressTop });
      canvas.end();
      const { modules, operators } = context.qrCodes.draw(content.verificationUrl);
      const bounds = qrBounds(box);
      canvas.begin('Figure', box.firstMark + 3);
      canvas.shape(
        colours.ink,
        qrPt / modules,
        bounds.xPt,
        bounds.yPt + bounds.heightPt,
        operators,
      );
      canvas.end();
    },
  };
}
