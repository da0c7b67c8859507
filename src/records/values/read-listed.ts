import { SEMESTERS } from '../../transcript/calendar/term-names.ts';
import type { Semester } from '../../transcript/record.ts';
import { findNearMiss, toHint, withArabicDigits } from './near-miss.ts';
import type { ReadValue, ValueContext, ValueReader } from './read-value.ts';
import { readAs, unreadable } from './read-value.ts';

/** Thai names of terms that count as their sign. */
const SEMESTER_NAMES: ReadonlyMap<string, Semester> = new Map([
  ['ภาคต้น', '1'],
  ['ภาคปลาย', '2'],
  ['ภาคฤดูร้อน', 'S'],
]);

/** A reader of values that must be exactly one of a list; a near miss is suggested, never taken. */
export function listedReader(allowed: readonly string[]): ValueReader {
  return (text) =>
    allowed.includes(text)
      ? readAs(text)
      : unreadable('value-unknown', {
          allowed: allowed.join(' / '),
          ...toHint(findNearMiss(text, allowed)),
        });
}

/** Reads a term's sign (`1`, `2`, `3`, `S`) or its Thai name into the sign. */
export function readSemester(text: string): ReadValue {
  const semester = SEMESTERS.find((sign) => sign === text) ?? SEMESTER_NAMES.get(text);
  if (semester !== undefined) return readAs(semester);
  const allowed = [...SEMESTERS, ...SEMESTER_NAMES.keys()];
  return unreadable('value-unknown', {
    allowed: allowed.join(' / '),
    ...toHint(findMeantSemester(text) ?? findNearMiss(text, allowed)),
  });
}

/** `ภาคเรียนที่ 1`, `ฤดูร้อน`, `Summer`: what people write and the contract does not list. */
function findMeantSemester(text: string): Semester | undefined {
  const plain = withArabicDigits(text).replace(/\s/g, '').toLowerCase();
  const sign = /^(?:ภาค)?(?:การศึกษา|เรียน)?(?:ที่)?(1|2|3|ต้น|ปลาย|ฤดูร้อน)$/.exec(plain)?.[1];
  if (sign !== undefined) return SEMESTER_NAMES.get(`ภาค${sign}`) ?? (sign as Semester);
  return /^summer(?:session|semester|term)?$/.test(plain) ? 'S' : undefined;
}

/** Reads a grade of the scheme, exactly as the scheme writes it. */
export function readGrade(text: string, context: ValueContext): ReadValue {
  return context.grades.has(text)
    ? readAs(text)
    : unreadable('grade-unknown', {
        scheme: context.scheme.id,
        ...toHint(findNearMiss(text, context.grades.keys())),
      });
}
