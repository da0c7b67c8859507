/** Digits in a row, also with a dash, dot or blank of any kind between them. */
const CITIZEN_ID_LIKE =
  /(?<!\p{Nd})\p{Nd}(?:[-.\p{Pd}\p{Zs}]?\p{Nd}){11}[-.\p{Pd}\p{Zs}]?\p{Nd}{1,3}(?!\p{Nd})/gu;
const SHOWN_DIGITS = 4;
const MAX_VALUE_LENGTH = 80;

/** Every digit but the last four as `x`: enough to find the row, too little to misuse. */
export function maskCitizenId(text: string): string {
  const digits = text.replace(/[^\p{Nd}]/gu, '').length;
  // What has no more digits than are shown is hidden altogether.
  let toHide = digits > SHOWN_DIGITS ? digits - SHOWN_DIGITS : digits;
  return text.replace(/\p{Nd}/gu, (digit) => (toHide-- > 0 ? 'x' : digit));
}

/** Masks what looks like a citizen id (13 to 15 digits in a row, also with dashes) wherever it stands. */
export function maskCitizenIdsIn(text: string): string {
  return text.replace(CITIZEN_ID_LIKE, maskCitizenId);
}

/** A value as a report may show it: on one line, cut to a length, never half a character. */
export function toShownValue(text: string, maxLength = MAX_VALUE_LENGTH): string {
  // Twice the length leaves room for characters of two units.
  const start = text.slice(0, 2 * maxLength);
  const characters = Array.from(start.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD'));
  return characters.length <= maxLength && start.length === text.length
    ? characters.join('')
    : `${characters.slice(0, maxLength).join('')}…`;
}
