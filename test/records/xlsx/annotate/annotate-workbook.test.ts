import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../../src/records/limits.ts';
import { annotateWorkbook } from '../../../../src/records/xlsx/annotate/annotate-workbook.ts';
import { rangesOf } from '../../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../../src/records/zip/zip-archive.ts';
import { concatBytes, parseUtf8 } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';
import { check, codesOf } from '../../support.ts';
import { zip } from '../../zip/zip-builder.ts';
import type { WorkbookSource } from '../workbook-builder.ts';
import { oneSheet, row, table, workbook } from '../workbook-builder.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const TITLE = 'ข้อผิดพลาด / Errors';

function annotate(bytes: Uint8Array): Uint8Array {
  const findings = check(bytes).report.errors;
  return concatBytes(...annotateWorkbook(rangesOf(bytes), findings, DEFAULT_LIMITS));
}

function partsOf(bytes: Uint8Array): Map<string, string> {
  const entries = parseZip(rangesOf(bytes), DEFAULT_LIMITS);
  return new Map(entries.map((entry) => [entry.name, parseUtf8(unpack(entry))]));
}

function sheetOf(bytes: Uint8Array): string {
  return partsOf(bytes).get(SHEET)!;
}

/** The same workbook with other parts: what somebody has changed in it. */
function change(bytes: Uint8Array, name: string, edit: (xml: string) => string): Uint8Array {
  const parts = [...partsOf(bytes)].map(([part, content]) => ({
    name: part,
    content: part === name ? edit(content) : content,
  }));
  return zip(parts);
}

const WRONG = table([{}, { course_code: 'A2', grade: 'b+' }, { course_code: 'A3' }]);

