import type { ContentCourse, ContentTerm } from '../../content/transcript-content.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import { atSize } from '../../page/text-style.ts';
import type { Box, TagTemplate } from '../../structure/tag-template.ts';
import type { FlowItem, TermItems } from '../flow-item.ts';
import type { LayoutContext } from '../layout-context.ts';
import { baselinePt, CACHED_COURSE_ROWS, HAIRLINE_PT } from '../layout-context.ts';
import { RunCache } from '../../text/run-cache.ts';
import type { TextRoom } from '../text-fitter.ts';

const HEADER_CELL = '/A<</O/Table/Scope/Column>>';
/** The heading is the header of two columns, those of codes and titles. */
const WIDE_HEADER_CELL = '/A<</O/Table/Scope/Column/ColSpan 2>>';
const ROW_HEADER_CELL = '/A<</O/Table/Scope/Row>>';

const HEADING_TAGS: readonly TagTemplate[] = [
  {
    tag: 'TR',
    kids: [
      { tag: 'TH', entries: WIDE_HEADER_CELL, kids: [{ tag: 'H2' }] },
      { tag: 'TH', entries: HEADER_CELL },
      { tag: 'TH', entries: HEADER_CELL },
    ],
  },
];

const COURSE_TAGS: readonly TagTemplate[] = [
  {
    tag: 'TR',
    kids: [{ tag: 'TH', entries: ROW_HEADER_CELL }, { tag: 'TD' }, { tag: 'TD' }, { tag: 'TD' }],
  },
];

const CODE_GAP_PT = 8;
const RULE_BELOW_HEADING_PT = 2.6;
/** So that a vowel with a tone mark in the first row does not touch it. */
const RULE_RAISED_PT = 0.6;
/** From the rule above a summary's line to its text: a tone mark over a long vowel must not touch the rule. */
const BELOW_SUMMARY_RULE_PT = 1.4;
/** After a title of several lines, so that it is seen where the next course begins. */
const BELOW_LONG_TITLE_PT = 1.4;

/** A term as a table: its heading with the columns' names, its courses, and its credits and averages. */
export function toTermItems(
  context: LayoutContext,
  term: ContentTerm,
  columns: CourseColumns,
): TermItems {
  const toRow = (course: ContentCourse): FlowItem => toCourseRow(context, course, columns);
  return {
    heading: toHeading(context, term),
    courses: term.courses.map((course) => columns.rows.get(course, toRow)),
    summary: toSummary(context, term),
    continuation: toContinuation(context, term),
  };
}

/** The columns of a document's courses. */
export interface CourseColumns {
  /** From the left edge of a row to its title. */
  readonly titleXPt: number;
  readonly code: TextRoom;
  readonly title: TextRoom;
  readonly credits: TextRoom;
  /** Rows in such columns that were met before. */
  readonly rows: RunCache<FlowItem, ContentCourse>;
}

/** Widths are rounded up to this, so that documents share what they have fitted. */
const CODE_WIDTH_STEP_PT = 6;

/** Columns for a document: that of the codes is as wide as its widest code, within the template's limits. */
export function toCourseColumns(
  { data, styles, fitter, columnWidthPt, courseRows }: LayoutContext,
  terms: readonly ContentTerm[],
): CourseColumns {
  const { sizePt } = styles.course;
  const { minCodeWidthPt, maxCodeWidthPt, creditsWidthPt, gradeWidthPt } = data.course;
  let widestPt = minCodeWidthPt;
  for (const { courses } of terms) {
    for (const { code } of courses) {
      widestPt = Math.max(widestPt, fitter.widthPt('regular', sizePt, code));
    }
  }
  const codeWidthPt = Math.min(
    Math.ceil(widestPt / CODE_WIDTH_STEP_PT) * CODE_WIDTH_STEP_PT,
    maxCodeWidthPt,
  );
  const titleXPt = codeWidthPt + CODE_GAP_PT;
  const room = (widthPt: number, maxLines: number): TextRoom => ({
    face: 'regular',
    sizePt,
    smallestPt: data.sizes.smallest,
    widthPt,
    maxLines,
  });
  return {
    titleXPt,
    code: room(codeWidthPt, 1),
    title: room(
      columnWidthPt - titleXPt - creditsWidthPt - gradeWidthPt,
      data.course.maxTitleLines,
    ),
    credits: room(creditsWidthPt, 1),
    rows: courseRows.get(titleXPt, () => new RunCache(CACHED_COURSE_ROWS)),
  };
}

function toHeading(context: LayoutContext, term: ContentTerm): FlowItem {
  const { styles, labels } = context;
  return {
    shapeKey: 'h',
    heightPt: context.data.pitch.term + RULE_BELOW_HEADING_PT,
    tags: HEADING_TAGS,
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

/** A course's row: the same object for the same course with the same grade. */
function toCourseRow(
  context: LayoutContext,
  course: ContentCourse,
  columns: CourseColumns,
): FlowItem {
  const { styles, fitter } = context;
  const { pitch } = context.data;
  const code = fitter.fit(course.code, columns.code);
  const credits = fitter.fit(course.credits, columns.credits);
  const title = fitter.fit(course.title, columns.title);
  const codeStyle = atSize(styles.course, code.sizePt);
  const titleStyle = atSize(styles.course, title.sizePt);
  const creditsStyle = atSize(styles.course, credits.sizePt);
  const baseline = baselinePt(pitch.course, styles.course.sizePt);
  const findRuns = (canvas: PageCanvas) => ({
    code: canvas.findRun(codeStyle, course.code),
    title: title.lines.map((line) => canvas.findRun(titleStyle, line)),
    credits: canvas.findRun(creditsStyle, course.credits),
    grade: canvas.findRun(styles.grade, course.grade),
  });
  // A row is drawn for many students, on canvases of one template.
  let runs: ReturnType<typeof findRuns> | undefined;
  return {
    shapeKey: String(title.lines.length),
    heightPt:
      pitch.course +
      (title.lines.length - 1) * pitch.courseContinuation +
      (title.lines.length > 1 ? BELOW_LONG_TITLE_PT : 0),
    tags: COURSE_TAGS,
    draw(canvas, box) {
      runs ??= findRuns(canvas);
      const y = box.yPt + baseline;
      const right = columnEnds(context, box);
      canvas.begin('TH', box.firstMark);
      canvas.run(codeStyle, box.xPt, y, runs.code);
      canvas.end();
      canvas.begin('TD', box.firstMark + 1);
      for (let line = 0; line < runs.title.length; line++) {
        const lineY = y + line * pitch.courseContinuation;
        canvas.run(titleStyle, box.xPt + columns.titleXPt, lineY, runs.title[line]!);
      }
      canvas.end();
      canvas.begin('TD', box.firstMark + 2);
      canvas.run(creditsStyle, right.credits, y, runs.credits, 'right');
      canvas.end();
      canvas.begin('TD', box.firstMark + 3);
      canvas.run(styles.grade, right.grade, y, runs.grade, 'right');
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
      const top = box.yPt + 1 + BELOW_SUMMARY_RULE_PT;
      const y = top + baselinePt(pitch, styles.termSummary.sizePt);
      canvas.begin('P', box.firstMark);
      credits.lines.forEach((line, index) => {
        const style = atSize(styles.termSummary, credits.sizePt);
        canvas.text(style, box.xPt, y + index * data.pitch.note, line);
      });
      if (term.averages !== undefined) {
        canvas.space();
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
  const y = box.yPt + data.pitch.term - RULE_RAISED_PT;
  canvas.line(colours.accent, HAIRLINE_PT, [box.xPt, y], [box.xPt + box.widthPt, y]);
}
