import { z } from 'zod';
import { textLike } from './check-data.ts';
import { someLabelsSchema } from './labels-schema.ts';
import { coloursSchema, digitsSchema, fontsSchema } from './template-schema.ts';

/** Meanings of grades in an institution's own words, by grade: their points stay those of the scheme. */
const meanings = z.record(z.string().min(1).max(8), z.string().trim().min(1).max(80));

const crestFile = textLike(
  /^[\w.-]+\.(svg|png)$/i,
  'ต้องเป็นชื่อไฟล์ .svg หรือ .png ที่วางไว้ข้างไฟล์นี้',
  'must name a .svg or .png file that lies beside this one',
);

/**
 * What an institution changes of the template it uses: `design.json` in a folder with its crest and fonts.
 * Everything may be left out.
 */
export const designSchema = z.strictObject({
  crest: crestFile.optional(),
  colours: coloursSchema.partial().prefault({}),
  /** Some words of the template, by language; placeholders as in the template's own. */
  labels: z
    .strictObject({
      th: someLabelsSchema.prefault({}),
      en: someLabelsSchema.prefault({}),
    })
    .prefault({}),
  legend: z.strictObject({ th: meanings.optional(), en: meanings.optional() }).prefault({}),
  digits: digitsSchema.optional(),
  fonts: fontsSchema.optional(),
});

export type Design = z.infer<typeof designSchema>;
