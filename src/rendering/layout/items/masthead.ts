import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import type { TextStyle } from '../../page/text-style.ts';
import { toPdfTextString } from '../../pdf/pdf-text.ts';
import type { Box } from '../../structure/tag-template.ts';
import { fillLabel } from '../../template/labels-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';

const BELOW_CREST_PT = 4;
const ABOVE_TITLE_PT = 3;
const BELOW_PT = 6;
/** Names stay clear of the document id on the right. */
const SIDE_PT = 112;

/** A line of the centred block, with how far its line is high. */
interface CentredLine {
  readonly tag: string;
  readonly style: TextStyle;
  readonly pitchPt: number;
  readonly spaceBeforePt: number;
  readonly text: string;
}

/** The head of the first page: crest, names and title in the middle, document id and date on the right. */
export function toMasthead(context: LayoutContext, content: TranscriptContent): FlowItem {
  const { data, labels, institution } = context;
  const lines = toCentredLines(context);
  const crest = (box: Box) => ({
    xPt: box.xPt + (box.widthPt - data.crest.heightPt * context.crestAspect) / 2,
    yPt: box.yPt,
    widthPt: data.crest.heightPt * context.crestAspect,
    heightPt: data.crest.heightPt,
  });
  const linesPt = lines.reduce((sum, line) => sum + line.spaceBeforePt + line.pitchPt, 0);
  const alternative = fillLabel(labels.crestAlternative, { institution: institution.name });
  return {
    shapeKey: 'm',
    heightPt: data.crest.heightPt + BELOW_CREST_PT + linesPt + BELOW_PT,
    tags: [
      { tag: 'Figure', entries: `/Alt${toPdfTextString(alternative)}`, bounds: crest },
      ...lines.map(({ tag }) => ({ tag })),
      { tag: 'P' },
      { tag: 'P' },
    ],
    furnish(canvas, box) {
      const { xPt, yPt, heightPt } = crest(box);
      canvas.begin('Figure', box.firstMark);
      canvas.shape(context.colours.accent, heightPt, xPt, yPt + heightPt, '/Crest Do');
      canvas.end();
      let top = yPt + heightPt + BELOW_CREST_PT;
      lines.forEach(({ tag, style, pitchPt, spaceBeforePt, text }, index) => {
        top += spaceBeforePt;
        canvas.begin(tag, box.firstMark + 1 + index);
        const y = top + baselinePt(pitchPt, style.sizePt);
        canvas.text(style, box.xPt + box.widthPt / 2, y, text, 'centre');
        canvas.end();
        top += pitchPt;
      });
    },
    draw(canvas, box) {
      const mark = box.firstMark + 1 + lines.length;
      const { styles } = context;
      const right = box.xPt + box.widthPt;
      const below = box.yPt + data.pitch.fieldLabel + data.pitch.fieldValue + 6;
      drawRight(context, canvas, mark, [right, box.yPt], {
        label: content.documentIdLabel,
        value: content.documentId,
        style: styles.documentId,
      });
      drawRight(context, canvas, mark + 1, [right, below], {
        label: content.issueDateLabel,
        value: content.issueDate,
        style: styles.fieldValue,
      });
    },
  };
}

function toCentredLines(context: LayoutContext): CentredLine[] {
  const { styles, institution, fitter, data } = context;
  const one = (
    tag: string,
    style: TextStyle,
    text: string,
    spaceBeforePt = 0,
    widthPt = context.widthPt,
  ): CentredLine => {
    const { sizePt } = fitter.fit(text, {
      face: style.face,
      sizePt: style.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt,
      maxLines: 1,
    });
    return {
      tag,
      style: { ...style, sizePt },
      pitchPt: style.sizePt * 1.34,
      spaceBeforePt,
      text,
    };
  };
  return [
    one('P', styles.institution, institution.name),
    one('P', styles.institutionOther, institution.otherName),
    one('H1', styles.title, institution.title, ABOVE_TITLE_PT, context.widthPt - 2 * SIDE_PT),
    one('P', styles.titleOther, institution.otherTitle),
  ];
}

function drawRight(
  { data, styles }: LayoutContext,
  canvas: PageCanvas,
  mark: number,
  [right, top]: readonly [number, number],
  field: { readonly label: string; readonly value: string; readonly style: TextStyle },
): void {
  const { fieldLabel, fieldValue } = data.pitch;
  canvas.begin('P', mark);
  canvas.text(
    styles.fieldLabel,
    right,
    top + baselinePt(fieldLabel, styles.fieldLabel.sizePt),
    field.label,
    'right',
  );
  const y = top + fieldLabel + baselinePt(fieldValue, field.style.sizePt);
  canvas.text(field.style, right, y, field.value, 'right');
  canvas.end();
}

const NOTICE_PITCH_PT = 19;
const BELOW_NOTICE_PT = 7;

/**
 * One sentence across the page, between rules: that the document is provisional, or the studies not
 * completed.
 */
export function toNotice(context: LayoutContext, notice: string): FlowItem {
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
    heightPt: NOTICE_PITCH_PT + BELOW_NOTICE_PT,
    tags: [{ tag: 'P' }],
    furnish(canvas, box) {
      for (const y of [box.yPt, box.yPt + NOTICE_PITCH_PT]) {
        canvas.line(colours.accent, 2 * HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
      }
    },
    draw(canvas, box) {
      canvas.begin('P', box.firstMark);
      const y = box.yPt + 1 + baselinePt(NOTICE_PITCH_PT, sizePt);
      canvas.text({ ...styles.notice, sizePt }, box.xPt + box.widthPt / 2, y, notice, 'centre');
      canvas.end();
    },
  };
}

/** A hairline across the page, with air above and below. */
export function toRule(
  context: LayoutContext,
  spaceBeforePt: number,
  spaceAfterPt: number,
): FlowItem {
  return {
    shapeKey: 'r',
    heightPt: spaceBeforePt + spaceAfterPt,
    tags: [],
    furnish(canvas, box) {
      const y = box.yPt + spaceBeforePt;
      canvas.line(context.colours.line, HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
    },
  };
}
