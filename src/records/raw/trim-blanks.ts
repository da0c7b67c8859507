/** In JavaScript's eyes a blank, in a reader's nothing at all. */
const INVISIBLE_BLANK = '\uFEFF';

/**
 * A text without the blanks round it. The zero width no-break space (a stray byte order mark) stays: it is no
 * blank but an invisible character, to be reported.
 */
export function trimBlanks(text: string): string {
  if (!text.includes(INVISIBLE_BLANK)) return text.trim();
  return text.replace(/^[^\S\uFEFF]+/, '').replace(/[^\S\uFEFF]+$/, '');
}
