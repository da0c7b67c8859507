import { z } from 'zod';
import { FIELD_NAMES } from './field-names.ts';

const text = z.string().trim().min(1).max(400);

/** A sentence with the named `{placeholders}`, all of them and no others. */
function sentence(...placeholders: readonly string[]): z.ZodType<string> {
  return text.refine(
    (value) => {
      const found = [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
      return (
        found.every((name) => placeholders.includes(name)) &&
        placeholders.every((name) => found.includes(name))
      );
    },
    {
      params: {
        th: `ต้องมี ${named(placeholders, ' และ ')} และไม่มีช่องแทนอื่น`,
        en: `must contain ${named(placeholders, ' and ')}, and no other placeholder`,
      },
    },
  );
}

function named(placeholders: readonly string[], and: string): string {
  return placeholders.map((name) => `{${name}}`).join(and);
}

/** Every word that a template prints in one language, besides what the record itself says. */
export const labelsSchema = z.strictObject({
  title: text,
  /** The title in the other language, printed under it. */
  titleOther: text,
  documentTitle: sentence('name'),
  documentId: text,
  issueDate: text,
  pageNumber: sentence('page', 'pages'),
  fields: z.strictObject(
    Object.fromEntries(FIELD_NAMES.map((name) => [name, text])) as Record<
      (typeof FIELD_NAMES)[number],
      typeof text
    >,
  ),
  levels: z.strictObject({
    bachelor: text,
    master: text,
    doctoral: text,
    certificate: text,
    diploma: text,
  }),
  completion: z.strictObject({ incomplete: text, provisional: sentence('date') }),
  /** Instead of a graduation date. */
  notGraduated: z.strictObject({ complete: text, incomplete: text, provisional: text }),
  columns: z.strictObject({ credits: text, grade: text }),
  continued: sentence('term'),
  termCredits: sentence('registered', 'earned', 'cumulative'),
  termGpa: sentence('gpa'),
  termGpax: sentence('gpax'),
  endMark: text,
  legendHeading: text,
  signatory: text,
  signatureReason: text,
  signatureField: text,
  verifyHeading: text,
  verifyNote: text,
  /** In the circle for a seal. */
  seal: text,
  chartHeading: text,
  chartAlternative: text,
  /** Texts of the template's own, by the names that its paragraph blocks use. */
  paragraphs: z.record(z.string(), text).default({}),
  footer: sentence('url'),
  crestAlternative: sentence('institution'),
  qrAlternative: text,
  xmlDescription: text,
  jsonDescription: text,
});

/** The same words, any of them left out, also inside of groups. */
export const someLabelsSchema = z.strictObject({
  ...labelsSchema.partial().shape,
  fields: labelsSchema.shape.fields.partial().optional(),
  levels: labelsSchema.shape.levels.partial().optional(),
  completion: labelsSchema.shape.completion.partial().optional(),
  notGraduated: labelsSchema.shape.notGraduated.partial().optional(),
  columns: labelsSchema.shape.columns.partial().optional(),
  paragraphs: z.record(z.string(), text).optional(),
});

/** A template's words in one language, checked. */
export type Labels = z.infer<typeof labelsSchema>;

/** Fills a sentence's placeholders; one without a value is a mistake of ours. */
export function fillLabel(
  label: string,
  values: Readonly<Record<string, string | number>>,
): string {
  let text = '';
  let copied = 0;
  for (let open = label.indexOf('{'); open >= 0; open = label.indexOf('{', copied)) {
    const close = label.indexOf('}', open);
    const name = label.slice(open + 1, close);
    const value = values[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    text += label.slice(copied, open) + String(value);
    copied = close + 1;
  }
  return text + label.slice(copied);
}
