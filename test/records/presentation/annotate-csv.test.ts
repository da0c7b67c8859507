import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsvRows } from '../../../src/records/csv/csv-rows.ts';
import { annotateCsv } from '../../../src/records/presentation/annotate-csv.ts';
import { findRowSpans } from '../../../src/records/presentation/csv-row-spans.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { check, csv, issuesOf, ROW } from '../support.ts';

function annotate(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? utf8Bytes(content) : content;
  return [...annotateCsv(bytes, check(bytes).report.errors)].join('');
}

/** What the column of findings says, row by row. */
function cellsOf(annotated: string, delimiter = ','): string[] {
  return [...readCsvRows(annotated.slice(1), delimiter)].map(({ cells }) => cells.at(-1) ?? '');
}

/** The text that the column of findings was added to. */
function withoutFindings(annotated: string): string {
  let text = '';
  let copied = 1;
  for (const { end, cellStarts, isBlank } of findRowSpans(annotated, ',')) {
    if (isBlank) continue;
    text += annotated.slice(copied, cellStarts.at(-1)! - 1);
    copied = end;
  }
  return text + annotated.slice(copied);
}

describe('a copy with findings', () => {
  it('says in both languages what is wrong, in the row where it is wrong', () => {
    const copy = annotate(csv({}, { course_code: 'A2', grade: 'b +' }, { course_code: 'A3' }));
    const [header, first, second, third] = cellsOf(copy);
    expect([header, first, third]).toEqual(['parinya_errors', '', '']);
    expect(second).toMatch(/^✕ grade: .*เกรด.*"B\+".* · Grade .*"B\+"/);
  });

  it('leaves every cell, line end and blank line as it was', () => {
    const file = csv({}, { course_code: 'A2', grade: 'E', course_title_en: 'Two\nlines, "quoted"' })
      .replace('\n', '\r\n\r\n')
      .replace('"A1"', '  A1 ');
    const copy = annotate(`\uFEFF${file}\r\n`);
    expect(copy.startsWith('\uFEFF')).toBe(true);
    expect(withoutFindings(copy)).toBe(`${file}\r\n`);
  });

  it('keeps the delimiter and turns an older encoding into UTF-8', () => {
    const copy = annotate(csv({ grade: 'E' }).replaceAll('","', '";"'));
    expect(cellsOf(copy, ';')[1]).toContain('✕ grade');
    const old = Uint8Array.from([...utf8Bytes('student_id,given_name_th\n1,'), 0xa1, 0xa2, 0xa3]);
    expect(annotate(old)).toContain('\n1,กขฃ');
  });

  it('can be mended and sent again', () => {
    const copy = annotate(csv({ grade: 'b +' }));
    const again = check(copy);
    expect(issuesOf(again)).toEqual(['grade-unknown@2 grade']);
    expect(again.report.warningCount).toBe(0);
    expect(check(copy.replace('"b +"', '"B+"')).report).toMatchObject({
      errorCount: 0,
      warningCount: 0,
      accepted: 2,
    });
  });

  it('of a copy has one column of findings, filled anew', () => {
    const copy = annotate(csv({ grade: 'b +' }, { course_code: 'A2', grade: 'E' }));
    const again = annotate(copy.replace('"b +"', '"B+"'));
    const cells = cellsOf(again);
    expect(cells.slice(0, 2)).toEqual(['parinya_errors', '']);
    expect(cells[2]).toContain('✕ grade');
    expect(again.match(/parinya_errors/g)).toHaveLength(1);
  });

  it('puts what is wrong with the header into the first row', () => {
    const copy = annotate(csv({ grade: undefined }).replace('"credits"', '"credit"'));
    const cells = cellsOf(copy);
    expect(cells[0]).toBe('parinya_errors');
    expect(cells[1]).toContain('✕ หัวตาราง · header: ');
    expect(cells[1]).toContain('grade');
  });

  it('fills short rows up so that the findings stand in their column', () => {
    const [header, row] = csv({}).split('\n');
    const short = row!.split(',').slice(0, -2).join(',');
    const [names, cells] = [...readCsvRows(annotate(`${header!}\n${short}\n`).slice(1), ',')];
    expect(cells!.cells).toHaveLength(names!.cells.length);
    expect(cells!.cells.at(-1)).toContain('✕');
  });

  it('of a file without rows has the header alone', () => {
    expect(annotate(`${Object.keys(ROW).join(',')}\n`)).toMatch(/grade,parinya_errors\n$/);
    expect(annotate('')).toBe('\uFEFF');
  });

  it('holds every finding of a file', () => {
    for (const name of ['wrong-grade.csv', 'wrong-gpa.csv', 'missing-column.csv']) {
      const bytes = readFileSync(`fixtures/records/bad/${name}`);
      const { report } = check(bytes);
      expect(annotate(bytes).match(/[✕!] /g)).toHaveLength(report.errors.length);
    }
  });
});

describe('the rows of any CSV text', () => {
  const piece = fc.constantFrom('a', ',', '"', '""', '\n', '\r\n', '\r', ' ', 'ก', '\t');
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('are found where the reader finds them', () => {
    fc.assert(
      fc.property(text, (value) => {
        const found = [...findRowSpans(value, ',')].filter(({ isBlank }) => !isBlank);
        const read = [...readCsvRows(value, ',')];
        const texts = new Map(read.map((row) => [row.line, row.cells.length]));
        // A row of empty quotes is blank to the reader; the copy may keep a column there.
        for (const [line, cells] of texts) {
          expect(found.find((row) => row.line === line)?.cellStarts).toHaveLength(cells);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are copied whole', () => {
    fc.assert(
      fc.property(text, (rows) => {
        const file = `student_id\n${rows}`;
        expect(withoutFindings([...annotateCsv(utf8Bytes(file), [])].join(''))).toBe(file);
      }),
      { numRuns: 200 },
    );
  });
});
