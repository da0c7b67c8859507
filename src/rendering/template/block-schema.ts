import { z } from 'zod';
import { textLike } from './check-data.ts';
import { FIELD_NAMES } from './field-names.ts';

/** A length in points (1/72 inch). */
export const points = z.number().positive().max(1000);
/** A distance that may be nothing. */
const distance = z.number().min(0).max(400);

/** Columns of the grid that fields stand on. */
export const GRID_COLUMNS = 12;

const fieldSchema = z.strictObject({
  field: z.enum(FIELD_NAMES),
  emphasis: z.boolean().default(false),
});
/** In a list a value may also be emphasised by its size: that needs no letters of another face. */
const listFieldSchema = fieldSchema.extend({
  emphasis: z.union([z.boolean(), z.literal('large')]).default(false),
});
const gridFieldSchema = fieldSchema.extend({
  /** Columns of twelve. */
  span: z.int().min(1).max(GRID_COLUMNS),
});

/** Crest, the institution's and the document's names, document id and date of issue. */
const masthead = z.strictObject({
  block: z.literal('masthead'),
  /** Names under the crest in the middle of the page, or beside it on the left. */
  arrangement: z.enum(['centred', 'left']).default('centred'),
});

/** That a document is provisional or the studies not completed. */
const notice = z.strictObject({
  block: z.literal('notice'),
  /** What stands there in all other documents. */
  otherwise: z.enum(['rule', 'nothing']).default('rule'),
});

const rule = z.strictObject({
  block: z.literal('rule'),
  beforePt: distance.default(0),
  afterPt: distance.default(0),
});

const space = z.strictObject({ block: z.literal('space'), heightPt: points.max(400) });

/** Two lists beside each other, labels before the values. */
const fieldLists = z.strictObject({
  block: z.literal('fieldLists'),
  /** How much of the width the left list takes. */
  leftShare: z.number().min(0.3).max(0.7),
  left: z.array(listFieldSchema).min(1),
  right: z.array(listFieldSchema).min(1),
});

/** Fields on twelve columns, labels above the values. */
const fieldGrid = z.strictObject({
  block: z.literal('fieldGrid'),
  fields: z.array(gridFieldSchema).min(1),
});

/** One figure written large, fields beside it, and the averages of the terms as a small line. */
const summaryCard = z.strictObject({
  block: z.literal('summaryCard'),
  figure: z.enum(FIELD_NAMES),
  fields: z.array(fieldSchema).max(4),
  /** Whether the averages of the terms are drawn as a line. */
  chart: z.boolean().default(true),
});

/** The grading scheme in force. */
const legend = z.strictObject({ block: z.literal('legend') });

/** Who signs; room for a seal on printed copies; how to verify, with the QR code. */
const attestation = z.strictObject({
  block: z.literal('attestation'),
  /** How much of the width the signatory takes, with the room for the seal. */
  signatoryShare: z.number().min(0.3).max(0.6),
  /** Diameter of the circle for a seal; none when left out. */
  sealPt: points.min(40).max(100).optional(),
});

/** A text of the template's own, in the words of `paragraphs` in its labels. */
const paragraph = z.strictObject({
  block: z.literal('paragraph'),
  text: textLike(
    /^[a-z][A-Za-z0-9]{0,39}$/,
    'ต้องเป็นชื่อย่อหน้าใน paragraphs ของไฟล์คำ',
    'must be the name of a paragraph in the labels',
  ),
  style: z.enum(['plain', 'quiet', 'strong']).default('quiet'),
  align: z.enum(['left', 'centre']).default('left'),
  afterPt: distance.default(4),
});

/** A band of fine interlaced lines, which copiers and forgers find hard. */
const guilloche = z.strictObject({
  block: z.literal('guilloche'),
  heightPt: points.min(4).max(40),
  afterPt: distance.default(4),
});

/** The document id in letters that a copier turns into a grey stroke. */
const microtext = z.strictObject({ block: z.literal('microtext') });

/** A piece of a template, told apart by its `block`. */
export const blockSchema = z.discriminatedUnion('block', [
  masthead,
  notice,
  rule,
  space,
  fieldLists,
  fieldGrid,
  summaryCard,
  legend,
  attestation,
  paragraph,
  guilloche,
  microtext,
]);

export type Block = z.infer<typeof blockSchema>;
/** The block of one kind. */
export type BlockOf<Kind extends Block['block']> = Extract<Block, { readonly block: Kind }>;
export type FieldPlacement = z.infer<typeof fieldSchema>;
export type ListFieldPlacement = z.infer<typeof listFieldSchema>;
export type GridFieldPlacement = z.infer<typeof gridFieldSchema>;

/** The fields that a block shows, in its order. */
export function toPlacedFields(block: Block): readonly ListFieldPlacement[] {
  if (block.block === 'fieldLists') return [...block.left, ...block.right];
  if (block.block === 'fieldGrid') return block.fields;
  if (block.block === 'summaryCard') {
    return [{ field: block.figure, emphasis: true }, ...block.fields];
  }
  return [];
}
