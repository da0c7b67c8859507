import { describe, expect, it } from '@jest/globals';
import { annotateCsv } from '../../../src/records/presentation/annotate-csv.ts';
import { concatBytes, utf8Bytes } from '../../../src/shared/bytes.ts';
import { windows874 } from '../collection/encodings.ts';
import { check, csv, issuesOf } from '../support.ts';

describe('CSV with Excel’s own line on the delimiter', () => {
  it.each([',', ';', '\t'])('is read behind it, lines counted: sep=%s', (delimiter) => {
    const rows = csv({}, { course_code: 'A2', grade: 'Z' }).replaceAll('","', `"${delimiter}"`);
    const checked = check(`\uFEFFsep=${delimiter}\r\n${rows.replaceAll('\n', '\r\n')}`);
    expect(issuesOf(checked)).toEqual(['grade-unknown@4 grade']);
  });

  it('is copied without it, so that Excel knows the copy for UTF-8', () => {
    const text = `sep=,\n${csv({ grade: 'Z' })}`;
    const { report } = check(text);
    const copy = [...annotateCsv(utf8Bytes(text), report.errors)].join('');
    expect(copy).toMatch(/^\uFEFF\n"student_id"/);
    expect(issuesOf(check(copy))).toEqual(['grade-unknown@3 grade']);
  });
});

describe('Windows-874 with a byte that is none', () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ student_id: `6601000${index}` }));

  it('is an error at its line', () => {
    const bytes = windows874(csv(...rows));
    bytes[bytes.lastIndexOf('O'.charCodeAt(0))] = 0xff;
    const { report } = check(bytes);
    expect(report).toMatchObject({ encoding: 'windows-874', records: 10, accepted: 8 });
    expect(report.errors).toMatchObject([{ code: 'character-broken', line: 6 }]);
  });

  it('names the line that was pasted in as UTF-8', () => {
    const pasted = csv({ student_id: '9' }).split('\n')[1]!;
    const { report } = check(concatBytes(windows874(`${csv(...rows)}\n`), utf8Bytes(pasted)));
    expect(report).toMatchObject({ encoding: 'windows-874', records: 12, accepted: 10 });
    expect(new Set(report.errors.map(({ line }) => line))).toEqual(new Set([7]));
    expect(report.errors[0]!.code).toBe('text-decoded-wrongly');
  });
});

describe('Thai that something read as Windows-874 before', () => {
  it('is named as that', () => {
    const wrong = new TextDecoder('windows-874').decode(utf8Bytes('สมมติ'));
    const { report } = check(csv({ given_name_th: wrong }));
    expect(report.errors).toMatchObject([
      { code: 'text-decoded-wrongly', severity: 'error', column: 'given_name_th', line: 2 },
    ]);
  });

  it.each(['เธอเธอ', 'เนรมิต', 'เธียรธนา เนตรนภา'])('is not %s', (text) => {
    expect(check(csv({ given_name_th: text })).report.errors).toEqual([]);
  });
});

describe('a row that cannot be divided into its cells', () => {
  it('is one error: what it lacks nobody knows', () => {
    const cut = csv({ course_title_en: 'x'.repeat(5_000_000) }, { student_id: '2' });
    expect(issuesOf(check(cut))).toEqual(['cell-too-large@2']);
  });
});

describe('a file of another kind, whatever its name', () => {
  it.each([
    ['PDF', utf8Bytes('%PDF-1.7\n%')],
    ['RTF', utf8Bytes('{\\rtf1 student_id}')],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16)],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0)],
    ['RAR', utf8Bytes('Rar!\u001A\u0007')],
  ])('is called by its name: %s', (name, bytes) => {
    const { report } = check(bytes, {}, 'records.csv');
    expect(report).toMatchObject({ format: 'unknown', errorCount: 1 });
    expect(report.errors[0]!.code).toBe('format-unknown');
    expect(report.errors[0]!.messageEn).toContain(`this is ${name}.`);
    expect(report.errors[0]!.messageTh).toContain(`ไฟล์นี้เป็น ${name}`);
  });
});
