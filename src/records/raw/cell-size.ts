/** A letter takes at most three bytes in UTF-8, a pair of surrogates four. */
const MAX_BYTES_PER_UNIT = 3;

/** Whether a text takes more bytes in UTF-8 than a cell may. */
export function isTooLarge(text: string, limitBytes: number): boolean {
  if (text.length * MAX_BYTES_PER_UNIT <= limitBytes) return false;
  return text.length > limitBytes || Buffer.byteLength(text, 'utf8') > limitBytes;
}
