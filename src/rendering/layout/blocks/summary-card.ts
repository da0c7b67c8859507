import type { TranscriptContent } from '../../content/transcript-content.ts';
import { roundedRectangle } from '../../page/path-steps.ts';
import { atSize } from '../../page/text-style.ts';
import { toPdfTextString } from '../../pdf/pdf-text.ts';
import type { Box, TagTemplate } from '../../structure/tag-template.ts';
import type { BlockOf, FieldPlacement } from '../../template/block-schema.ts';
import type { FlowItem } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt } from '../layout-context.ts';
import type { FittedText } from '../text-fitter.ts';
import type { PresentField } from './present-fields.ts';
import { toPresentFields } from './present-fields.ts';
import { drawTermAverages } from './term-averages-line.ts';

const PADDING_PT = 12;
const RADIUS_PT = 5;
const BELOW_PT = 12;
const COLUMN_GAP_PT = 14;
/** Of the card's inner width. */
const FIGURE_SHARE = 0.17;
const CHART_SHARE = 0.42;
const LEAST_CHART_PT = 56;
const ROW_GAP_PT = 5;
const MAX_VALUE_LINES = 2;

interface Cell {
  readonly field: PresentField<FieldPlacement>;
  readonly value: FittedText;
}

/**
 * What a reader wants to know first: one figure written large, a few fields in two columns, and the
 * averages of the terms as a line.
 */
export function toSummaryCard(
  context: LayoutContext,
  content: TranscriptContent,
  block: BlockOf<'summaryCard'>,
): FlowItem {
  const { data, styles, labels, colours, fitter } = context;
  const { fieldLabel, fieldValue } = data.pitch;
  const innerPt = context.widthPt - 2 * PADDING_PT;
  const chartPt = block.chart ? innerPt * CHART_SHARE : 0;
  const figurePt = innerPt * FIGURE_SHARE;
  const columnPt = (innerPt - figurePt - chartPt - (block.chart ? COLUMN_GAP_PT : 0)) / 2;

  const figure = content.fields[block.figure];
  const cells = toPresentFields(content, block.fields).map((field): Cell => ({
    field,
    value: fitter.fit(field.content.value, {
      face: field.placement.emphasis ? 'bold' : 'regular',
      sizePt: styles.fieldValue.sizePt,
      smallestPt: data.sizes.smallest,
      widthPt: columnPt - COLUMN_GAP_PT,
      maxLines: MAX_VALUE_LINES,
    }),
  }));
  const rows = [cells.slice(0, 2), cells.slice(2)].filter((row) => row.length > 0);
  const rowLines = rows.map((row) => Math.max(...row.map(({ value }) => value.lines.length)));
  const rowTops = rows.map((_, row) =>
    rowLines
      .slice(0, row)
      .reduce((top, lines) => top + fieldLabel + lines * fieldValue + ROW_GAP_PT, 0),
  );
  const rowsPt = rowLines.reduce((sum, lines) => sum + fieldLabel + lines * fieldValue, 0);
  const bodyPt = Math.max(
    rowsPt + ROW_GAP_PT * Math.max(0, rows.length - 1),
    fieldLabel + styles.figure.sizePt * 1.3,
    block.chart ? LEAST_CHART_PT : 0,
  );
  const cardPt = bodyPt + 2 * PADDING_PT;
  const chartBounds = (box: Box) => ({
    xPt: box.xPt + box.widthPt - PADDING_PT - chartPt,
    yPt: box.yPt + PADDING_PT,
    widthPt: chartPt,
    heightPt: bodyPt,
  });
  const chartTag: TagTemplate = {
    tag: 'Figure',
    entries: `/Alt${toPdfTextString(labels.chartAlternative)}`,
    bounds: chartBounds,
  };
  const figureMarks = figure === undefined ? 0 : 1;

  return {
    shapeKey: `c${figureMarks}${rowLines.join('.')}.${cells.length}`,
    heightPt: cardPt + BELOW_PT,
    tags: [
      ...Array<TagTemplate>(figureMarks + cells.length).fill({ tag: 'P' }),
      ...(block.chart ? [chartTag] : []),
    ],
    furnish(canvas, box) {
      const card = { ...box, heightPt: cardPt };
      canvas.path({ fill: colours.tint }, roundedRectangle(card, RADIUS_PT));
    },
    draw(canvas, box) {
      const left = box.xPt + PADDING_PT;
      const top = box.yPt + PADDING_PT;
      const labelBaseline = baselinePt(fieldLabel, styles.fieldLabel.sizePt);
      if (figure !== undefined) {
        canvas.begin('P', box.firstMark);
        canvas.text(styles.fieldLabel, left, top + labelBaseline, figure.label);
        canvas.space();
        const y = top + fieldLabel + styles.figure.sizePt * 0.98;
        canvas.text(styles.figure, left, y, figure.value);
        canvas.end();
      }
      cells.forEach(({ field, value }, index) => {
        const x = left + figurePt + (index % 2) * columnPt;
        const y = top + rowTops[Math.floor(index / 2)]!;
        const style = field.placement.emphasis ? styles.fieldEmphasis : styles.fieldValue;
        canvas.begin('P', box.firstMark + figureMarks + index);
        canvas.text(styles.fieldLabel, x, y + labelBaseline, field.content.label);
        canvas.space();
        value.lines.forEach((line, number) => {
          const lineTop = y + fieldLabel + number * fieldValue;
          const sized = atSize(style, value.sizePt);
          canvas.text(sized, x, lineTop + baselinePt(fieldValue, style.sizePt), line);
        });
        canvas.end();
      });
      if (block.chart) {
        canvas.begin('Figure', box.firstMark + figureMarks + cells.length);
        drawTermAverages(context, content.progress, canvas, chartBounds(box));
        canvas.end();
      }
    },
  };
}
