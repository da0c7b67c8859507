import { AppError } from '../../shared/app-error.ts';

/** A change that no table permits: the sentence names the state that stands in the way. */
export function illegalTransition(from: string, to: string): AppError {
  return new AppError('illegal-transition', {
    th: `เปลี่ยนสถานะจาก ${from} เป็น ${to} ไม่ได้`,
    en: `A change from ${from} to ${to} is not permitted.`,
  });
}
