import { z } from 'zod';

const points = z.number().positive().max(1000);
const colour = z.string().regex(/^#[0-9A-F]{6}$/, 'a colour is written #RRGGBB in capital digits');

/** What a student block or a totals block can show. A field without a value in the record is left out. */
export const FIELD_NAMES = [
  'studentName',
  'studentId',
  'birthDate',
  'level',
  'degree',
  'faculty',
  'programme',
  'major',
  'minor',
  'admissionDate',
  'graduationDate',
  'previousInstitution',
  'previousCertificate',
  'transferredCredits',
  'registeredCredits',
  'earnedCredits',
  'calculatedCredits',
  'gpax',
  'honours',
  'thesisTitle',
] as const;

/** Columns of the grid that fields stand on. */
export const GRID_COLUMNS = 12;

/** Text below this size is not read by people of every age: nothing of the record is set smaller. */
const SMALLEST_TEXT_PT = 7;
const textSize = points.min(SMALLEST_TEXT_PT).max(40);

const fieldSchema = z.strictObject({
  field: z.enum(FIELD_NAMES),
  emphasis: z.boolean().default(false),
});
const gridFieldSchema = fieldSchema.extend({
  /** Columns of twelve. */
  span: z.int().min(1).max(GRID_COLUMNS),
});

/** Layout data of a template: lengths in points (1/72 inch), origin at the top left. */
export const templateSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  page: z.strictObject({ widthPt: points, heightPt: points, marginPt: points }),
  columns: z.strictObject({
    count: z.int().min(1).max(3),
    gapPt: points,
    /** Between two terms: the first, unless a later one saves a page. */
    betweenTermsPt: z.array(points).min(1).max(4),
    /** A term starts a new column rather than being split when this share of the old one is filled. */
    keepTermsWholeAbove: z.number().min(0).max(1),
  }),
  colours: z.strictObject({ ink: colour, muted: colour, accent: colour, line: colour }),
  sizes: z.strictObject({
    institution: textSize,
    institutionOther: textSize,
    title: textSize,
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
    microtext: points,
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
  /** Two lists beside each other, labels before the values. */
  studentFields: z.strictObject({
    /** How much of the width the left list takes. */
    leftShare: z.number().min(0.3).max(0.7),
    left: z.array(fieldSchema).min(1),
    right: z.array(fieldSchema).min(1),
  }),
  /** On a grid, labels above the values. */
  totalFields: z.array(gridFieldSchema).min(1),
});

/** Layout data of a template, checked. */
export type TemplateData = z.infer<typeof templateSchema>;
export type FieldName = (typeof FIELD_NAMES)[number];
export type FieldPlacement = z.infer<typeof fieldSchema>;
