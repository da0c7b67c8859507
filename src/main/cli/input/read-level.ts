import {
  isPadesLevel,
  padesLevels,
  type PadesLevel,
} from '../../../formats/pdf/signatures/pades-level.ts';
import { AppError } from '../../../shared/app-error.ts';

/** The levels as help texts list them. */
export const levelNames = padesLevels.join(', ');

/** A signature level as a person gives it. @throws AppError `usage` */
export function readLevel(text: string): PadesLevel {
  if (isPadesLevel(text)) return text;
  throw new AppError('usage', {
    th: `ไม่มีระดับลายมือชื่อ ${text} ให้เลือกจาก ${levelNames}`,
    en: `There is no signature level ${text}; choose one of ${levelNames}.`,
  });
}
