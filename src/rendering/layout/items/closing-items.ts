import type { TranscriptContent } from '../../content/transcript-content.ts';
import { toQrPath } from '../../qr/qr-path.ts';
import { toPdfTextString } from '../../pdf/pdf-text.ts';
import type { Box } from '../../structure/tag-template.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';
import { textDoesNotFit } from '../text-fitter.ts';

const SECTION_GAP_PT = 6;
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
    heightPt: lines.length * data.pitch.legend + SECTION_GAP_PT,
    tags: [{ tag: 'H2' }, { tag: 'P' }],
    furnish(canvas, box) {
      const baseline = box.yPt + baselinePt(data.pitch.legend, sizePt);
      canvas.begin('H2', box.firstMark);
      canvas.text(styles.legendHeading, box.xPt, baseline, labels.legendHeading);
      canvas.end();
      canvas.begin('P', box.firstMark + 1);
      lines.forEach((line, index) => {
        const y = baseline + index * data.pitch.legend;
        canvas.text(styles.legend, box.xPt + headingPt, y, line);
      });
      canvas.end();
    },
  };
}

/** How wide the signatory's part is, of the whole width. */
const SIGNATORY_SHARE = 0.44;
const QR_GAP_PT = 12;
const BAR_PT = 1.6;
const BAR_GAP_PT = 9;

/** Who signs, on the left; how to verify, with the QR code, on the right. */
export function toSignatureAndQr(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { data, labels, styles, institution, fitter, colours } = context;
  const qrPt = data.qr.sizePt;
  const { note } = data.pitch;
  const signatoryPt = context.widthPt * SIGNATORY_SHARE;
  const noteX = signatoryPt + QR_GAP_PT;
  const notePt = context.widthPt - noteX - qrPt - QR_GAP_PT;
  const fit = (
    text: string,
    face: 'regular' | 'bold',
    sizePt: number,
    maxLines: number,
    pt = notePt,
  ) => fitter.fit(text, { face, sizePt, smallestPt: data.sizes.smallest, widthPt: pt, maxLines });

  const innerPt = signatoryPt - BAR_GAP_PT - 6;
  const signatory = [
    { style: styles.fieldLabel, text: labels.signatory, pitch: note, lines: 1 },
    { style: styles.signatory, text: institution.name, pitch: 13, lines: 2 },
    { style: styles.note, text: institution.registrarName, pitch: note + 1, lines: 2 },
    { style: styles.noteQuiet, text: institution.registrarTitle, pitch: note + 1, lines: 2 },
  ].map(({ style, text, pitch, lines }) => ({
    style,
    pitch,
    fitted: fit(text, style.face, style.sizePt, lines, innerPt),
  }));
  const url = fit(content.verificationUrl, 'regular', styles.note.sizePt, 3);
  const how = fit(labels.verifyNote, 'regular', styles.noteQuiet.sizePt, 6);
  const noteHeightPt = note * (1 + url.lines.length + how.lines.length) + 4;
  const signatoryHeightPt =
    signatory.reduce((sum, { pitch, fitted }) => sum + pitch * fitted.lines.length, 0) + note + 3;
  const heightPt = Math.max(qrPt, noteHeightPt, signatoryHeightPt);
  const qrBounds = (box: Box) => ({
    xPt: box.xPt + box.widthPt - qrPt,
    yPt: box.yPt,
    widthPt: qrPt,
    heightPt: qrPt,
  });

  return {
    shapeKey: `q${Math.round(heightPt * 10)}.${url.lines.length}`,
    heightPt: heightPt + SECTION_GAP_PT,
    tags: [
      { tag: 'P' },
      { tag: 'P' },
      { tag: 'Form', signatureField: true },
      { tag: 'H2' },
      { tag: 'P' },
      { tag: 'P' },
      { tag: 'Figure', entries: `/Alt${toPdfTextString(labels.qrAlternative)}`, bounds: qrBounds },
    ],
    furnish(canvas, box) {
      const x = box.xPt + BAR_GAP_PT;
      const barX = box.xPt + BAR_PT / 2;
      canvas.line(colours.accent, BAR_PT, [barX, box.yPt], [barX, box.yPt + heightPt]);
      canvas.begin('P', box.firstMark);
      let top = box.yPt;
      for (const { style, pitch, fitted } of signatory) {
        for (const line of fitted.lines) {
          const sized = { ...style, sizePt: fitted.sizePt };
          canvas.text(sized, x, top + baselinePt(pitch, style.sizePt), line);
          top += pitch;
        }
      }
      canvas.end();

      const left = box.xPt + noteX;
      canvas.begin('H2', box.firstMark + 2);
      const headingY = box.yPt + baselinePt(note, styles.sectionHeading.sizePt);
      canvas.text(styles.sectionHeading, left, headingY, labels.verifyHeading);
      canvas.end();
      canvas.begin('P', box.firstMark + 4);
      how.lines.forEach((line, index) => {
        const lineTop = box.yPt + note * (1 + url.lines.length + index) + 4;
        const sized = { ...styles.noteQuiet, sizePt: how.sizePt };
        canvas.text(sized, left, lineTop + baselinePt(note, styles.note.sizePt), line);
      });
      canvas.end();
    },
    draw(canvas, box) {
      canvas.begin('P', box.firstMark + 1);
      const dateY = box.yPt + signatoryHeightPt - note + baselinePt(note, styles.note.sizePt);
      const date = `${content.issueDateLabel} ${content.issueDate}`;
      canvas.text(styles.noteQuiet, box.xPt + BAR_GAP_PT, dateY, date);
      canvas.end();
      canvas.begin('P', box.firstMark + 3);
      url.lines.forEach((line, index) => {
        const top = box.yPt + note * (1 + index) + 2;
        const sized = { ...styles.note, sizePt: url.sizePt };
        canvas.text(sized, box.xPt + noteX, top + baselinePt(note, styles.note.sizePt), line);
      });
      canvas.end();
      const { modules, operators } = toQrPath(content.verificationUrl);
      const bounds = qrBounds(box);
      canvas.begin('Figure', box.firstMark + 5);
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

/** Where the signature field's rectangle lies: over the signatory's block of {@link toSignatureAndQr}. */
export function toSignatureRectangle(context: LayoutContext, box: Box): Box {
  return {
    ...box,
    widthPt: context.widthPt * SIGNATORY_SHARE,
    heightPt: box.heightPt - SECTION_GAP_PT,
  };
}

/** What the line of tiny letters repeats. */
export function toMicrotextPhrase({ documentId }: TranscriptContent): string {
  return `${documentId} · `;
}

/**
 * A line of the document id in letters so small that a photocopier makes a grey stroke of them. Drawn as
 * shapes: as text it would be in everything that is copied from the page.
 */
export function toMicrotext(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { data, outlines, widthPt, colours } = context;
  const sizePt = data.sizes.microtext;
  return {
    shapeKey: 'u',
    heightPt: sizePt + 2 * HAIRLINE_PT,
    tags: [],
    draw(canvas, box) {
      const { width } = outlines.draw(toMicrotextPhrase(content));
      const times = Math.round(widthPt / (width * (sizePt / 100)));
      const operators = Array<string>(times)
        .fill('/Microtext Do')
        .join(`\n1 0 0 1 ${width} 0 cm\n`);
      canvas.beginArtifact('Layout');
      const scale = widthPt / (width * times);
      canvas.shape(colours.muted, scale, box.xPt, box.yPt + sizePt, operators);
      canvas.end();
    },
  };
}
