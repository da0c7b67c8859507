import type { RecordIssue, RecordsReport } from '../records-report.ts';
import { inBoth, indent, WIDTH } from './bilingual-lines.ts';
import { cutTo, displayWidth, padTo } from './display-width.ts';
import type { FindingGroup } from './group-findings.ts';
import { groupFindings } from './group-findings.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

const PLACES_OF_A_RULE = 5;
const MAX_PLACE_WIDTH = 36;
const SYMBOLS = { error: '✕', warning: '!' } as const;
const TIMES = {
  error: { th: 'ข้อผิดพลาด', one: 'error', many: 'errors' },
  warning: { th: 'คำเตือน', one: 'warning', many: 'warnings' },
} as const;

/** A batch of 5,000 students is mostly one of 10,000 records, which surprises people. */
const WHAT_IS_COUNTED = {
  th: 'หนึ่งระเบียนคือนักศึกษาหนึ่งคนในเอกสารหนึ่งภาษา',
  en: 'A record is one student in the language of one document.',
} as const;

/**
 * A report as a person reads it in a terminal of 80 columns, in both languages: what was read; every rule
 * that found something, with how often, the sentence, the first few places and what to do; the sums.
 * @param fileCount of several files the report names the format of the first one only.
 */
export function toReportText(report: RecordsReport, fileCount = 1): string {
  const groups = groupFindings(report.errors, PLACES_OF_A_RULE);
  const notListed = report.errorCount + report.warningCount - report.errors.length;
  return [
    ...groups.flatMap((group) => [...toGroupLines(group), '']),
    ...(notListed > 0 ? [...toNotListedLines(report.errors.length, notListed), ''] : []),
    '─'.repeat(WIDTH),
    ...toSummaryLines(report),
    ...(report.records > 0 ? inBoth(WHAT_IS_COUNTED, '  ') : []),
    ...(fileCount === 1 ? [toFormatLine(report)] : []),
    '',
  ].join('\n');
}

function toGroupLines(group: FindingGroup): string[] {
  const { code, severity, count, sentence, advice, places, columns } = group;
  const names = TIMES[severity];
  const heading = `${SYMBOLS[severity]} ${code}`;
  const sum = `${names.th} ${amount(count)} · ${countOf(count, names.one, names.many)}`;
  const rest = count - places.length;
  return [
    `${padTo(heading, WIDTH - displayWidth(sum) - 1)} ${sum}`,
    ...inBoth(sentence, '  '),
    ...toColumnLines(columns),
    ...toPlaceLines(places),
    ...(rest > 0 ? [`    … และอีก ${amount(rest)} แห่ง · and ${amount(rest)} more`] : []),
    ...(advice === undefined ? [] : inBoth(advice, '  ▸ ', '    ')),
  ];
}

function toColumnLines(columns: FindingGroup['columns']): string[] {
  if (columns.length === 0) return [];
  const list = columns
    .map(([column, count]) => `${column === '' ? '–' : column} ${amount(count)}`)
    .join(', ');
  return indent(wrapText(`คอลัมน์ · columns: ${list}`, WIDTH - 2), '  ');
}

/** Place, column and value side by side; where the place is long, the others stand below it. */
function toPlaceLines(places: FindingGroup['places']): string[] {
  const rows = places.map(({ finding, remark }) => ({
    place: placeOf(finding),
    column: finding.column ?? '',
    value: toValueText(finding) + (remark === '' ? '' : ` (${remark})`),
  }));
  const placeWidth = Math.max(
    ...rows.map(({ place }) => displayWidth(place)).filter((width) => width <= MAX_PLACE_WIDTH),
    0,
  );
  const columnWidth = Math.max(...rows.map(({ column }) => displayWidth(column)));
  return rows.flatMap(({ place, column, value }) => {
    const named = column === '' && value === '' ? '' : `  ${padTo(column, columnWidth)}  ${value}`;
    if (displayWidth(place) <= placeWidth) {
      const start = `    ${padTo(place, placeWidth)}`;
      return [cutTo(start + named, WIDTH).trimEnd()];
    }
    // A place is never cut: it is what the person looks for.
    return [`    ${place}`, ...(named === '' ? [] : [cutTo(`      ${named.trim()}`, WIDTH)])];
  });
}

function toValueText({ value, suggestion, computed }: RecordIssue): string {
  const written = value === null || value === '' ? '' : `"${value}"`;
  if (computed !== undefined) return `${written} ≠ ${computed}`;
  return suggestion === undefined ? written : `${written} → "${suggestion}" ?`;
}

function toNotListedLines(listed: number, notListed: number): string[] {
  return inBoth(
    {
      th: `แสดงเฉพาะ ${amount(listed)} รายการแรก ยังมีอีก ${amount(notListed)} รายการ แก้รายการข้างบนแล้วตรวจใหม่`,
      en: `Only the first ${amount(listed)} findings are listed; there are ${amount(notListed)} more. Mend these and check again.`,
    },
    '… ',
    '  ',
  );
}

function toSummaryLines(report: RecordsReport): string[] {
  const { records, courses, accepted, errorCount, warningCount } = report;
  return inBoth(
    {
      th: `ระเบียน ${amount(records)} · ผ่าน ${amount(accepted)} · ข้อผิดพลาด ${amount(errorCount)} · คำเตือน ${amount(warningCount)} · รายวิชา ${amount(courses)}`,
      en: [
        countOf(records, 'record', 'records'),
        `${amount(accepted)} accepted`,
        countOf(errorCount, 'error', 'errors'),
        countOf(warningCount, 'warning', 'warnings'),
        countOf(courses, 'course', 'courses'),
      ].join(' · '),
    },
    `${errorCount > 0 ? SYMBOLS.error : '✓'} `,
    '  ',
  );
}

function toFormatLine({ format, encoding }: RecordsReport): string {
  return `  อ่านเป็น · read as: ${encoding === null ? format : `${format}, ${encoding}`}`;
}

function countOf(count: number, one: string, many: string): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}

function amount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
