import type { ContentField, TranscriptContent } from '../../content/transcript-content.ts';
import type { BlockOf, FieldPlacement } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';
import type { FittedText } from '../text-fitter.ts';
import { toPresentFields } from './present-fields.ts';

const LIST_GAP_PT = 16;
const LABEL_GAP_PT = 10;
const MAX_VALUE_LINES = 4;

type ListField = FieldPlacement & ContentField;

interface Cell {
  readonly field: ListField;
  readonly xPt: number;
  readonly valueXPt: number;
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
  const labelWidths = fields.map(({ label }) =>
    fitter.widthPt('regular', styles.studentLabel.sizePt, label),
  );
  const labelPt = Math.max(...labelWidths, 0) + LABEL_GAP_PT;
  return fields.map((field) => ({
    field,
    xPt,
    valueXPt: xPt + labelPt,
    value: fitter.fit(field.value, {
      face: field.emphasis ? 'bold' : 'regular',
      sizePt: styles.studentValue.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt: widthPt - labelPt,
      maxLines: MAX_VALUE_LINES,
      mode: field.isName ? 'name' : 'text',
    }),
  }));
}

function toRow(context: LayoutContext, cells: readonly Cell[]): FlowItem {
  const { styles, data } = context;
  const { studentField: pitch, studentContinuation } = data.pitch;
  const lines = Math.max(...cells.map(({ value }) => value.lines.length));
  return {
    shapeKey: `f${cells.length}.${lines}`,
    heightPt: pitch + (lines - 1) * studentContinuation,
    tags: cells.map(() => ({ tag: 'P' })),
    draw(canvas, box) {
      const baseline = box.yPt + baselinePt(pitch, styles.studentValue.sizePt);
      cells.forEach(({ field, xPt, valueXPt, value }, index) => {
        const style = field.emphasis ? styles.studentEmphasis : styles.studentValue;
        canvas.begin('P', box.firstMark + index);
        canvas.text(styles.studentLabel, box.xPt + xPt, baseline, field.label);
        canvas.space();
        value.lines.forEach((line, number) => {
          const sized = { ...style, sizePt: value.sizePt };
          canvas.text(sized, box.xPt + valueXPt, baseline + number * studentContinuation, line);
        });
        canvas.end();
      });
    },
  };
}
