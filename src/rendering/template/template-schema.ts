import { z } from 'zod';
import type { Block, ListFieldPlacement } from './block-schema.ts';
import { blockSchema, points, toPlacedFields } from './block-schema.ts';
import { textLike } from './check-data.ts';
import { REQUIRED_FIELDS } from './field-names.ts';

/** `#1B2430`: small letters are taken too. */
const colour = textLike(
  /^#[0-9A-Fa-f]{6}$/,
  'ต้องเป็นสีแบบ #RRGGBB เช่น #1F3F73',
  'must be a colour written #RRGGBB, for example #1F3F73',
);

/** The colours of a template; an institution may replace some. */
export const coloursSchema = z.strictObject({
  ink: colour,
  muted: colour,
  accent: colour,
  line: colour,
  /** Behind a summary card. */
  tint: colour,
});

/** The digits of dates, credits, averages and page numbers in Thai documents: `arabic` where left out. */
export const digitsSchema = z.enum(['arabic', 'thai']);

/** Text below this size is not read by people of every age: nothing of the record is set smaller. */
const SMALLEST_TEXT_PT = 7;
const textSize = points.min(SMALLEST_TEXT_PT).max(40);

/** Font files beside the template; the typeface that ships with the program when left out. */
const fontFile = textLike(
  /^[\w.-]+\.ttf$/i,
  'ต้องเป็นชื่อไฟล์ .ttf ที่วางไว้ข้างไฟล์นี้',
  'must name a .ttf file that lies beside this one',
);

/** The typeface, and the fonts asked for letters that it lacks, in their order. */
export const fontsSchema = z.strictObject({
  regular: fontFile.optional(),
  bold: fontFile.optional(),
  fallback: z.array(fontFile).max(8).default([]),
});

const layoutSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  page: z.strictObject({ widthPt: points, heightPt: points, marginPt: points.min(28) }),
  /** Lines round every page. */
  frame: z
    .strictObject({
      /** From the edge of the paper. */
      insetPt: points.min(8),
      /** Between the outer line and the inner one. */
      gapPt: points.max(20),
    })
    .optional(),
  /** Whether a line is drawn through the empty space below the last courses: nothing can be added there. */
  voidLine: z.boolean().default(false),
  columns: z.strictObject({
    count: z.int().min(1).max(3),
    gapPt: points,
    /** Between two terms: the first, unless a later one saves a page. */
    betweenTermsPt: z.array(points).min(1).max(4),
    /** A term starts a new column rather than being split when this share of the old one is filled. */
    keepTermsWholeAbove: z.number().min(0).max(1),
  }),
  colours: coloursSchema,
  digits: digitsSchema.optional(),
  fonts: fontsSchema.prefault({}),
  sizes: z.strictObject({
    institution: textSize,
    institutionOther: textSize,
    title: textSize,
    titleOther: textSize,
    /** The large figure of a summary card. */
    figure: textSize,
    studentLabel: textSize,
    studentValue: textSize,
    fieldLabel: textSize,
    fieldValue: textSize,
    term: textSize,
    course: textSize,
    termSummary: textSize,
    legend: textSize,
    note: textSize,
    /** Titles and values may shrink down to here before they wrap or are refused. */
    smallest: textSize,
    /** The line of document ids that a photocopier turns into a grey stroke: not meant to be read. */
    microtext: points.max(3),
  }),
  pitch: z.strictObject({
    studentField: points,
    studentContinuation: points,
    fieldLabel: points,
    fieldValue: points,
    term: points,
    course: points,
    courseContinuation: points,
    termSummary: points,
    legend: points,
    note: points,
  }),
  crest: z.strictObject({
    heightPt: points,
    /** Of an institution that has none of its own, in the accent colour. */
    viewBox: z.string().regex(/^-?[\d.]+( -?[\d.]+){3}$/),
    paths: z.array(z.string().min(1)).min(1),
  }),
  course: z.strictObject({
    /** The code's column is as wide as the widest code of a document, between these. */
    minCodeWidthPt: points,
    maxCodeWidthPt: points,
    creditsWidthPt: points,
    gradeWidthPt: points,
    maxTitleLines: z.int().min(1).max(12),
  }),
  qr: z.strictObject({ sizePt: points.min(42) }),
  /** Above the courses, on the first page. */
  opening: z.array(blockSchema).min(1).max(30),
  /** Directly below the courses. */
  afterCourses: z.array(blockSchema).max(30),
  /** At the foot of the last page. */
  closing: z.array(blockSchema).min(1).max(30),
});

/** Layout data of a template: lengths in points (1/72 inch), origin at the top left. */
export const templateSchema = layoutSchema.superRefine((data, context) => {
  const complain = (path: (string | number)[], th: string, en: string): void => {
    context.addIssue({ code: 'custom', path, params: { th, en }, message: en });
  };
  const seen = new Set<string>();
  for (const { part, index, block } of placedBlocks(data)) {
    if (ONCE.has(block.block) && seen.has(block.block)) {
      complain(
        [part, index, 'block'],
        `บล็อก ${block.block} มีได้เพียงครั้งเดียว`,
        `the block ${block.block} may stand only once`,
      );
    }
    seen.add(block.block);
    for (const { field } of toPlacedFields(block)) {
      if (seen.has(`field ${field}`)) {
        complain([part, index], `ช่อง ${field} ถูกวางไว้สองที่`, `the field ${field} is placed twice`);
      }
      seen.add(`field ${field}`);
    }
  }
  for (const block of REQUIRED_BLOCKS) {
    if (seen.has(block)) continue;
    complain(['closing'], `ขาดบล็อก ${block}`, `the block ${block} is missing`);
  }
  for (const field of REQUIRED_FIELDS) {
    if (seen.has(`field ${field}`)) continue;
    complain(
      ['opening'],
      `ขาดช่อง ${field} ในบล็อกใดบล็อกหนึ่ง`,
      `the field ${field} is missing from all blocks`,
    );
  }
});

/** What a document must have: who it is from, its legend, who signs it and how to verify it. */
const REQUIRED_BLOCKS: readonly Block['block'][] = ['masthead', 'legend', 'attestation'];
/** Blocks that would say the same twice. */
const ONCE: ReadonlySet<Block['block']> = new Set([
  'masthead',
  'notice',
  'legend',
  'attestation',
  'summaryCard',
]);

/** Layout data of a template, checked. */
export type TemplateData = z.infer<typeof layoutSchema>;

/** The parts of a template that are made of blocks, in reading order. */
const PARTS = ['opening', 'afterCourses', 'closing'] as const;

/** Every block of a template and where it stands. */
export function placedBlocks(data: Pick<TemplateData, (typeof PARTS)[number]>): readonly {
  readonly part: (typeof PARTS)[number];
  readonly index: number;
  readonly block: Block;
}[] {
  return PARTS.flatMap((part) => data[part].map((block, index) => ({ part, index, block })));
}

/** Every field that a template shows. */
export function fieldsOf(data: TemplateData): readonly ListFieldPlacement[] {
  return placedBlocks(data).flatMap(({ block }) => toPlacedFields(block));
}
