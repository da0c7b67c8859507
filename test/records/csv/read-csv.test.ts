import { describe, expect, it } from '@jest/globals';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { check, checkFixture, codesOf, csv, issuesOf, ROW } from '../support.ts';

describe('CSV', () => {
  it('takes a row a course, fills missing figures in and says which', () => {
    const { report, records } = check(csv({}, { course_code: 'A2', grade: 'C' }));
    expect(report).toMatchObject({ format: 'csv', records: 2, courses: 2, accepted: 2 });
    expect(report.errors).toEqual([]);
    expect(records.map(({ row, record }) => [row, record.documentLanguage])).toEqual([
      [2, 'th'],
      [2, 'en'],
    ]);
    expect(records[0]?.record).toMatchObject({
      completion: 'incomplete',
      gpax: '2.75',
      terms: [{ academicYear: 2023, semester: '1', termGpa: '2.75', termGpax: '2.75' }],
      computed: ['/gpax', '/terms/0/termGpa', '/terms/0/termGpax'],
    });
  });

  it.each([';', '\t'])('detects the delimiter %j', (delimiter) => {
    const text = csv({}).replaceAll('","', `"${delimiter}"`);
    expect(check(text).report).toMatchObject({ accepted: 2, errorCount: 0 });
  });

  it('matches names in any case and order, and warns of unknown columns', () => {
    const [header, ...rows] = csv({}, { shoe_size: '42', course_code: 'A2' }).split('\n');
    const checked = check([header!.toUpperCase(), ...rows].join('\n'));
    expect(issuesOf(checked)).toEqual(['column-unknown@1 SHOE_SIZE']);
    expect(checked.report.accepted).toBe(2);
  });

  it('suggests the column that a misspelt one was meant to be', () => {
    const checked = check(csv({ nationality: 'TH' }).replace('degree_en', 'degree_eng'));
    expect(codesOf(checked)).toEqual(['column-unknown', 'column-unknown', 'column-missing']);
    expect(checked.report.errors[0]?.messageEn).toContain('"degree_en"');
  });

  it('joins the rows of a student wherever they stand', () => {
    const { report, records } = check(
      csv(
        {},
        { student_id: '66010002', course_code: 'A2' },
        { course_code: 'A3', admission_date: '' },
        { student_id: '66010002', course_code: 'A4', semester: 'ภาคปลาย' },
      ),
    );
    expect(report).toMatchObject({ records: 4, courses: 4, accepted: 4, errorCount: 0 });
    expect(records.map(({ row }) => row)).toEqual([2, 2, 3, 3]);
    expect(records[0]?.record.terms[0]?.courses.map((course) => course.courseCode)).toEqual([
      'A1',
      'A3',
    ]);
    expect(records[2]?.record.terms.map((term) => term.semester)).toEqual(['1', '2']);
  });

  it('lets record-level cells differ in spelling, not in meaning', () => {
    const same = check(csv({}, { course_code: 'A2', admission_date: '1/8/2566' }));
    expect(same.report.errorCount).toBe(0);
    const other = check(csv({}, { course_code: 'A2', admission_date: '2/8/2566' }));
    expect(issuesOf(other)).toEqual(['value-disagrees@3 admission_date']);
    expect(other.report.accepted).toBe(0);
  });

  it('takes rows in Thai and rows in English of one student for two records', () => {
    const { report, records } = check(
      csv(
        { document_language: 'th' },
        { document_language: 'en', honours_en: 'First Class' },
        { document_language: '', course_code: 'A2' },
      ),
    );
    expect(report).toMatchObject({ records: 2, accepted: 2, errorCount: 0 });
    // The blank language of the third row follows the row before it.
    expect(records.map(({ record }) => record.terms[0]?.courses.length)).toEqual([1, 2]);
  });

  it('counts an equal course once and refuses two that differ', () => {
    const equal = check(csv({}, {}));
    expect(issuesOf(equal)).toEqual(['course-repeated@3 course_code']);
    expect(equal.records[0]?.record.terms[0]?.courses).toHaveLength(1);
    const different = check(csv({}, { grade: 'A' }));
    expect(issuesOf(different)).toEqual(['course-conflict@3 course_code']);
    const twoTerms = check(csv({}, { semester: '2', grade: 'A' }));
    expect(twoTerms.report).toMatchObject({ accepted: 2, errorCount: 0 });
    expect(twoTerms.records[0]?.record.gpax).toBe('3.75');
  });

  it('names the physical line, also behind blank lines and quoted line breaks', () => {
    const text = csv({ degree_en: 'Sommut\r\nDegree' }, { course_code: 'A2', grade: 'X' });
    const checked = check(text.replace('\n', '\n\r\n,,,\n'));
    // Header, a blank line, a row of delimiters, a row of two lines, the row with the grade.
    expect(issuesOf(checked)).toEqual(['grade-unknown@6 grade']);
  });

  it('trims values and takes a quoted line break in a text for a blank', () => {
    const { records } = check(csv({ degree_en: ' Sommut \n  Degree\t' }));
    expect(records[0]?.record.degreeEn).toBe('Sommut Degree');
  });

  it('takes text that begins like a formula as text', () => {
    const { records } = check(csv({ course_title_en: '=1+1', major_en: '-@+' }));
    expect(records[0]?.record).toMatchObject({ majorEn: '-@+' });
    expect(records[0]?.record.terms[0]?.courses[0]?.courseTitleEn).toBe('=1+1');
  });

  it('refuses only the student whose row is damaged', () => {
    const rows = csv({}, { student_id: '66010002' }, { student_id: '66010003' }).split('\n');
    rows[2] = `${rows[2]!},"surplus"`;
    const checked = check(rows.join('\n'));
    expect(issuesOf(checked)).toEqual(['row-too-long@3']);
    expect(checked.records.map(({ record }) => record.studentId)).toEqual([
      '66010001',
      '66010001',
      '66010003',
      '66010003',
    ]);
  });

  it('refuses surplus cells also when they are blank: more cells than columns is an error', () => {
    const checked = check(`${csv({})},,,\n,,,,,,,,,,,,,,,,,,,,`);
    expect(issuesOf(checked)).toEqual(['row-too-long@2']);
    expect(checked.report).toMatchObject({ accepted: 0, courses: 1 });
  });

  it('accepts nobody while a damaged row could be anybody’s', () => {
    const rows = csv({}, { student_id: '' }).split('\n');
    rows[2] = `${rows[2]!},"surplus"`;
    const checked = check(rows.join('\n'));
    expect(codesOf(checked)).toEqual(['row-too-long', 'row-not-attributed']);
    expect(checked.report.accepted).toBe(0);
  });

  it('reports a row without a student as a record of its own', () => {
    const checked = check(csv({}, { student_id: '' }));
    expect(issuesOf(checked)).toEqual(['value-missing@3 student_id']);
    expect(checked.report).toMatchObject({ records: 4, accepted: 2 });
  });

  it('reports control characters and broken bytes at their line', () => {
    expect(issuesOf(check(csv({}, { student_id: '2', major_en: 'a\u0000b' })))).toEqual([
      'control-character@3 major_en',
    ]);
    const bytes = utf8Bytes(csv({ major_en: '~' }));
    bytes[bytes.indexOf(0x7e)] = 0xb9;
    const broken = check(bytes);
    expect(broken.report.encoding).toBe('utf-8');
    expect(issuesOf(broken)).toEqual(['encoding-invalid@2']);
    expect(broken.report.accepted).toBe(0);
  });

  it('names all missing columns at once and every repeated one', () => {
    const missing = checkFixture('bad/missing-column.csv');
    expect(issuesOf(missing)).toEqual(['column-missing@1']);
    expect(missing.report.errors[0]?.value).toBe('admission_date, grade');
    expect(missing.report.accepted).toBe(0);
    const repeated = check(csv({}).replace('degree_en', 'degree_th'));
    expect(codesOf(repeated)).toEqual(['column-repeated', 'column-missing']);
    const optional = check(csv({ major_en: 'x', minor_en: 'y' }).replace('minor_en', 'major_en'));
    expect(issuesOf(optional)).toEqual(['column-repeated@1 major_en']);
    expect(optional.report.accepted).toBe(0);
  });

  it('reads Thai rows whatever column says so', () => {
    const { given_name_th: _name, ...rest } = ROW;
    expect(_name).toBe('สมมติ');
    expect(codesOf(check(csv({ ...rest, given_name_th: undefined })))).toEqual(['column-missing']);
  });

  it.each(['bad/empty.csv', 'bad/header-only.csv'])('says that %s has no records', (name) => {
    expect(codesOf(checkFixture(name))).toEqual(['file-empty']);
  });

  it('refuses too many columns and too long cells', () => {
    const wide = Array.from({ length: 1001 }, (_, index) => `c${index}`).join(',');
    expect(codesOf(check(`student_id,${wide}\n`))).toEqual(['too-many-columns']);
    const long = check(csv({ major_en: 'x'.repeat(70_000) }));
    expect(issuesOf(long)).toEqual(['cell-too-large@2 major_en']);
    expect(long.report.accepted).toBe(0);
  });

  it('limits a cell by its bytes: 64 kB are 21,845 Thai letters', () => {
    expect(check(csv({ major_th: 'ก'.repeat(21_845) })).report.errorCount).toBe(0);
    expect(issuesOf(check(csv({ major_th: 'ก'.repeat(21_846) })))).toEqual([
      'cell-too-large@2 major_th',
    ]);
    expect(check(csv({ major_th: 'x'.repeat(65_536) })).report.errorCount).toBe(0);
    expect(check(csv({ major_th: 'x'.repeat(65_537) })).report.errorCount).toBe(1);
  });

  it('refuses control characters also where nothing is read', () => {
    const row = check(csv({ room: 'a\u0000b' }, { student_id: '2' }));
    expect(issuesOf(row)).toEqual(['column-unknown@1 room', 'control-character@2 room']);
    expect(row.records.map(({ record }) => record.studentId)).toEqual(['2', '2']);
    const header = check(csv({}).replace('student_id', 'student_id","ro\u0001om'));
    expect(codesOf(header)).toContain('control-character');
  });

  it('reads UTF-16 with a byte order mark and says so', () => {
    const units = Uint16Array.from(`\uFEFF${csv({ major_th: 'น้ำ' })}`, (unit) =>
      unit.charCodeAt(0),
    );
    const { report, records } = check(new Uint8Array(units.buffer));
    expect(report).toMatchObject({ encoding: 'utf-16le', accepted: 2, errorCount: 0 });
    expect(records[0]?.record.majorTh).toBe('น้ำ');
  });

  it('passes over a line that does not end within reach, and reads on', () => {
    const endless = `66010009,${'x'.repeat(5_000_000)}`;
    const checked = check(`${csv({})}\n${endless}\n${csv({ student_id: '2' }).split('\n')[1]!}`);
    expect(issuesOf(checked)[0]).toBe('cell-too-large@3');
    expect(checked.records.map(({ record }) => record.studentId)).toContain('2');
  });

  it('resumes behind the line on which a quote opens that does not close within reach', () => {
    const rows = csv({}, { student_id: '2' }, { student_id: '3' }).split('\n');
    const filler = `${rows[3]!}\n`.repeat(60_000).replaceAll('"', '');
    const checked = check(
      `${rows[0]!}\n${rows[1]!}\n"2,open\n${rows[2]!.replaceAll('"', '')}\n${filler}`,
    );
    expect(codesOf(checked)).toContain('quote-not-closed');
    const accepted = new Set(checked.records.map(({ record }) => record.studentId));
    expect(accepted).toContain('66010001');
  });

  it('refuses a table with more different data than may be held', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ course_code: `A${index}` }));
    const checked = check(csv(...rows), { limits: { heldBytes: 3000 } });
    expect(codesOf(checked)).toEqual(['file-too-varied']);
    expect(checked.records).toEqual([]);
  });
});

describe('a copy of a file with its findings', () => {
  it('is read as if the column of findings were not there', () => {
    const copy = check(csv({ parinya_errors: 'grade: …' }, { course_code: 'A2' }));
    expect(issuesOf(copy)).toEqual([]);
    expect(copy.records).toHaveLength(2);
  });
});
