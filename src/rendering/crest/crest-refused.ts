import { AppError } from '../../shared/app-error.ts';
import type { BilingualText } from '../../shared/app-error.ts';

/** A crest cannot be used, and what to do about it. */
export function crestRefused({ th, en }: BilingualText): AppError {
  return new AppError('template-invalid', {
    th: `ตราสัญลักษณ์ใช้ไม่ได้: ${th}`,
    en: `The crest cannot be used: ${en}`,
  });
}
