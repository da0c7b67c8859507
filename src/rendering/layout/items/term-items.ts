import type { ContentCourse, ContentTerm } from '../../content/transcript-content.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import type { Box } from '../../structure/tag-template.ts';
import type { FlowItem, TermItems } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, HAIRLINE_PT } from '../layout-context.ts';

const HEADER_CELL = '/A<</O/Table/Scope/Column>>';
/** The heading is the header of two columns, those of codes and titles. */
const WIDE_HEADER_CELL = '/A<</O/Table/Scope/Column/ColSpan 2>>';
const ROW_HEADER_CELL = '/A<</O/Table/Scope/Row>>';

const CODE_GAP_PT = 8;
const RULE_BELOW_HEADING_PT = 2;

/** A term as a table: its heading with the columns' names, its courses, and its credits and averages. */
export function toTermItems(
  context: LayoutContext,
  term: ContentTerm,
  codeWidthPt: number,
): TermItems {
  return {
    heading: toHeading(context, term),
    courses: term.courses.map((course) => toCourseRow(context, course, codeWidthPt)),
    summary: toSummary(context, term),
    continuation: toContinuation(context, term),
  };
}

/** The width of the codes' column of a document: that of its widest code, within the template's limits. */
export function toCodeWidthPt(context: LayoutContext, terms: readonly ContentTerm[]): number {
  const { minCodeWidthPt, maxCodeWidthPt } = context.data.course;
  let widest = minCodeWidthPt;
  for (const term of terms) {
    for (const { code } of term.courses) {
      widest = Math.max(
        widest,
        context.fitter.widthPt('regular', context.styles.course.sizePt, code),
      );
    }
  }
  return Math.min(widest, maxCodeWidthPt);
}

function toHeading(context: LayoutContext, term: ContentTerm): FlowItem {
  const { styles, labels } = context;
  return {
    shapeKey: 'h',
    heightPt: context.data.pitch.term + RULE_BELOW_HEADING_PT,
    tags: [
      {
        tag: 'TR',
        kids: [
          { tag: 'TH', entries: WIDE_HEADER_CELL, kids: [{ tag: 'H2' }] },
          { tag: 'TH', entries: HEADER_CELL },
          { tag: 'TH', entries: HEADER_CELL },
        ],
      },
    ],
    furnish: (canvas, box) => ruleBelowHeading(context, canvas, box),
    draw(canvas, box) {
      const right = columnEnds(context, box);
      const baseline = headingBaseline(context, box);
      canvas.begin('H2', box.firstMark);
      canvas.text(styles.term, box.xPt, baseline, term.heading);
      canvas.end();
      canvas.begin('TH', box.firstMark + 1);
      canvas.text(styles.columnLabel, right.credits, baseline, labels.columns.credits, 'right');
      canvas.end();
      canvas.begin('TH', box.firstMark + 2);
      canvas.text(styles.columnLabel, right.grade, baseline, labels.columns.grade, 'right');
      canvas.end();
    },
  };
}

function toContinuation(context: LayoutContext, term: ContentTerm): FlowItem {
  return {
    shapeKey: 'k',
    heightPt: context.data.pitch.term + RULE_BELOW_HEADING_PT,
    tags: [],
    furnish: (canvas, box) => ruleBelowHeading(context, canvas, box),
    draw(canvas, box) {
      const { styles, labels } = context;
      const right = columnEnds(context, box);
      const baseline = headingBaseline(context, box);
      canvas.beginArtifact('Pagination');
      canvas.text(styles.term, box.xPt, baseline, term.continuation);
      canvas.text(styles.columnLabel, right.credits, baseline, labels.columns.credits, 'right');
      canvas.text(styles.columnLabel, right.grade, baseline, labels.columns.grade, 'right');
      canvas.end();
    },
  };
}

