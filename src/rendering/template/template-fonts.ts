import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { templateInvalid } from './check-data.ts';
import type { fontsSchema } from './template-schema.ts';
import type { FontFiles } from '../text/font-files.ts';

/**
 * The font files of a template or design, as paths. Faces that it does not name are the program's own.
 * @throws AppError `template-invalid` for a file that is not there.
 */
export function toFontFiles(fonts: z.infer<typeof fontsSchema>, folder: string): FontFiles {
  const pathOf = (file: string, place: string): string => {
    const path = join(folder, file);
    if (existsSync(path)) return path;
    throw templateInvalid(file, {
      th: `/fonts/${place} ไม่พบไฟล์นี้`,
      en: `/fonts/${place} this file does not exist`,
    });
  };
  return {
    ...(fonts.regular === undefined ? {} : { regular: pathOf(fonts.regular, 'regular') }),
    ...(fonts.bold === undefined ? {} : { bold: pathOf(fonts.bold, 'bold') }),
    fallback: fonts.fallback.map((file, index) => pathOf(file, `fallback/${index}`)),
  };
}
