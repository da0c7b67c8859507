import { describe, expect, it } from '@jest/globals';
import { COLUMNS } from '../../../src/records/columns.ts';
import { encodeExampleCsv } from '../../../src/records/examples/encode-example-csv.ts';
import { encodeExampleXlsx } from '../../../src/records/examples/encode-example-xlsx.ts';
import { DEFAULT_LIMITS } from '../../../src/records/limits.ts';
import { EXPLANATION_SHEET } from '../../../src/records/xlsx/sheet-names.ts';
import { rangesOf } from '../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../src/records/zip/zip-archive.ts';
import { parseUtf8 } from '../../../src/shared/bytes.ts';
import { defaultGradingScheme } from '../../../src/transcript/grading-schemes.ts';
import { check } from '../support.ts';

const XLSX = encodeExampleXlsx(defaultGradingScheme());
const PARTS = new Map(
  parseZip(rangesOf(XLSX), DEFAULT_LIMITS).map((entry) => [entry.name, parseUtf8(unpack(entry))]),
);

/** The formula of the list from which cells of a column are chosen. */
function choiceOf(sheet: string, letters: string): string | undefined {
  const pattern = new RegExp(`sqref="${letters}2:${letters}1048576"><formula1>(.*?)</formula1>`);
  return pattern.exec(PARTS.get(`xl/worksheets/${sheet}.xml`) ?? '')?.[1];
}

describe('the example files', () => {
  it.each([
    ['CSV', encodeExampleCsv(), 'csv'],
    ['XLSX', XLSX, 'xlsx'],
  ])('pass the check as %s without any finding, rounded or cut', (_, bytes, format) => {
    for (const rounding of ['half-up', 'truncate'] as const) {
      const { report } = check(bytes, { rounding });
      expect(report).toMatchObject({ format, records: 3, accepted: 3, courses: 10, errors: [] });
    }
  });

  it('say the same in both formats', () => {
    const [csv, xlsx] = [encodeExampleCsv(), XLSX].map((bytes) =>
      check(bytes).records.map(({ record }) => record),
    );
    expect(xlsx).toEqual(csv);
  });

  it('have every column of the contract', () => {
    const text = parseUtf8(encodeExampleCsv());
    expect(text.split('\r\n')[0]).toBe(`\uFEFF${COLUMNS.map(({ name }) => name).join(',')}`);
    const sheets = `${PARTS.get('xl/worksheets/sheet1.xml')}${PARTS.get('xl/worksheets/sheet2.xml')}`;
    for (const { name } of COLUMNS) expect(sheets).toContain(`>${name}</t>`);
  });

  it('are the same bytes every time', () => {
    expect(encodeExampleXlsx(defaultGradingScheme())).toEqual(XLSX);
  });
});

describe('the example workbook', () => {
  it('has lists to choose from', () => {
    expect(choiceOf('sheet1', 'B')).toBe('"th,en,both"');
    expect(choiceOf('sheet1', 'D')).toBe('"complete,incomplete,provisional"');
    expect(choiceOf('sheet2', 'C')).toBe('"1,2,3,S"');
    expect(choiceOf('sheet2', 'J')).toMatch(/^"A,B\+,B,C\+,/);
  });

  it('explains each column in Thai and English', () => {
    expect(PARTS.get('xl/workbook.xml')).toContain(`name="${EXPLANATION_SHEET}"`);
    const explanation = PARTS.get('xl/worksheets/sheet3.xml') ?? '';
    for (const { name } of COLUMNS) expect(explanation).toContain(`>${name}</t>`);
    expect(explanation).toContain('รหัสนักศึกษา');
    expect(explanation).toContain('as the institution writes it');
  });

  it('keeps the numbers of students as text', () => {
    expect(PARTS.get('xl/worksheets/sheet1.xml')).toMatch(/r="A2" s="1" t="inlineStr"/);
  });
});
