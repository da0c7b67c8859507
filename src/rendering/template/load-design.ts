import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCrest } from '../crest/open-crest.ts';
import type { DocumentLanguage } from '../../transcript/record.ts';
import { checkData, templateInvalid } from './check-data.ts';
import type { Design } from './design-schema.ts';
import { designSchema } from './design-schema.ts';
import type { Labels } from './labels-schema.ts';
import type { Template } from './load-template.ts';
import { readJson } from './load-template.ts';
import { toFontFiles } from './template-fonts.ts';

const DESIGN_FILE = 'design.json';

/**
 * A template as an institution uses it: with its own crest, colours, words, meanings of grades and fonts.
 * @param folder holds `design.json` and the files that it names.
 * @throws AppError `template-invalid`, naming file and place of what is wrong.
 */
export function withDesign(template: Template, folder: string): Template {
  const design = checkData(DESIGN_FILE, designSchema, readJson(folder, DESIGN_FILE));
  const colours = override(template.data.colours, design.colours);
  const { digits = template.data.digits } = design;
  const data = { ...template.data, colours, ...(digits === undefined ? {} : { digits }) };
  const crestFile = readCrest(design, folder);
  return {
    ...template,
    data,
    labels: { th: toLabels(template, design, 'th'), en: toLabels(template, design, 'en') },
    ...(crestFile === undefined
      ? {}
      : { crestFile, crest: openCrest(crestFile, data.colours.accent) }),
    legend: design.legend,
    ...(design.fonts === undefined
      ? {}
      : { fonts: toFontFiles(design.fonts, folder), fontsFrom: 'design' as const }),
  };
}

function readCrest(design: Design, folder: string): Uint8Array | undefined {
  if (design.crest === undefined) return undefined;
  try {
    return readFileSync(join(folder, design.crest));
  } catch (cause) {
    throw templateInvalid(
      DESIGN_FILE,
      { th: `/crest อ่านไฟล์ ${design.crest} ไม่ได้`, en: `/crest cannot read ${design.crest}` },
      cause,
    );
  }
}

function toLabels({ labels }: Template, design: Design, language: DocumentLanguage): Labels {
  const own = labels[language];
  const changes = design.labels[language];
  const unknown = Object.keys(changes.paragraphs ?? {}).find((name) => !(name in own.paragraphs));
  if (unknown !== undefined) {
    const place = `/labels/${language}/paragraphs/${unknown}`;
    throw templateInvalid(DESIGN_FILE, {
      th: `${place} ไม่มีในแม่แบบนี้`,
      en: `${place} is not a paragraph of this template`,
    });
  }
  return {
    ...override(own, changes as Override<Labels>),
    fields: override(own.fields, changes.fields),
    levels: override(own.levels, changes.levels),
    completion: override(own.completion, changes.completion),
    notGraduated: override(own.notGraduated, changes.notGraduated),
    columns: override(own.columns, changes.columns),
    paragraphs: { ...own.paragraphs, ...changes.paragraphs },
  };
}

type Override<Value> = { readonly [Key in keyof Value]?: Value[Key] | undefined };

/** Values with some of them replaced. */
function override<Value extends object>(own: Value, changes: Override<Value> = {}): Value {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...own, ...Object.fromEntries(given) };
}
