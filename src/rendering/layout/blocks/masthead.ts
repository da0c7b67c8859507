import type { Alignment, PageCanvas } from '../../page/page-canvas.ts';
import type { TextStyle } from '../../page/text-style.ts';
import { toPdfTextString } from '../../pdf/pdf-text.ts';
import type { Box } from '../../structure/tag-template.ts';
import type { BlockOf } from '../../template/block-schema.ts';
import { fillLabel } from '../../template/labels-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';

const BELOW_CREST_PT = 4;
const BESIDE_CREST_PT = 12;
const ABOVE_TITLE_PT = 3;
const ABOVE_LEFT_TITLE_PT = 14;
const BELOW_PT = 6;
/** Names stay clear of the document id on the right. */
const SIDE_PT = 112;
const MAX_LINES = 2;

/** A name, with where it stands in the block. */
interface Name {
  readonly tag: string;
  readonly style: TextStyle;
  readonly pitchPt: number;
  readonly topPt: number;
  readonly xPt: number;
  readonly lines: readonly string[];
}

/** Where crest and names stand, from the block's top left corner. */
interface Arrangement {
  readonly align: Alignment;
  readonly crestXPt: number;
  readonly names: readonly Name[];
  readonly heightPt: number;
}

/** The head of the first page: crest, names and title, with document id and date on the right. */
export function toMasthead(context: LayoutContext, block: BlockOf<'masthead'>): FlowItem {
  const { data, labels, institution } = context;
  const { align, crestXPt, names, heightPt } =
    block.arrangement === 'left' ? toLeft(context) : toCentred(context);
  const crest = (box: Box) => ({
    xPt: box.xPt + crestXPt,
    yPt: box.yPt,
    widthPt: data.crest.heightPt * context.crestAspect,
    heightPt: data.crest.heightPt,
  });
  const alternative = fillLabel(labels.crestAlternative, { institution: institution.name });
  return {
    shapeKey: 'm',
    heightPt,
    tags: [
      { tag: 'Figure', entries: `/Alt${toPdfTextString(alternative)}`, bounds: crest },
      ...names.map(({ tag }) => ({ tag })),
      { tag: 'P' },
      { tag: 'P' },
    ],
    furnish(canvas, box) {
      const place = crest(box);
      canvas.begin('Figure', box.firstMark);
      const bottom = place.yPt + place.heightPt;
      canvas.shape(context.colours.accent, place.heightPt, place.xPt, bottom, '/Crest Do');
      canvas.end();
      names.forEach(({ tag, style, pitchPt, topPt, xPt, lines }, index) => {
        canvas.begin(tag, box.firstMark + 1 + index);
        lines.forEach((line, number) => {
          const y = box.yPt + topPt + number * pitchPt + baselinePt(pitchPt, style.sizePt);
          canvas.text(style, box.xPt + xPt, y, line, align);
        });
        canvas.end();
      });
    },
    draw(canvas, box, content) {
      const mark = box.firstMark + 1 + names.length;
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

/** The crest in the middle, everything else under it. */
function toCentred(context: LayoutContext): Arrangement {
  const { data, styles, institution, widthPt } = context;
  const besides = widthPt - 2 * SIDE_PT;
  // The longest name ends below the document id, where the whole width is free.
  const rows = [
    toName(context, 'P', styles.institution, institution.name, widthPt),
    toName(context, 'P', styles.institutionOther, institution.otherName, widthPt),
    toName(context, 'H1', styles.title, institution.title, besides),
    toName(context, 'P', styles.titleOther, institution.otherTitle, besides),
  ];
  let topPt = data.crest.heightPt + BELOW_CREST_PT;
  const names = rows.map((row): Name => {
    if (row.tag === 'H1') topPt += ABOVE_TITLE_PT;
    const name = { ...row, topPt, xPt: widthPt / 2 };
    topPt += heightOf(row);
    return name;
  });
  const crestXPt = (widthPt - data.crest.heightPt * context.crestAspect) / 2;
  return { align: 'centre', crestXPt, names, heightPt: topPt + BELOW_PT };
}

/** The crest on the left, the institution's names beside it, the title under both. */
function toLeft(context: LayoutContext): Arrangement {
  const { data, styles, institution, widthPt } = context;
  const namesXPt = data.crest.heightPt * context.crestAspect + BESIDE_CREST_PT;
  const namesPt = widthPt - namesXPt - SIDE_PT;
  const beside = [
    toName(context, 'P', styles.institution, institution.name, namesPt),
    toName(context, 'P', styles.institutionOther, institution.otherName, namesPt),
  ];
  const below = [
    toName(context, 'H1', styles.title, institution.title, widthPt),
    toName(context, 'P', styles.titleOther, institution.otherTitle, widthPt),
  ];
  const besideHeight = beside.reduce((sum, name) => sum + heightOf(name), 0);
  let topPt = Math.max(0, (data.crest.heightPt - besideHeight) / 2);
  const place = (xPt: number) => (row: UnplacedName) => {
    const name = { ...row, topPt, xPt };
    topPt += heightOf(row);
    return name;
  };
  const names = beside.map(place(namesXPt));
  topPt = Math.max(topPt, data.crest.heightPt) + ABOVE_LEFT_TITLE_PT;
  names.push(...below.map(place(0)));
  return { align: 'left', crestXPt: 0, names, heightPt: topPt + BELOW_PT };
}

type UnplacedName = Omit<Name, 'topPt' | 'xPt'>;

function heightOf({ lines, pitchPt }: UnplacedName): number {
  return lines.length * pitchPt;
}

/** A name on one line, or a long one on two. */
function toName(
  { fitter, data }: LayoutContext,
  tag: string,
  style: TextStyle,
  text: string,
  widthPt: number,
): UnplacedName {
  const { sizePt, lines } = fitter.fit(text, {
    face: style.face,
    sizePt: style.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt,
    maxLines: MAX_LINES,
  });
  return { tag, style: { ...style, sizePt }, pitchPt: style.sizePt * 1.34, lines };
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
  canvas.space();
  const y = top + fieldLabel + baselinePt(fieldValue, field.style.sizePt);
  canvas.text(field.style, right, y, field.value, 'right');
  canvas.end();
}
