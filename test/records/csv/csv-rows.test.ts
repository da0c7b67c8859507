import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readCsvRows } from '../../../src/records/csv/csv-rows.ts';
import { cpuSeconds } from '../../support/cpu-seconds.ts';

const rows = (text: string, delimiter = ',') => [...readCsvRows(text, delimiter)];

describe('readCsvRows', () => {
  it('ends rows with CRLF, LF and CR, also mixed, and counts physical lines', () => {
    expect(rows('a,b\r\n\r\n1,2\n,\n\n3,4\r5,6')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', '2'] },
      { line: 6, cells: ['3', '4'] },
      { line: 7, cells: ['5', '6'] },
    ]);
  });

  it('keeps line breaks, delimiters and quotes in quoted cells', () => {
    expect(rows('"a\r\nb";"c;d"\n"e ""f""";g', ';')).toEqual([
      { line: 1, cells: ['a\r\nb', 'c;d'] },
      { line: 3, cells: ['e "f"', 'g'] },
    ]);
  });

  it('trims blanks round cells, also round quotes', () => {
    expect(rows(' a , "b" ,"c"\u00A0\n')).toEqual([{ line: 1, cells: ['a', 'b', 'c'] }]);
  });

  it('goes on after a quote inside a cell and after text behind a quote', () => {
    expect(rows('1,b"ad,x\n2,"ok"x,y\n3,""z\n4,fine')).toEqual([
      { line: 1, cells: ['1', 'b"ad', 'x'], problem: 'quote-inside-cell' },
      { line: 2, cells: ['2', 'okx', 'y'], problem: 'quote-followed-by-text' },
      { line: 3, cells: ['3', 'z'], problem: 'quote-followed-by-text' },
      { line: 4, cells: ['4', 'fine'] },
    ]);
  });

  it('does not let an open quote swallow the rest of the file', () => {
    expect(rows('1,a\n2,"open\n3,b\n4,""\n')).toEqual([
      { line: 1, cells: ['1', 'a'] },
      { line: 2, cells: ['2', '"open'], problem: 'quote-not-closed' },
      { line: 3, cells: ['3', 'b'] },
      { line: 4, cells: ['4', ''] },
    ]);
  });

  it('takes linear time for quotes that never close', () => {
    const hostile = '1,"a""\n'.repeat(200_000);
    const seconds = cpuSeconds(() => {
      expect(rows(hostile).length).toBeGreaterThan(0);
    });
    expect(seconds).toBeLessThan(30);
  });

  it('reads what an independent parser reads', () => {
    const cell = fc
      .array(fc.constantFrom('a', '"', '\n', ',', 'ก', '้', ' '), { maxLength: 6 })
      .map((letters) => letters.join(''))
      .map((text) => text.trim());
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (cells, lineBreak) => {
        const text = cells
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join(lineBreak);
        const expected = parse(text, { relax_column_count: true, trim: true });
        expect(rows(text).map((row) => row.cells)).toEqual(
          expected
            .map((row) => row.map((value) => value.trim()))
            .filter((row) => row.some((value) => value !== '')),
        );
      }),
    );
  });
});
