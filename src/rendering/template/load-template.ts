import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { DocumentLanguage } from '../../transcript/record.ts';
import type { Labels } from './labels-schema.ts';
import { labelsSchema } from './labels-schema.ts';
import type { TemplateData } from './template-schema.ts';
import { templateSchema } from './template-schema.ts';

/** How a kind of document looks and what words it uses: data, not code. */
export interface Template {
  readonly data: TemplateData;
  readonly labels: Readonly<Record<DocumentLanguage, Labels>>;
}

/** The templates that ship with the program; `src/` and `dist/` lie at the same depth. */
const SHIPPED_TEMPLATES = fileURLToPath(
  new URL('../../../templates/transcripts/', import.meta.url),
);

/**
 * Reads `<templatesDir>/<name>/template.json`, `labels.th.json` and `labels.en.json`.
 * @param templatesDir the shipped templates when left out.
 * @throws AppError `template-invalid`, naming file and place.
 */
export function loadTemplate(name: string, templatesDir: string = SHIPPED_TEMPLATES): Template {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw templateInvalid(name, 'a template name has small letters, digits and hyphens');
  }
  const folder = join(templatesDir, name);
  const data = readChecked(folder, 'template.json', templateSchema);
  if (data.name !== name) throw templateInvalid('template.json', `/name must be "${name}"`);
  return {
    data,
    labels: {
      th: readChecked(folder, 'labels.th.json', labelsSchema),
      en: readChecked(folder, 'labels.en.json', labelsSchema),
    },
  };
}

function readChecked<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  const result = schema.safeParse(readJson(folder, file));
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const pointer = path.map((step) => `/${String(step)}`).join('');
  throw templateInvalid(file, `${pointer} ${message}`);
}

function readJson(folder: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (cause) {
    throw templateInvalid(file, 'cannot be read as JSON', cause);
  }
}

function templateInvalid(file: string, what: string, cause?: unknown): AppError {
  return new AppError(
    'template-invalid',
    {
      th: `แม่แบบใช้ไม่ได้: ${file}: ${what}`,
      en: `The template cannot be used: ${file}: ${what}`,
    },
    { cause },
  );
}
