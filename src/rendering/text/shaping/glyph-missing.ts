import { AppError } from '../../../shared/app-error.ts';

/** `U+0E33`: how a character is named in messages, since it may have no visible form. */
function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The typeface cannot set a character. Names the character alone, never the text around it.
 * @param place of the text: a field of the record or a label of the template.
 */
export function glyphMissingError(codePoints: readonly number[], place?: string): AppError {
  const names = codePoints.map(codePointName).join(', ');
  const where = place === undefined ? '' : ` (${place})`;
  return new AppError('glyph-missing', {
    th: `แบบอักษรของเอกสารไม่มีอักขระ ${names}${where} กรุณาแก้ข้อความหรือใช้แม่แบบที่มีแบบอักษรนั้น`,
    en: `The document's typeface has no glyph for ${names}${where}. Correct the text or use a template whose typeface has it.`,
  });
}
