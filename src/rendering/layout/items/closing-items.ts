import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { Box } from '../../structure/tag-template.ts';
import { countMarks } from '../../structure/tag-template.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';
import { textDoesNotFit } from '../text-fitter.ts';
import { toSignatoryBlock } from './signatory-block.ts';
import { toVerificationBlock } from './verification-block.ts';

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
const BLOCK_GAP_PT = 12;

/** Who signs, on the left; how to verify, with the QR code, on the right. */
export function toSignatureAndQr(context: LayoutContext, content: TranscriptContent): FlowItem {
  const signatoryPt = context.widthPt * SIGNATORY_SHARE;
  const verificationX = signatoryPt + BLOCK_GAP_PT;
  const signatory = toSignatoryBlock(context, content, signatoryPt);
  const verification = toVerificationBlock(context, content, context.widthPt - verificationX);
  const heightPt = Math.max(signatory.heightPt, verification.heightPt);
  const signatoryBox = (box: Box): Box => ({ ...box, widthPt: signatoryPt, heightPt });
  const verificationBox = (box: Box): Box => ({
    ...box,
    xPt: box.xPt + verificationX,
    widthPt: box.widthPt - verificationX,
    firstMark: box.firstMark + countMarks(signatory.tags),
  });
  return {
    shapeKey: `q${signatory.shapeKey}${verification.shapeKey}`,
    heightPt: heightPt + SECTION_GAP_PT,
    tags: [
      ...signatory.tags,
      { tag: 'Form', signatureField: true },
      ...verification.tags.map((tag) => {
        const { bounds } = tag;
        if (bounds === undefined) return tag;
        return { ...tag, bounds: (box: Box) => bounds(verificationBox(box)) };
      }),
    ],
    furnish(canvas, box) {
      signatory.furnish?.(canvas, signatoryBox(box));
      verification.furnish?.(canvas, verificationBox(box));
    },
    draw(canvas, box) {
      signatory.draw?.(canvas, signatoryBox(box));
      verification.draw?.(canvas, verificationBox(box));
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
