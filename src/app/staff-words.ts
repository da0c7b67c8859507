import { AppError } from '../shared/app-error.ts';

/** Longer notes belong into a file of the institution's own. */
export const LONGEST_NOTE = 2000;
const LONGEST_NAME = 200;

/**
 * Control characters that are no line end or tab, what turns the direction of text, and halves of characters:
 * they show as something else than they are, and not every database keeps them.
 */
const UNREADABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\p{Surrogate}]/u;

/** Whether everything in a text can be read as it is kept. */
export function isReadable(text: string): boolean {
  return !UNREADABLE.test(text);
}

/**
 * Makes sure that what is about to be done is done in somebody's name, and that its note can be kept.
 * @throws AppError `usage`
 */
export function checkStaffWords({
  actor,
  note,
}: {
  readonly actor: string;
  readonly note?: string | undefined;
}): void {
  if (actor.trim() === '' || actor.length > LONGEST_NAME || !isReadable(actor)) {
    throw new AppError('usage', {
      th: `ต้องระบุชื่อผู้ดำเนินการ (--as) ไม่เกิน ${LONGEST_NAME} ตัวอักษร และไม่มีอักขระควบคุม`,
      en: `Say who does it (--as): a name of up to ${LONGEST_NAME} characters without control characters.`,
    });
  }
  if (note !== undefined && (note.length > LONGEST_NOTE || !isReadable(note))) {
    throw new AppError('usage', {
      th: `หมายเหตุยาวได้ไม่เกิน ${LONGEST_NOTE} ตัวอักษร และต้องไม่มีอักขระควบคุม`,
      en: `A note has up to ${LONGEST_NOTE} characters and no control characters.`,
    });
  }
}