describe('a workbook with a column of findings', () => {
  it('says in each row what is wrong in which cell, in both languages', () => {
    const sheet = sheetOf(annotate(oneSheet(WRONG)));
    expect(sheet).toContain(`<c r="O1" t="inlineStr"><is><t xml:space="preserve">${TITLE}</t>`);
    expect(sheet).toMatch(
      /<c r="O3"[^/]*>✕ N3 grade: [^<]*[\u0E01-\u0E5B][^<]* · [^<]*B\+[^<]*<\/t>/,
    );
    expect(sheet).not.toMatch(/r="O[24]"/);
  });

  it('comes back without an error once it is mended, with the column and without', () => {
    const copy = annotate(oneSheet(WRONG));
    expect(codesOf(check(copy))).toEqual(codesOf(check(oneSheet(WRONG))));
    const mended = change(copy, SHEET, (xml) => xml.replace('>b+<', '>B+<'));
    expect(check(mended).report).toMatchObject({ accepted: 2, errorCount: 0, warningCount: 0 });
    const again = sheetOf(annotate(mended));
    expect(again).not.toMatch(/[✕!] /);
    expect(again.split(TITLE)).toHaveLength(2);
    expect(again.split('<conditionalFormatting')).toHaveLength(2);
  });

  it('leaves every other byte of the sheet as it was', () => {
    const before =
      '<sheetPr/><dimension ref="A1:N4"/><sheetViews><!-- <sheetData> --></sheetViews>' +
      '<cols><col min="1" max="3" width="9"/></cols>';
    const after =
      '<autoFilter ref="A1:N4"/><conditionalFormatting sqref="A1"><cfRule type="x"/></conditionalFormatting>' +
      '<pageMargins left="1"/><drawing r:id="d"/>';
    const bytes = workbook({ sheets: [{ name: 'S', data: WRONG, before, after }] });
    const restored = sheetOf(annotate(bytes))
      .replaceAll(/<c r="O\d+"[^/]*>[^<]*<\/t><\/is><\/c>/g, '')
      .replace('ref="A1:O4"', 'ref="A1:N4"')
      .replace('<col min="15" max="15" width="90" customWidth="1"/>', '')
      .replace(/<conditionalFormatting sqref="A2:N4">.*?<\/conditionalFormatting>/, '');
    expect(restored).toBe(sheetOf(bytes));
  });

  it('leaves every other part as it was, but for one look in the styles', () => {
    const bytes = workbook({
      sheets: [
        { name: 'records', data: WRONG },
        { name: 'notes', data: row(1, { A: 'anything' }) },
      ],
      formats: [14],
      extra: [{ name: 'xl/drawings/drawing1.xml', content: '<x/>', stored: true }],
    });
    const [old, copy] = [partsOf(bytes), partsOf(annotate(bytes))];
    expect([...copy.keys()]).toEqual([...old.keys()]);
    const changed = [...old].filter(([name, content]) => copy.get(name) !== content);
    expect(changed.map(([name]) => name)).toEqual(['xl/styles.xml', SHEET]);
    const look = /<dxfs count="1"><dxf>.*<\/dxf><\/dxfs>/;
    expect(copy.get('xl/styles.xml')!.replace(look, '')).toBe(old.get('xl/styles.xml'));
    expect(copy.get(SHEET)).toContain('<cfRule type="expression" dxfId="0"');
  });

  it.each([
    [
      'joins looks that are there',
      '<dxfs count="2"><dxf/><dxf/></dxfs>',
      '<dxf/><dxf/><dxf><font>',
      2,
    ],
    ['fills an empty list of them', '<dxfs count="0"/>', '<dxfs count="1"><dxf><font>', 0],
    ['stands before what follows', '<tableStyles><dxf/></tableStyles>', '</dxfs><tableStyles>', 0],
  ])('has a look that %s', (_, styles, expected, number) => {
    const parts = { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` };
    const copy = partsOf(annotate(oneSheet(WRONG, { parts })));
    expect(copy.get('xl/styles.xml')).toContain(expected);
    expect(copy.get(SHEET)).toContain(`dxfId="${number}"`);
  });

  it('writes on both of two sheets, each behind its own last cell', () => {
    const record = ['student_id', 'given_name_th', 'family_name_th', 'given_name_en', 'family_name_en',
      'admission_date', 'degree_th', 'degree_en'] as const; // prettier-ignore
    const students = table(
      [{}],
      Object.fromEntries(
        record.map((name) => [name, name === 'admission_date' ? '2023-99-01' : 'x']),
      ),
    );
    const courses = table([{ student_id: 'x', academic_year: '2023', semester: '1', course_code: 'A',
      course_title_en: 'One', credits: 'three', grade: 'A' }], {}); // prettier-ignore
    const bytes = workbook({
      sheets: [
        { name: 'students', data: students },
        { name: 'courses', data: courses },
      ],
    });
    const parts = partsOf(annotate(bytes));
    expect(parts.get(SHEET)).toMatch(/<c r="I2"[^/]*>✕ F2 admission_date: /);
    expect(parts.get('xl/worksheets/sheet2.xml')).toMatch(/<c r="H2"[^/]*>✕ F2 credits: /);
  });

  it('puts what is wrong with the header or the file into the first row below', () => {
    const sheet = sheetOf(
      annotate(oneSheet(table([{ grade: undefined }]).replace('>credits<', '>credit<'))),
    );
    expect(sheet).toMatch(/<row r="2">.*<c r="\w2"[^/]*>[^<]*หัวตาราง · header: A1 /);
    const alone = sheetOf(annotate(oneSheet(row(1, { A: 'student_id' }))));
    expect(alone).toMatch(/<row r="2"><c r="B2"[^/]*>✕ (?:ทั้งไฟล์ · file|หัวตาราง · header): /);
  });

  it('writes behind cells that have slipped out of their columns, which stay an error', () => {
    const slipped = WRONG.replace('</row>', '<c r="O1"/></row>').replace(
      /(<row r="4">.*)<\/row>/,
      '$1<c r="P4"><v>7</v></c></row>',
    );
    const copy = annotate(oneSheet(slipped));
    expect(sheetOf(copy)).toContain(`<c r="Q1" t="inlineStr"><is><t xml:space="preserve">${TITLE}`);
    expect(codesOf(check(copy))).toEqual(codesOf(check(oneSheet(slipped))));
    expect(codesOf(check(copy))).toContain('row-too-long');
  });

  it.each<[string, string, Partial<WorkbookSource>]>([
    ['blank cells with a style', WRONG.replaceAll('</row>', '<c s="1"/><c s="1"/></row>'), {}],
    ['no places', WRONG.replaceAll(/ r="\w+"/g, ''), {}],
    ['prefixes', '', { parts: { [SHEET]: `<x:worksheet><x:sheetData>${WRONG.replaceAll(/<(\/?)(\w)/g, '<$1x:$2')}</x:sheetData></x:worksheet>` } }],
    ['no styles', WRONG, { parts: { 'xl/styles.xml': '<styleSheet/>' } }],
    ['spans', WRONG.replaceAll('<row ', '<row spans="1:14" '), {}],
  ])('is written into a sheet with %s', (_, data, source) => {
    const bytes = oneSheet(data, source);
    const copy = annotate(bytes);
    expect(sheetOf(copy)).toMatch(/[✕!] N3 grade: /);
    expect(codesOf(check(copy))).toEqual(codesOf(check(bytes)));
    expect(codesOf(check(annotate(copy)))).toEqual(codesOf(check(bytes)));
  }); // prettier-ignore

  it('keeps texts texts: nothing in the column is a formula', () => {
    const copy = sheetOf(
      annotate(oneSheet(table([{ grade: '=1+1' }, { course_code: 'A2', grade: '_x003D_' }]))),
    );
    expect(copy).not.toContain('<f>');
    expect(copy).toMatch(/r="O2" t="inlineStr"/);
  });

  it('is not made of what cannot be read', () => {
    const make = (bytes: Uint8Array) => () => [
      ...annotateWorkbook(rangesOf(bytes), [], DEFAULT_LIMITS),
    ];
    expect(formatErrorCode(make(oneSheet(WRONG).subarray(9)))).toMatch(/^zip\//);
    expect(formatErrorCode(make(oneSheet(WRONG, { extra: [{ name: 'xl/vbaProject.bin' }] })))).toBe(
      'xlsx/macros',
    );
  });
});
