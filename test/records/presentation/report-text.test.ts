import { describe, expect, it } from '@jest/globals';
import { displayWidth } from '../../../src/records/presentation/display-width.ts';
import { groupFindings } from '../../../src/records/presentation/group-findings.ts';
import { placeOf } from '../../../src/records/presentation/place-of.ts';
import { toReportText } from '../../../src/records/presentation/report-text.ts';
import { wrapText } from '../../../src/records/presentation/wrap-text.ts';
import type { RecordIssue } from '../../../src/records/records-report.ts';
import { check, csv } from '../support.ts';

const many = check(
  csv(
    ...Array.from({ length: 12 }, (_, index) => ({
      student_id: `6601${index}`,
      grade: index % 2 === 0 ? 'b +' : 'E',
      family_name_th: index === 11 ? '' : 'ตัวอย่าง',
      citizen_id: index === 3 ? '123' : '',
    })),
  ),
  {},
  'a-file-of-a-registrar.csv',
).report;

describe('findings by rule', () => {
  it('put errors first, the most frequent first, each with its count', () => {
    expect(groupFindings(many.errors, 3).map(({ code, count }) => [code, count])).toEqual([
      ['grade-unknown', 12],
      ['value-missing', 1],
      ['citizen-id-length', 1],
    ]);
  });

  it('say the sentence as it is where all agree, and leave open what differs', () => {
    const [grades, missing] = groupFindings(many.errors, 3);
    expect(missing?.sentence.en).toBe(
      many.errors.find((e) => e.code === 'value-missing')?.messageEn,
    );
    expect(grades?.sentence.en).toBe('Grade "…" is not in the grading scheme th-default.');
    expect(grades?.sentence.th).toContain('…');
    expect(grades?.sentence.en).not.toMatch(/[{}]/);
  });

  it('say beside a place what the sentence leaves open there', () => {
    const { report } = check(
      csv(
        {},
        { course_code: 'A2', degree_th: 'ปริญญาอื่น' },
        { course_code: 'A3', degree_en: 'Other Degree' },
      ),
    );
    const [group] = groupFindings(report.errors, 3);
    expect(group?.places.map(({ remark }) => remark)).toEqual(['ปริญญาสมมติ', 'Sommut Degree']);
  });

  it('leave out an end of which nothing is the same', () => {
    const { report } = check(
      csv(
        {},
        { course_code: 'A2', degree_th: 'ปริญญาอื่น' },
        { course_code: 'A3', degree_en: 'Other Degree' },
      ),
    );
    expect(groupFindings(report.errors, 3)[0]?.sentence).toEqual({
      th: '… ของนักศึกษาคนเดียวกันไม่ตรงกัน',
      en: '… of one student disagrees.',
    });
  });

  it('show a place of every column before a second of any', () => {
    const issue = (line: number, column: string): RecordIssue => ({
      ...many.errors[0]!,
      line,
      column,
    });
    const issues = [1, 2, 3, 4].map((line) => issue(line, 'degree_th'));
    const [group] = groupFindings([...issues, issue(9, 'degree_en')], 3);
    expect(
      group?.places.map(({ finding: { line, column } }) => `${column ?? ''} ${line ?? ''}`),
    ).toEqual(['degree_th 1', 'degree_th 2', 'degree_en 9']);
    expect(group?.columns).toEqual([
      ['degree_th', 4],
      ['degree_en', 1],
    ]);
  });

  it('of a rule that is not of intake keep their own sentence', () => {
    const foreign = { ...many.errors[0]!, code: 'of-somebody-else', messageEn: 'Own.' };
    expect(groupFindings([foreign, { ...foreign, messageEn: 'Other.' }], 1)[0]?.sentence.en).toBe(
      'Own.',
    );
  });
});

describe('the report for people', () => {
  const text = toReportText(many);

  it('never is wider than 80 columns', () => {
    const wide = check(
      JSON.stringify([{ studentId: '1', terms: [{ courses: [{ grade: 'x'.repeat(70) }] }] }]),
      {},
      'a-very-long-name-of-a-file-that-a-student-system-has-chosen-by-itself.json',
    ).report;
    for (const line of [...text.split('\n'), ...toReportText(wide).split('\n')]) {
      // A place is never cut, whatever its length.
      if (!line.includes('by-itself.json')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it('names place, column, value and suggestion, and says how many places are not shown', () => {
    expect(text).toContain('a-file-of-a-registrar.csv:2  grade  "b +" → "B+" ?');
    expect(text).toContain('and 7 more');
    expect(text).toContain('12 errors');
    expect(text).toContain('ข้อผิดพลาด 12');
  });

  it('ends with the sums in both languages', () => {
    expect(text).toContain('24 records · 0 accepted · 13 errors · 1 warning · 12 courses');
    expect(text).toContain('ระเบียน 24 · ผ่าน 0 · ข้อผิดพลาด 13 · คำเตือน 1 · รายวิชา 12');
    expect(text).toContain('read as: csv, utf-8');
    expect(toReportText(many, 2)).not.toContain('read as');
    const good = toReportText(check(csv({})).report);
    expect(good).toContain('✓ ระเบียน 2 · ผ่าน 2');
  });

  it('says that not all findings are listed', () => {
    const cut = toReportText({ ...many, errorCount: 12_345 });
    expect(cut).toContain('12,332 more');
  });

  it('puts our figure beside one that differs', () => {
    const { report } = check(csv({ gpax: '3.40' }));
    expect(toReportText(report)).toContain('"3.40" ≠ 3.50');
  });
});

describe('places', () => {
  const [issue] = many.errors;
  it.each([
    [{ line: 12 }, 'f:12'],
    [{ line: null, sheet: 'courses', cell: 'F214' }, 'f:courses!F214'],
    [{ line: null, path: '/0/terms' }, 'f:/0/terms'],
    [{ line: null, path: '' }, 'f'],
  ])('are written as people write them: %j', (place, written) => {
    expect(placeOf({ ...issue!, file: 'f', ...place })).toBe(written);
  });
});

describe('text in a terminal', () => {
  it('is as wide as its letters: marks take no room', () => {
    expect(displayWidth('น้ำผึ้ง')).toBe(4);
    expect(displayWidth('ที่ปรึกษา')).toBe(6);
    expect(displayWidth('学a')).toBe(3);
  });

  it('breaks between Thai words, and loses nothing', () => {
    const sentence = 'ใบแสดงผลการศึกษาของนักศึกษาที่สำเร็จการศึกษา (ค.ศ. หรือ พ.ศ.) ตรวจแล้ว';
    const lines = wrapText(sentence, 20);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(20);
    expect(lines.join('').replaceAll(' ', '')).toBe(sentence.replaceAll(' ', ''));
  });
});
