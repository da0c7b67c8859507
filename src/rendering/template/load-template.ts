import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { z } from 'zod';
import type { BilingualText } from '../../shared/app-error.ts';
import type { Crest } from '../crest/crest.ts';
import type { FontFiles } from '../text/font-files.ts';
import type { DocumentLanguage } from '../../transcript/record.ts';
import { checkData, templateInvalid } from './check-data.ts';
import type { Design } from './design-schema.ts';
import type { Labels } from './labels-schema.ts';
import { labelsSchema } from './labels-schema.ts';
import type { TemplateData } from './template-schema.ts';
import { toFontFiles } from './template-fonts.ts';
import { placedBlocks, templateSchema } from './template-schema.ts';

/** How a kind of document looks and what words it uses: data, not code. */
export interface Template {
  readonly data: TemplateData;
  readonly fonts: FontFiles;
  /** Whose folder the font files are in, as far as they are not the program's own. */
  readonly fontsFrom: 'template' | 'design';
  /** The institution's emblem, where its design has one. */
  readonly crest?: Crest;
  /** The file that the emblem was read from. */
  readonly crestFile?: Uint8Array;
  /** An institution's own words for the meanings of grades. */
  readonly legend?: Design['legend'];
  readonly labels: Readonly<Record<DocumentLanguage, Labels>>;
}

/** The templates that ship with the program; `src/` and `dist/` lie at the same depth. */
const SHIPPED_TEMPLATES = fileURLToPath(
  new URL('../../../templates/transcripts/', import.meta.url),
);

/** Where templates are looked for: in one folder, or in several, the first that has one of the name. */
export type TemplateFolders = string | readonly string[];

/**
 * Reads `<templatesDir>/<name>/template.json`, `labels.th.json` and `labels.en.json`.
 * @param templatesDir the shipped templates when left out.
 * @throws AppError `template-invalid`, naming file and place.
 */
export function loadTemplate(
  name: string,
  templatesDir: TemplateFolders = SHIPPED_TEMPLATES,
): Template {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw templateInvalid(name, {
      th: 'ชื่อแม่แบบใช้ได้เฉพาะอักษรอังกฤษตัวเล็ก ตัวเลข และขีด',
      en: 'a template name has small letters, digits and hyphens',
    });
  }
  const folder = findTemplateFolder(name, templatesDir);
  const data = readChecked(folder, 'template.json', templateSchema);
  if (data.name !== name) {
    throw templateInvalid('template.json', {
      th: `/name ต้องเป็น "${name}" เหมือนชื่อโฟลเดอร์`,
      en: `/name must be "${name}", like its folder`,
    });
  }
  const labels = {
    th: readChecked(folder, 'labels.th.json', labelsSchema),
    en: readChecked(folder, 'labels.en.json', labelsSchema),
  };
  checkParagraphs(data, labels);
  return { data, labels, fonts: toFontFiles(data.fonts, folder), fontsFrom: 'template' };
}

/** The folder of a template: in the first of the folders that has one of the name. @throws AppError `template-invalid` */
export function findTemplateFolder(name: string, templatesDir: TemplateFolders): string {
  const folders = typeof templatesDir === 'string' ? [templatesDir] : templatesDir;
  const candidates = folders.map((folder) => join(folder, name));
  const found = candidates.find((folder) => existsSync(join(folder, 'template.json')));
  if (found !== undefined) return found;
  throw templateInvalid(name, {
    th: `ไม่มีแม่แบบชื่อนี้ใน ${folders.join(', ')}`,
    en: `there is no template of this name in ${folders.join(', ')}`,
  });
}

function readChecked<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  return checkData(file, schema, readJson(folder, file));
}

/** A paragraph's block and its words are in different files: each must be in the other, in both languages. */
function checkParagraphs(data: TemplateData, labels: Template['labels']): void {
  const used = new Set(
    placedBlocks(data).flatMap(({ block }) => (block.block === 'paragraph' ? [block.text] : [])),
  );
  for (const language of ['th', 'en'] as const) {
    const file = `labels.${language}.json`;
    const written = Object.keys(labels[language].paragraphs);
    for (const name of used) {
      if (written.includes(name)) continue;
      throw templateInvalid(file, {
        th: `/paragraphs/${name} ขาดหายไป`,
        en: `/paragraphs/${name} is missing`,
      });
    }
    for (const name of written) {
      if (used.has(name)) continue;
      throw templateInvalid(file, {
        th: `/paragraphs/${name} ไม่มีบล็อกใดใช้`,
        en: `/paragraphs/${name} is used by no block`,
      });
    }
  }
}

/** JSON of a file in a folder. @throws AppError `template-invalid` */
export function readJson(folder: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(join(folder, file), 'utf8');
  } catch (cause) {
    throw templateInvalid(file, { th: 'อ่านไฟล์ไม่ได้', en: 'cannot be read' }, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const at = toLine(text, cause);
    throw templateInvalid(file, { th: `${at.th}ไม่ใช่ JSON`, en: `${at.en}is no JSON` }, cause);
  }
}

/** Where JSON breaks off, as editors count: the engine tells it in its message, in one of two forms. */
function toLine(text: string, cause: unknown): BilingualText {
  const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
  if (position === undefined) return { th: '', en: '' };
  const line = text.slice(0, Number(position)).split('\n').length;
  return { th: `บรรทัด ${line} `, en: `line ${line} ` };
}
