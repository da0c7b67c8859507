import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/app-error.ts';
import type { ConfiguredInstitution } from './configuration-schema.ts';
import { institutionSchema } from './configuration-schema.ts';

/**
 * One institution in a file of its own, as it would stand in the configuration.
 * @throws AppError `input-unreadable`, `configuration-invalid` naming the place.
 */
export function readInstitutionFile(path: string): ConfiguredInstitution {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new AppError(
      'input-unreadable',
      { th: `อ่าน ${path} เป็น JSON ไม่ได้`, en: `${path} cannot be read as JSON.` },
      { cause },
    );
  }
  const result = institutionSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue!.path.map((step) => `/${String(step)}`).join('');
  throw new AppError('configuration-invalid', {
    th: `ข้อมูลสถาบันใน ${path} ไม่ถูกต้อง: ${place} ${issue!.message}`,
    en: `The institution in ${path} is not valid: ${place} ${issue!.message}.`,
  });
}
