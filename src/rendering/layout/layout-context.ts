import type { ContentCourse, InstitutionContent } from '../content/transcript-content.ts';
import type { DigitWriter } from '../content/digits.ts';
import type { TextDrawing } from '../page/letter-outlines.ts';
import type { TextStyle } from '../page/text-style.ts';
import { toColourOperand } from '../page/text-style.ts';
import { QrCodes } from '../qr/qr-codes.ts';
import type { Block } from '../template/block-schema.ts';
import type { Labels } from '../template/labels-schema.ts';
import type { TemplateData } from '../template/template-schema.ts';
import { RunCache } from '../text/run-cache.ts';
import type { FlowItem } from './flow-item.ts';
import type { TextFitter } from './text-fitter.ts';

/** Colours as operands of a content stream. */
type Colours = Readonly<Record<keyof TemplateData['colours'], string>>;

/** The text styles that the items of a transcript use. */
type Styles = ReturnType<typeof toStyles>;

/** What every item of a layout may need to know: the same for all documents of a compiled template. */
export interface LayoutContext {
  readonly data: TemplateData;
  readonly labels: Labels;
  readonly institution: InstitutionContent;
  /** Writes page numbers and the figures of drawings. */
  readonly digits: DigitWriter;
  readonly styles: Styles;
  readonly colours: Colours;
  readonly fitter: TextFitter;
  readonly qrCodes: QrCodes;
  /** Rows of courses that were met before, by where titles stand: most students of a batch share theirs. */
  readonly courseRows: RunCache<RunCache<FlowItem, ContentCourse>, number>;
  /** Items that are the same in all documents, by the block that they are made of. */
  readonly constantItems: Map<Block, FlowItem>;
  /** Legends by what they say: one for each grading scheme. */
  readonly legends: RunCache<FlowItem, readonly string[]>;
  /** Between the margins. */
  readonly widthPt: number;
  /** Of one column of courses. */
  readonly columnWidthPt: number;
  /** The crest's drawing: `/Crest Do` draws it one point high and this wide. */
  readonly crestAspect: number;
  /** Drawn across every page of what is only for looking at. */
  readonly specimen?: TextDrawing;
}

/** Rows remembered in a generation: the courses of a large faculty, each with a few grades. */
export const CACHED_COURSE_ROWS = 4_000;
/** Widths of the column of codes: they differ by whole steps, and few institutions have several. */
const CACHED_COLUMNS = 8;
/** Grading schemes of one institution's documents. */
const CACHED_LEGENDS = 4;

/** Hairlines: visible in print, never heavier than the text. */
export const HAIRLINE_PT = 0.4;

/** @param parts what is known of the template, its language and the institution. */
export function toLayoutContext(parts: {
  readonly data: TemplateData;
  readonly labels: Labels;
  readonly institution: InstitutionContent;
  readonly digits: DigitWriter;
  readonly fitter: TextFitter;
  readonly crestAspect: number;
  readonly specimen?: TextDrawing;
}): LayoutContext {
  const { page, columns, colours } = parts.data;
  const widthPt = page.widthPt - 2 * page.marginPt;
  return {
    ...parts,
    qrCodes: new QrCodes(),
    courseRows: new RunCache(CACHED_COLUMNS),
    constantItems: new Map(),
    legends: new RunCache(CACHED_LEGENDS),
    widthPt,
    columnWidthPt: (widthPt - (columns.count - 1) * columns.gapPt) / columns.count,
    colours: {
      ink: toColourOperand(colours.ink),
      muted: toColourOperand(colours.muted),
      accent: toColourOperand(colours.accent),
      line: toColourOperand(colours.line),
      tint: toColourOperand(colours.tint),
    },
    styles: toStyles(parts.data),
  };
}

/** How much larger a value is that is emphasised by its size. */
const LARGE = 1.25;

function toStyles({ sizes, colours }: TemplateData) {
  const style =
    (face: TextStyle['face'], colour: string) =>
    (sizePt: number): TextStyle => ({ face, sizePt, colour: toColourOperand(colour) });
  const plain = style('regular', colours.ink);
  const strong = style('bold', colours.ink);
  const quiet = style('regular', colours.muted);
  const heading = style('bold', colours.accent);
  return {
    institution: heading(sizes.institution),
    institutionOther: quiet(sizes.institutionOther),
    title: strong(sizes.title),
    titleOther: quiet(sizes.titleOther),
    notice: heading(sizes.fieldValue),
    figure: heading(sizes.figure),
    chart: quiet(sizes.smallest),
    studentLabel: quiet(sizes.studentLabel),
    studentValue: plain(sizes.studentValue),
    studentStrong: strong(sizes.studentValue),
    studentLarge: plain(sizes.studentValue * LARGE),
    fieldLabel: quiet(sizes.fieldLabel),
    fieldValue: plain(sizes.fieldValue),
    fieldEmphasis: strong(sizes.fieldValue),
    documentId: plain(sizes.fieldValue),
    term: heading(sizes.term),
    columnLabel: quiet(sizes.fieldLabel),
    course: plain(sizes.course),
    grade: strong(sizes.course),
    termSummary: quiet(sizes.termSummary),
    termAverages: strong(sizes.termSummary),
    endMark: quiet(sizes.termSummary),
    sectionHeading: heading(sizes.note),
    legendHeading: heading(sizes.legend),
    legend: quiet(sizes.legend),
    note: plain(sizes.note),
    noteQuiet: quiet(sizes.note),
    noteStrong: strong(sizes.note),
    seal: quiet(sizes.smallest),
    signatory: strong(sizes.fieldValue),
    running: quiet(sizes.note),
    footer: quiet(sizes.legend),
  } as const;
}

/**
 * Where the baseline of a line of text lies below the line's top: Thai has marks above and below, so a
 * line is centred on the small letters.
 */
export function baselinePt(pitchPt: number, sizePt: number): number {
  return pitchPt / 2 + sizePt * 0.32;
}
