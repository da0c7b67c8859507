import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS } from '../../../src/records/limits.ts';
import { rangesOf } from '../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../src/records/zip/zip-archive.ts';
import { parseUtf8 } from '../../../src/shared/bytes.ts';
import { check, codesOf } from '../support.ts';
import type { Member } from '../zip/zip-builder.ts';
import { zip } from '../zip/zip-builder.ts';
import { number, oneSheet, row, table, workbook } from './workbook-builder.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const DATA = table([{}, { course_code: 'A2' }]);
const GOOD = oneSheet(DATA, { strings: '<si><t>shared</t></si>' });

/** The same workbook as another program would pack or write it. */
function rewritten(
  change: (name: string, xml: string) => Partial<Member>,
  bytes: Uint8Array = GOOD,
): Uint8Array {
  return zip(
    parseZip(rangesOf(bytes), DEFAULT_LIMITS).map((entry) => {
      const content = parseUtf8(unpack(entry));
      return { name: entry.name, content, ...change(entry.name, content) };
    }),
  );
}

const edit = (part: string, from: string | RegExp, to: string) =>
  rewritten((name, xml) => (name === part ? { content: xml.replaceAll(from, to) } : {}));

describe('a workbook as other programs write it', () => {
  it.each<[string, Uint8Array]>([
    ['streams its parts (POI)', rewritten(() => ({ streamed: true }))],
    ['writes zip64 for all parts (POI)', rewritten(() => ({ streamed: true, zip64: true }))],
    ['packs nothing', rewritten(() => ({ stored: true }))],
    ['names parts with backslashes', rewritten((name) => ({ name: name.replaceAll('/', '\\') }))],
    ['names parts in other letters', rewritten((name) => ({ name: name.toUpperCase() }))],
    ['links by absolute paths', edit('xl/_rels/workbook.xml.rels', 'Target="w', 'Target="/xl/w')],
    ['links with backslashes', edit('xl/_rels/workbook.xml.rels', 'worksheets/', 'worksheets\\')],
    ['links with dots', edit('xl/_rels/workbook.xml.rels', 'Target="w', 'Target="./../xl/w')],
    ['says no places', edit(SHEET, / r="\w+"/g, '')],
    ['says places of rows alone', edit(SHEET, /<c r="\w+"/g, '<c')],
    ['breaks lines between cells', edit(SHEET, '<c ', '\r\n  <c ')],
    ['has a comment in each row', edit(SHEET, '</row>', '<!-- </row> --></row>')],
    ['writes the texts of formulas that are none', edit(SHEET, /t="inlineStr"><is><t[^>]*>([^<]*)<\/t><\/is>/g, 't="str"><v>$1</v>')],
    ['writes rich text in cells', edit(SHEET, /<t [^>]*>([^<]*)<\/t>/g, '<r><rPr><b/></rPr><t>$1</t></r><rPh sb="0" eb="1"><t>no</t></rPh>')],
    ['uses prefixes (ClosedXML)', edit(SHEET, /<(\/?)(?=[a-z])/g, '<$1x:')],
    ['has all content types', edit('[Content_Types].xml', '</Types>', '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/x" ContentType=""/></Types>')],
    ['is strict', rewritten((_, xml) => ({ content: xml.replaceAll('http://schemas.openxmlformats.org/officeDocument/2006/', 'http://purl.oclc.org/ooxml/officeDocument/').replaceAll('http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main') }))],
    ['begins with a byte order mark', edit(SHEET, '<?xml', '\uFEFF<?xml')],
  ])('is read when it %s', (_, bytes) => {
    const { report } = check(bytes);
    expect([report.format, report.accepted, report.courses, report.errors]).toEqual(['xlsx', 2, 2, []]);
  }); // prettier-ignore

  it.each([
    '[$-107041E]d mmmm yyyy;@',
    '[$-th-TH,107]d mmm yyyy;@',
    '[$-D07041E]d/m/bb',
    'd/m/"bbbb"',
    '[$-41E]d mmmm yyyy',
    '[$-409]dd\\-mmm\\-yyyy',
    'วว/ดด/ปปปป',
    'yyyy"-"mm"-"dd',
    '[Red]d/m/yyyy',
  ])('shows %s as a date', (format) => {
    const cells = table([{ admission_date: number(45139, 1) }]);
    const [first] = check(oneSheet(cells, { formats: [format] })).records;
    expect(first?.record.admissionDate).toBe('2023-08-01');
  });

  it.each<[string, number | string, string]>([
    ['a percentage', 9, '300%'],
    ['a percentage with decimals', '0.00%', '300%'],
  ])('says that credits shown as %s are no number', (_, format, shown) => {
    const { errors } = check(
      oneSheet(table([{ credits: number(3, 1) }]), { formats: [format] }),
    ).report;
    expect(errors.map(({ code, cell, value }) => [code, cell, value])).toEqual([
      ['number-invalid', 'M2', shown],
    ]);
  });

  it('tells a date that has lost its format, and where, from either epoch', () => {
    for (const [serial, date1904] of [
      [45139, false],
      [43677, true],
    ] as const) {
      const cells = table([{ admission_date: number(serial) }]);
      const { errors } = check(oneSheet(cells, { date1904 })).report;
      expect(errors.map(({ code, cell, suggestion }) => [code, cell, suggestion])).toEqual([
        ['date-invalid', 'F2', '2023-08-01'],
      ]);
    }
  });

  it('reads what stands in truth cells as it shows', () => {
    const { errors } = check(oneSheet(table([{ grade: '<c t="b"><v>1</v></c>' }]))).report;
    expect(errors.map(({ code, value }) => [code, value])).toEqual([['grade-unknown', 'TRUE']]);
  });

  it('finds the sheet of records behind others, and names those', () => {
    const sheets = [
      { name: 'Cover', data: row(1, { B: 'Registrar' }) },
      { name: 'ข้อมูล', data: DATA },
    ];
    const { report } = check(workbook({ sheets }));
    expect([
      report.accepted,
      ...report.errors.map(({ code, sheet }) => `${code} ${sheet}`),
    ]).toEqual([2, 'sheet-unknown Cover']);
    expect(codesOf(check(workbook({ sheets: [sheets[1]!] })))).toEqual([]);
  });
});
