import type { TranscriptContent } from '../../content/transcript-content.ts';
import type { BlockOf, GridFieldPlacement } from '../../template/block-schema.ts';
import { GRID_COLUMNS } from '../../template/block-schema.ts';
import { atSize } from '../../page/text-style.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';
import type { FittedText } from '../text-fitter.ts';
import type { PresentField } from './present-fields.ts';
import { toPresentFields } from './present-fields.ts';

const CELL_GAP_PT = 10;
const ROW_GAP_PT = 3.5;
/** Degrees and thesis titles may be long; a fifth line would push the courses from the page. */
const MAX_VALUE_LINES = 4;

type GridField = PresentField<GridFieldPlacement>;

interface Cell {
  readonly field: GridField;
  readonly xPt: number;
  readonly value: FittedText;
}

/** Fields on a grid of twelve columns, one item for each row: small labels, the values under them. */
export function toFieldGrid(
  context: LayoutContext,
  content: TranscriptContent,
  block: BlockOf<'fieldGrid'>,
): readonly FlowItem[] {
  const rows: Cell[][] = [];
  let column = GRID_COLUMNS;
  for (const field of toPresentFields(content, block.fields)) {
    const { span } = field.placement;
    if (column + span > GRID_COLUMNS) {
      rows.push([]);
      column = 0;
    }
    rows.at(-1)!.push(toCell(context, field, column));
    column += span;
  }
  return rows.map((cells) => toRow(context, cells));
}

function toCell(context: LayoutContext, field: GridField, column: number): Cell {
  const { data, styles, fitter, widthPt } = context;
  const value = fitter.fit(field.content.value, {
    face: field.placement.emphasis ? 'bold' : 'regular',
    sizePt: styles.fieldValue.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt: (widthPt * field.placement.span) / GRID_COLUMNS - CELL_GAP_PT,
    maxLines: MAX_VALUE_LINES,
    mode: field.content.isName ? 'name' : 'text',
  });
  return { field, xPt: (widthPt * column) / GRID_COLUMNS, value };
}

function toRow(context: LayoutContext, cells: readonly Cell[]): FlowItem {
  const { data, styles } = context;
  const { fieldLabel, fieldValue } = data.pitch;
  const lines = Math.max(...cells.map((cell) => cell.value.lines.length));
  return {
    shapeKey: `f${cells.length}.${lines}`,
    heightPt: fieldLabel + lines * fieldValue + ROW_GAP_PT,
    tags: cells.map(() => ({ tag: 'P' })),
    draw(canvas, box) {
      cells.forEach(({ field, xPt, value }, index) => {
        const x = box.xPt + xPt;
        const style = field.placement.emphasis ? styles.fieldEmphasis : styles.fieldValue;
        canvas.begin('P', box.firstMark + index);
        canvas.text(
          styles.fieldLabel,
          x,
          box.yPt + baselinePt(fieldLabel, styles.fieldLabel.sizePt),
          field.content.label,
        );
        canvas.space();
        value.lines.forEach((line, number) => {
          const top = box.yPt + fieldLabel + number * fieldValue;
          const sized = atSize(style, value.sizePt);
          canvas.text(sized, x, top + baselinePt(fieldValue, style.sizePt), line);
        });
        canvas.end();
      });
    },
  };
}
