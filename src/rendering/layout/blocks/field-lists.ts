import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { TextStyle } from '../../page/text-style.ts';
import { atSize } from '../../page/text-style.ts';
import type { BlockOf, ListFieldPlacement } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';
import type { FittedText } from '../text-fitter.ts';
import type { PresentField } from './present-fields.ts';
import { toPresentFields } from './present-fields.ts';

const LIST_GAP_PT = 16;
const LABEL_GAP_PT = 10;
const MAX_VALUE_LINES = 4;

type ListField = PresentField<ListFieldPlacement>;

interface Cell {
  readonly field: ListField;
  readonly xPt: number;
  readonly valueXPt: number;
  readonly style: TextStyle;
  readonly value: FittedText;
}

/** Two lists of fields beside each other, labels before the values; one item for each row. */
export function toFieldLists(
  context: LayoutContext,
  content: TranscriptContent,
  block: BlockOf<'fieldLists'>,
): readonly FlowItem[] {
  const left = toPresentFields(content, block.left);
  const right = toPresentFields(content, block.right);
  const leftPt = context.widthPt * block.leftShare;
  const cells = [
    toCells(context, left, 0, leftPt - LIST_GAP_PT),
    toCells(context, right, leftPt, context.widthPt - leftPt),
  ];
  const rows = Math.max(left.length, right.length);
  return Array.from({ length: rows }, (_, row) =>
    toRow(
      context,
      cells.flatMap((list) => list[row] ?? []),
    ),
  );
}

function toCells(
  context: LayoutContext,
  fields: readonly ListField[],
  xPt: number,
  widthPt: number,
): readonly Cell[] {
  const { styles, fitter, data } = context;
  const labelSizePt = styles.studentLabel.sizePt;
  let widestPt = 0;
  for (const { content } of fields) {
    widestPt = Math.max(widestPt, fitter.widthPt('regular', labelSizePt, content.label));
  }
  const labelPt = widestPt + LABEL_GAP_PT;
  return fields.map((field) => {
    const style = toValueStyle(context, field);
    const value = fitter.fit(field.content.value, {
      face: style.face,
      sizePt: style.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt: widthPt - labelPt,
      maxLines: MAX_VALUE_LINES,
      mode: field.content.isName ? 'name' : 'text',
    });
    return { field, xPt, valueXPt: xPt + labelPt, style, value };
  });
}

function toValueStyle({ styles }: LayoutContext, { placement }: ListField): TextStyle {
  const { emphasis } = placement;
  if (emphasis === 'large') return styles.studentLarge;
  return emphasis ? styles.studentStrong : styles.studentValue;
}

function toRow(context: LayoutContext, cells: readonly Cell[]): FlowItem {
  const { styles, data } = context;
  const lines = Math.max(...cells.map(({ value }) => value.lines.length));
  // Lines of larger values stand further apart, in the whole row.
  const sizePt = Math.max(...cells.map(({ style }) => style.sizePt));
  const scale = sizePt / styles.studentValue.sizePt;
  const pitch = data.pitch.studentField * scale;
  const continuation = data.pitch.studentContinuation * scale;
  return {
    shapeKey: `f${cells.length}.${lines}${scale > 1 ? 'l' : ''}`,
    heightPt: pitch + (lines - 1) * continuation,
    tags: cells.map(() => ({ tag: 'P' })),
    draw(canvas, box) {
      const baseline = box.yPt + baselinePt(pitch, sizePt);
      cells.forEach(({ field, xPt, valueXPt, style, value }, index) => {
        canvas.begin('P', box.firstMark + index);
        canvas.text(styles.studentLabel, box.xPt + xPt, baseline, field.content.label);
        canvas.space();
        value.lines.forEach((line, number) => {
          const sized = atSize(style, value.sizePt);
          canvas.text(sized, box.xPt + valueXPt, baseline + number * continuation, line);
        });
        canvas.end();
      });
    },
  };
}
