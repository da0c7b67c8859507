import type { CheckedRecords } from '../../../records/check-records.ts';
import type { RecordIssue, RecordsReport } from '../../../records/records-report.ts';
import type { PrintProblem } from './print-trial.ts';

type AcceptedRecord = CheckedRecords['records'][number];

/**
 * Refuses records that cannot be printed, each at its place with its reason, so that they are errors when
 * a batch is submitted, and not a batch that stops half-way.
 */
export function refuseUnprintable(
  { report, records }: CheckedRecords,
  problems: readonly PrintProblem[],
): CheckedRecords {
  if (problems.length === 0) return { report, records };
  const refused = new Set(problems.map(({ recordIndex }) => recordIndex));
  // A record in two languages shares most of its texts: each problem of it is reported once.
  const issues = new Map<string, RecordIssue>();
  for (const problem of problems) {
    const issue = toIssue(report.format, records[problem.recordIndex]!, problem);
    issues.set(JSON.stringify(issue), issue);
  }
  const accepted = records.filter((_, index) => !refused.has(index));
  return {
    records: accepted,
    report: {
      ...report,
      accepted: accepted.length,
      errorCount: report.errorCount + issues.size,
      errors: [...report.errors, ...issues.values()],
    },
  };
}

/** Formats whose records are named by their line. */
const LINE_FORMATS: ReadonlySet<RecordsReport['format']> = new Set(['csv', 'ndjson']);

function toIssue(
  format: RecordsReport['format'],
  { file, row }: AcceptedRecord,
  { code, property, characters }: PrintProblem,
): RecordIssue {
  return {
    file,
    line: LINE_FORMATS.has(format) ? row : null,
    sheet: null,
    cell: null,
    path: format === 'json' ? `/${row - 1}` : null,
    column: property === null ? null : toColumn(property),
    code,
    value: characters,
    severity: 'error',
    row,
    ...messages[code](characters ?? ''),
  };
}

const messages = {
  'character-not-printable': (characters: string) => ({
    messageTh: `แบบอักษรของเอกสารไม่มีอักขระ "${characters}" จึงพิมพ์ข้อความนี้ไม่ได้`,
    messageEn: `The documents' typeface has no "${characters}", so this text cannot be printed.`,
  }),
  'text-does-not-fit': () => ({
    messageTh: 'ข้อความในระเบียนนี้ยาวเกินพื้นที่ในแม่แบบ แม้ย่อและตัดบรรทัดแล้ว ให้ย่อข้อความ',
    messageEn:
      'A text of this record is longer than its place in the template, even wrapped and set smaller: shorten it.',
  }),
} as const;

/** `familyNameTh` as the contract's columns have it: `family_name_th`. */
function toColumn(property: string): string {
  if (property === 'note') return 'course_note';
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
