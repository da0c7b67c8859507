import { findHundredths } from '../../transcript/figures/decimal.ts';
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

/** What people write for the values of a list, in lower case and without blanks and dots. */
const SYNONYMS: Readonly<Record<string, string>> = {
  ไทย: 'th',
  ภาษาไทย: 'th',
  thai: 'th',
  อังกฤษ: 'en',
  ภาษาอังกฤษ: 'en',
  english: 'en',
  eng: 'en',
  ทั้งสองภาษา: 'both',
  ใบแสดงผลการศึกษา: 'transcript',
  สำเร็จ: 'complete',
  สำเร็จการศึกษา: 'complete',
  จบการศึกษา: 'complete',
  graduated: 'complete',
  ไม่สำเร็จการศึกษา: 'incomplete',
  ยังไม่สำเร็จการศึกษา: 'incomplete',
  กำลังศึกษา: 'incomplete',
  รออนุมัติ: 'provisional',
  รอสภาอนุมัติ: 'provisional',
  ปริญญาตรี: 'bachelor',
  "bachelor's": 'bachelor',
  bachelors: 'bachelor',
  ปริญญาโท: 'master',
  "master's": 'master',
  masters: 'master',
  ปริญญาเอก: 'doctoral',
  doctor: 'doctoral',
  doctorate: 'doctoral',
  phd: 'doctoral',
  ประกาศนียบัตร: 'certificate',
  อนุปริญญา: 'diploma',
};

function findSynonym(text: string, allowed: readonly string[]): string | undefined {
  const key = text.toLowerCase().replace(/[\s.]/g, '');
  const meant = Object.hasOwn(SYNONYMS, key) ? SYNONYMS[key] : undefined;
  return meant !== undefined && allowed.includes(meant) ? meant : undefined;
}

/** A reader of values that must be exactly one of a list; a near miss is suggested, never taken. */
export function listedReader(allowed: readonly string[]): ValueReader {
  return (text) =>
    allowed.includes(text)
      ? readAs(text)
      : unreadable('value-unknown', {
          allowed: allowed.join(' / '),
          ...toHint(findNearMiss(text, allowed) ?? findSynonym(text, allowed)),
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

/** Names of terms in other words, without blanks and in lower case. */
const OTHER_NAMES: readonly (readonly [RegExp, Semester])[] = [
  [
    /^(?:ภาค|เทอม)?(?:การศึกษา|เรียน)?(?:ที่)?(?:0?1(?:\.0)?|ต้น|i)$|^(?:first|1st)(?:semester|term)?$/,
    '1',
  ],
  [
    /^(?:ภาค|เทอม)?(?:การศึกษา|เรียน)?(?:ที่)?(?:0?2(?:\.0)?|ปลาย|ii)$|^(?:second|2nd)(?:semester|term)?$/,
    '2',
  ],
  [
    /^(?:ภาค|เทอม)?(?:การศึกษา|เรียน)?(?:ที่)?(?:0?3(?:\.0)?|iii)$|^(?:third|3rd)(?:semester|term)?$/,
    '3',
  ],
  [/^(?:ภาค|เทอม)?(?:การศึกษา|เรียน)?(?:ฤดูร้อน|ซัมเมอร์)$|^summer(?:session|semester|term)?$/, 'S'],
];

/** `ภาคเรียนที่ 1`, `ฤดูร้อน`, `First Semester`, `1/2566`: what people write and the contract does not list. */
function findMeantSemester(text: string): Semester | undefined {
  const plain = withArabicDigits(text)
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/^([123])\/\d{2,4}$/, '$1');
  return OTHER_NAMES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Reads a grade of the scheme, exactly as the scheme writes it. */
export function readGrade(text: string, context: ValueContext): ReadValue {
  return context.grades.has(text)
    ? readAs(text)
    : unreadable('grade-unknown', {
        scheme: context.scheme.id,
        ...toHint(findMeantGrade(text, context)),
      });
}

const MARKS_OF_REPEATS = /^[(*#]+|[)*#]+$/g;

/** A near miss, a grade with a mark of its being repeated, or the only grade with these points. */
function findMeantGrade(text: string, { grades, scheme }: ValueContext): string | undefined {
  const bare = text.replace(MARKS_OF_REPEATS, '').trim();
  // Other institutions have an A-: it is no A.
  if (/[-\u2010-\u2015\u2212\uFF0D]$/.test(bare)) return undefined;
  const near = grades.has(bare) ? bare : findNearMiss(bare, grades.keys());
  if (near !== undefined) return near;
  const points = findHundredths(withArabicDigits(bare));
  const worth = scheme.grades.filter((grade) => grade.pointsHundredths === points);
  return points !== undefined && worth.length === 1 ? worth[0]!.code : undefined;
}