function toCourseRow(context: LayoutContext, course: ContentCourse, codeWidthPt: number): FlowItem {
  const { data, styles, fitter, columnWidthPt } = context;
  const { course: widths, pitch, sizes } = data;
  const size = { sizePt: styles.course.sizePt, smallestPt: sizes.smallest };
  const code = fitter.fit(course.code, {
    ...size,
    face: 'regular',
    widthPt: codeWidthPt,
    maxLines: 1,
  });
  const credits = fitter.fit(course.credits, {
    ...size,
    face: 'regular',
    widthPt: widths.creditsWidthPt,
    maxLines: 1,
  });
  const title = fitter.fit(course.title, {
    ...size,
    face: 'regular',
    widthPt:
      columnWidthPt - codeWidthPt - CODE_GAP_PT - widths.creditsWidthPt - widths.gradeWidthPt,
    maxLines: widths.maxTitleLines,
  });
  const baseline = baselinePt(pitch.course, styles.course.sizePt);
  return {
    shapeKey: String(title.lines.length),
    heightPt: pitch.course + (title.lines.length - 1) * pitch.courseContinuation,
    tags: [
      {
        tag: 'TR',
        kids: [
          { tag: 'TH', entries: ROW_HEADER_CELL },
          { tag: 'TD' },
          { tag: 'TD' },
          { tag: 'TD' },
        ],
      },
    ],
    draw(canvas, box) {
      const y = box.yPt + baseline;
      const right = columnEnds(context, box);
      canvas.begin('TH', box.firstMark);
      canvas.text({ ...styles.course, sizePt: code.sizePt }, box.xPt, y, course.code);
      canvas.end();
      canvas.begin('TD', box.firstMark + 1);
      const titleStyle = { ...styles.course, sizePt: title.sizePt };
      title.lines.forEach((line, index) => {
        const lineY = y + index * pitch.courseContinuation;
        canvas.text(titleStyle, box.xPt + codeWidthPt + CODE_GAP_PT, lineY, line);
      });
      canvas.end();
      canvas.begin('TD', box.firstMark + 2);
      canvas.text(
        { ...styles.course, sizePt: credits.sizePt },
        right.credits,
        y,
        course.credits,
        'right',
      );
      canvas.end();
      canvas.begin('TD', box.firstMark + 3);
      canvas.text(styles.grade, right.grade, y, course.grade, 'right');
      canvas.end();
    },
  };
}

function toSummary(context: LayoutContext, term: ContentTerm): FlowItem {
  const { data, styles, fitter, columnWidthPt } = context;
  const averagesWidthPt =
    term.averages === undefined
      ? 0
      : fitter.widthPt('bold', styles.termAverages.sizePt, term.averages) + CODE_GAP_PT;
  const credits = fitter.fit(term.credits, {
    face: 'regular',
    sizePt: styles.termSummary.sizePt,
    smallestPt: data.sizes.smallest,
    widthPt: columnWidthPt - averagesWidthPt,
    maxLines: 2,
  });
  const pitch = data.pitch.termSummary;
  return {
    shapeKey: `s${credits.lines.length}`,
    heightPt: pitch + (credits.lines.length - 1) * data.pitch.note,
    tags: [{ tag: 'P' }],
    furnish(canvas, box) {
      const { line } = context.colours;
      const y = box.yPt + 1;
      canvas.line(line, HAIRLINE_PT / 2, [box.xPt, y], [box.xPt + box.widthPt, y]);
    },
    draw(canvas, box) {
      const y = box.yPt + 1 + baselinePt(pitch, styles.termSummary.sizePt);
      canvas.begin('P', box.firstMark);
      credits.lines.forEach((line, index) => {
        const style = { ...styles.termSummary, sizePt: credits.sizePt };
        canvas.text(style, box.xPt, y + index * data.pitch.note, line);
      });
      if (term.averages !== undefined) {
        canvas.text(styles.termAverages, box.xPt + box.widthPt, y, term.averages, 'right');
      }
      canvas.end();
    },
  };
}

function columnEnds(
  { data }: LayoutContext,
  box: Box,
): { readonly credits: number; readonly grade: number } {
  const grade = box.xPt + box.widthPt;
  return { credits: grade - data.course.gradeWidthPt, grade };
}

function headingBaseline({ data, styles }: LayoutContext, box: Box): number {
  return box.yPt + baselinePt(data.pitch.term, styles.term.sizePt);
}

function ruleBelowHeading({ colours, data }: LayoutContext, canvas: PageCanvas, box: Box): void {
  const y = box.yPt + data.pitch.term;
  canvas.line(colours.accent, HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
}
