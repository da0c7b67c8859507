import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import type { PathStep } from '../../page/path-steps.ts';
import { atSize } from '../../page/text-style.ts';
import { fillLabel } from '../../template/labels-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';
import type { DocumentPlaces } from '../place-document.ts';

const HEADER_GAP_PT = 10;
const FOOTER_BELOW_MARGIN_PT = 14;

/**
 * The head of every page after the first: who, and which document. Repeats what stands on the first
 * page, so it is outside the structure tree.
 */
export function toRunningHeader(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { styles, data, fitter, institution } = context;
  const pitch = data.pitch.note + 2;
  const notices = content.notice === undefined ? [] : [content.notice];
  const rulePt = pitch * (1 + notices.length) + 2;
  const who = fitter.fit(`${institution.name} · ${content.studentName} · ${content.studentId}`, {
    face: 'regular',
    sizePt: styles.running.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt: context.widthPt * 0.75,
    maxLines: 1,
  });
  return {
    shapeKey: `H${notices.length}`,
    heightPt: rulePt + HEADER_GAP_PT,
    tags: [],
    furnish(canvas, box) {
      const y = box.yPt + rulePt;
      canvas.line(context.colours.line, HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
    },
    draw(canvas, box) {
      const y = box.yPt + baselinePt(pitch, styles.running.sizePt);
      canvas.beginArtifact('Pagination');
      canvas.text(atSize(styles.running, who.sizePt), box.xPt, y, who.lines[0]!);
      canvas.text(styles.running, box.xPt + box.widthPt, y, content.documentId, 'right');
      for (const notice of notices) {
        const style = atSize(styles.notice, styles.running.sizePt);
        canvas.text(style, box.xPt, y + pitch, notice);
      }
      canvas.end();
    },
  };
}

/** Lines round a page: one, and inside it a finer one. Nothing where the template has no frame. */
export function drawFrame({ data, colours }: LayoutContext, canvas: PageCanvas): void {
  if (data.frame === undefined) return;
  const { widthPt, heightPt } = data.page;
  const { insetPt, gapPt } = data.frame;
  const rectangle = (inset: number): readonly PathStep[] => [
    ['m', inset, inset],
    ['l', widthPt - inset, inset],
    ['l', widthPt - inset, heightPt - inset],
    ['l', inset, heightPt - inset],
    ['h'],
  ];
  canvas.path({ stroke: colours.accent, widthPt: 2 * HAIRLINE_PT }, rectangle(insetPt));
  canvas.path({ stroke: colours.accent, widthPt: HAIRLINE_PT }, rectangle(insetPt + gapPt));
}

/** Space that is only as high needs no line: nothing of use fits in. */
const LEAST_VOID_PT = 48;
const VOID_PADDING_PT = 10;

/** A line through the empty space of the last page, where the template wants it. */
export function drawVoidLine(
  context: LayoutContext,
  { topPt, bottomPt }: DocumentPlaces['emptySpace'],
  canvas: PageCanvas,
): void {
  const { data, colours, widthPt } = context;
  const { marginPt } = data.page;
  if (!data.voidLine || bottomPt - topPt < LEAST_VOID_PT) return;
  const from = [marginPt, bottomPt - VOID_PADDING_PT] as const;
  const to = [marginPt + widthPt, topPt + VOID_PADDING_PT] as const;
  canvas.line(colours.line, HAIRLINE_PT, from, to);
}

/** The foot of every page: how to check the document, and which page of how many this is. */
export function drawFooter(
  context: LayoutContext,
  content: TranscriptContent,
  canvas: PageCanvas,
  place: { readonly page: number; readonly pageCount: number },
): void {
  const { styles, labels, data, fitter, digits } = context;
  const { marginPt, heightPt, widthPt } = data.page;
  const y = heightPt - marginPt + FOOTER_BELOW_MARGIN_PT;
  const footer = fitter.fit(fillLabel(labels.footer, { url: content.verificationUrl }), {
    face: 'regular',
    sizePt: styles.footer.sizePt,
    smallestPt: styles.footer.sizePt / 2,
    widthPt: context.widthPt * 0.82,
    maxLines: 1,
  });
  canvas.beginArtifact('Pagination');
  canvas.text(atSize(styles.footer, footer.sizePt), marginPt, y, footer.lines[0]!);
  const page = {
    page: digits(String(place.page + 1)),
    pages: digits(String(place.pageCount)),
  };
  canvas.text(styles.footer, widthPt - marginPt, y, fillLabel(labels.pageNumber, page), 'right');
  canvas.end();
}
