import { describe, expect, it } from '@jest/globals';
import { readCsvRows } from '../../../src/records/csv/csv-rows.ts';
import { toIssuesCsv } from '../../../src/records/presentation/issues-csv.ts';
import { check, csv } from '../support.ts';

describe('the list of findings', () => {
  it('opens in a spreadsheet program: byte order mark, a row a finding, nothing that runs', () => {
    const { report } = check(csv({ grade: '=1+1' }, { course_code: 'A2', grade: 'b +' }));
    const text = toIssuesCsv(report);
    expect(text.startsWith('\uFEFFfile,line,')).toBe(true);
    const [names, first, second] = [...readCsvRows(text.slice(1), ',')].map(({ cells }) => cells);
    const cell = (row: readonly string[] | undefined, name: string) => row?.[names!.indexOf(name)];
    expect(cell(first, 'value')).toBe("'=1+1");
    expect(cell(first, 'line')).toBe('2');
    expect(cell(second, 'suggestion')).toBe('B+');
    expect(cell(second, 'severity')).toBe('error');
    expect(text.endsWith('\r\n')).toBe(true);
  });
});
