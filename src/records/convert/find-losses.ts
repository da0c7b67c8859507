import type { BilingualText } from '../../shared/app-error.ts';
import { SINGLE_LANGUAGE_FIELDS } from '../../transcript/etda/etda-names.ts';
import type { TranscriptRecord } from '../../transcript/record.ts';

/** A format that records can be written in. */
export type ConvertedFormat = 'json' | 'csv' | 'etda-xml';

export const CONVERTED_FORMATS: readonly ConvertedFormat[] = ['json', 'csv', 'etda-xml'];

/** Something that a format cannot say, or not where other programs look for it. */
export interface Loss extends BilingualText {
  readonly code: 'computed-not-marked' | 'degree-missing' | 'only-in-notes';
  /** Records that it concerns. */
  readonly count: number;
  /** Columns that it concerns. */
  readonly columns: readonly string[];
}

interface LossRule extends BilingualText {
  readonly code: Loss['code'];
  readonly formats: readonly ConvertedFormat[];
  /** What of a record it concerns (names of columns); empty when nothing. */
  readonly find: (record: TranscriptRecord) => readonly string[];
}

const CIVIL_DATE_LENGTH = 'YYYY-MM-DD'.length;

/** Everything that gets lost on the way to a format; the documentation lists the same. */
export const LOSS_RULES: readonly LossRule[] = [
  {
    code: 'computed-not-marked',
    formats: ['csv'],
    th: 'CSV บอกไม่ได้ว่าตัวเลขใดระบบเป็นผู้คำนวณ ในไฟล์นี้ตัวเลขเหล่านั้นจึงเหมือนเป็นของนายทะเบียน',
    en: 'CSV cannot say which figures were computed: they stand as if the registrar had stated them.',
    find: ({ computed }) => (computed === undefined ? [] : ['gpax', 'term_gpa', 'term_gpax']),
  },
  {
    code: 'degree-missing',
    formats: ['json', 'csv'],
    th: 'ชื่อปริญญามีภาษาเดียว (ETDA มีที่ให้ภาษาเดียว) แต่ JSON และ CSV ต้องมีทั้งสองภาษา เติมก่อนส่ง',
    en: 'The degree stands in one language only (ETDA has room for one); JSON and CSV need both: fill it in before sending.',
    find: ({ degreeTh, degreeEn }) => [
      ...(degreeTh === undefined ? ['degree_th'] : []),
      ...(degreeEn === undefined ? ['degree_en'] : []),
    ],
  },
  {
    code: 'only-in-notes',
    formats: ['etda-xml'],
    th: 'ETDA ไม่มีที่สำหรับข้อมูลนี้ จึงอยู่ใน InfomationNote ซึ่งระบบนี้อ่านกลับได้ครบ แต่โปรแกรมอื่นอาจไม่อ่าน',
    en: 'ETDA has no element for this. It stands in InfomationNote, where we read it back whole and other programs may not look.',
    find: findNoted,
  },
];

/** What a conversion cannot say, each thing once. */
export function findLosses(
  records: readonly TranscriptRecord[],
  format: ConvertedFormat,
): readonly Loss[] {
  const losses = new LossCount(format);
  for (const record of records) losses.add(record);
  return losses.list();
}

/** The same for records that come one by one. */
export class LossCount {
  readonly #rules: readonly LossRule[];
  readonly #found = new Map<LossRule, { count: number; readonly columns: Set<string> }>();

  constructor(format: ConvertedFormat) {
    this.#rules = LOSS_RULES.filter(({ formats }) => formats.includes(format));
  }

  add(record: TranscriptRecord): void {
    for (const rule of this.#rules) {
      const columns = rule.find(record);
      if (columns.length === 0) continue;
      const found = this.#found.get(rule) ?? { count: 0, columns: new Set() };
      this.#found.set(rule, found);
      found.count++;
      for (const column of columns) found.columns.add(column);
    }
  }

  list(): readonly Loss[] {
    return this.#rules.flatMap((rule) => {
      const found = this.#found.get(rule);
      if (found === undefined) return [];
      const { code, th, en } = rule;
      return [{ code, th, en, count: found.count, columns: [...found.columns].sort() }];
    });
  }
}

function findNoted(record: TranscriptRecord): readonly string[] {
  const language = record.documentLanguage === 'th' ? 'en' : 'th';
  const secondLanguage = SINGLE_LANGUAGE_FIELDS.filter(
    ({ th, en }) => record[th] !== undefined && record[en] !== undefined,
  ).map(({ column }) => `${column}_${language}`);
  const hasNotes = record.terms.some(({ courses }) => courses.some((course) => course.note));
  const isPartial = (record.birthDate?.length ?? CIVIL_DATE_LENGTH) < CIVIL_DATE_LENGTH;
  return [
    ...secondLanguage,
    ...(record.level === undefined ? [] : ['level']),
    ...(record.email === undefined ? [] : ['email']),
    ...(isPartial ? ['birth_date'] : []),
    ...(hasNotes ? ['course_note'] : []),
    ...(record.computed === undefined ? [] : ['computed']),
  ];
}
