import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../../../support/command-line-fixture.ts';
import { oneSheet, table } from '../../../../records/xlsx/workbook-builder.ts';

const SOMMUT = resolve('fixtures/records/sommut.csv');
const WRONG_GRADE = resolve('fixtures/records/bad/wrong-grade.csv');

let cli: CommandLineFixture;
beforeEach(() => {
  cli = openCommandLineFixture();
});
afterEach(() => cli.remove());

const text = (name: string) => readFileSync(join(cli.folder, name), 'utf8');

describe('records check', () => {
  it('tells people on stderr, programs on stdout', async () => {
    const people = await cli.run('records', 'check', WRONG_GRADE);
    expect(people.exitCode).toBe(1);
    expect(people.output).toBe('');
    expect(people.messages).toContain('✕ grade-unknown');
    expect(people.messages).toContain('wrong-grade.csv:3  grade  "B +" → "B+" ?');
    const programs = await cli.run('records', 'check', WRONG_GRADE, '--json');
    expect(programs.exitCode).toBe(1);
    expect(programs.messages).toBe('');
    expect(programs.json).toHaveLength(1);
    expect(programs.json[0]).toMatchObject({ format: 'csv', errorCount: 2, accepted: 0 });
  });

  it('takes several files as one batch', async () => {
    const { exitCode, json } = await cli.run('records', 'check', SOMMUT, WRONG_GRADE, '--json');
    expect(exitCode).toBe(1);
    expect(json).toEqual([expect.objectContaining({ records: 24, accepted: 22, errorCount: 2 })]);
  });

  it('writes nothing unless asked, and says nothing more of a file without a finding', async () => {
    const { exitCode, messages } = await cli.run('records', 'check', SOMMUT);
    expect(exitCode).toBe(0);
    expect(messages).toContain('✓ ');
    expect(messages).not.toContain('--errors-csv');
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it('lists all findings for a spreadsheet', async () => {
    const { exitCode } = await cli.run('records', 'check', WRONG_GRADE, '--errors-csv', 'e.csv');
    expect(exitCode).toBe(1);
    expect(text('e.csv')).toMatch(/^\uFEFFfile,line,.*\r\nwrong-grade\.csv,3,.*\r\n.*\r\n$/);
  });

  it('copies a CSV file with a column of errors, which may stay when it is sent again', async () => {
    const first = await cli.run('records', 'check', WRONG_GRADE, '--annotated', 'mend.csv');
    expect(first.exitCode).toBe(1);
    const mended = text('mend.csv').replace(',B + ,', ',B+,').replace(',E,', ',B+,');
    writeFileSync(join(cli.folder, 'mend.csv'), mended);
    const again = await cli.run('records', 'check', 'mend.csv', '--json');
    expect(again.exitCode).toBe(0);
    expect(again.json[0]).toMatchObject({ errorCount: 0, warningCount: 0, accepted: 2 });
  });

  it('copies a workbook with a column of errors, which may stay when it is sent again', async () => {
    const data = table([{}, { course_code: 'A2', grade: 'b+' }]);
    writeFileSync(join(cli.folder, 'records.xlsx'), oneSheet(data));
    const first = await cli.run('records', 'check', 'records.xlsx', '--annotated', 'mend.xlsx');
    expect([first.exitCode, readdirSync(cli.folder)]).toEqual([1, ['mend.xlsx', 'records.xlsx']]);
    expect(first.messages).toContain('mend it there and send it');
    const again = await cli.run('records', 'check', 'mend.xlsx', '--json');
    expect(again.json[0]).toMatchObject({ errorCount: 1, warningCount: 0, accepted: 0 });
    writeFileSync(join(cli.folder, 'broken.xlsx'), oneSheet(`${data}<row r="1"/>`));
    const broken = await cli.run('records', 'check', 'broken.xlsx', '--annotated', 'x.xlsx');
    expect(broken.messages).toContain('x.xlsx was not written');
    expect(readdirSync(cli.folder)).not.toContain('x.xlsx');
  });

  it('says so when a copy cannot hold all findings', async () => {
    const [header, , row] = readFileSync(WRONG_GRADE, 'utf8').split('\n');
    const rows = Array.from({ length: 10_001 }, (_, index) => row?.replace(/^\d+/, `7${index}`));
    writeFileSync(join(cli.folder, 'many.csv'), [header, ...rows].join('\n'));
    const { messages } = await cli.run('records', 'check', 'many.csv', '--annotated', 'mend.csv');
    expect(messages).toContain('Check again after mending');
    expect(text('mend.csv').match(/✕/g)).toHaveLength(10_000);
  });

  it('says that other formats cannot be copied so', async () => {
    const json = resolve('fixtures/records/sommut.json');
    const { exitCode, messages } = await cli.run('records', 'check', json, '--annotated', 'x.json');
    expect(exitCode).toBe(0);
    expect(messages).toContain('x.json was not written');
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it.each([
    ['a file that is not there', ['none.csv'], 66],
    ['a folder', ['.'], 66],
    ['no file', [], 64],
    ['an unknown option', [SOMMUT, '--loud'], 64],
    ['a copy of several files', [SOMMUT, WRONG_GRADE, '--annotated', 'x.csv'], 64],
    ['a copy in place of the file itself', [SOMMUT, '--annotated', SOMMUT], 64],
    ['a list that cannot be written', [SOMMUT, '--errors-csv', join(SOMMUT, 'x.csv')], 64],
  ])('answers %s with the right exit code', async (_, words, exitCode) => {
    const before = readFileSync(SOMMUT);
    expect((await cli.run('records', 'check', ...words)).exitCode).toBe(exitCode);
    expect(readFileSync(SOMMUT).equals(before)).toBe(true);
    expect(readdirSync(cli.folder)).toEqual([]);
  });
});

describe('records convert', () => {
  const convert = (...words: string[]) => cli.run('records', 'convert', ...words);
  const reportOf = async (...paths: string[]) =>
    (await cli.run('records', 'check', ...paths, '--json')).json[0];

  it('writes JSON and CSV that hold the same records', async () => {
    const first = await convert(SOMMUT, '--to', 'json', '--out', 'a.json');
    expect(first).toMatchObject({ exitCode: 0, output: '' });
    await convert('a.json', '--to', 'csv', '--out', 'new/b.csv');
    await convert('new/b.csv', '--to', 'json', '--out', 'c.json');
    expect(await reportOf('new/b.csv')).toMatchObject({ accepted: 22, warningCount: 0 });
    const ignoringComputed = (name: string) =>
      JSON.stringify(JSON.parse(text(name)), (key, value: unknown) =>
        key === 'computed' ? undefined : value,
      );
    expect(ignoringComputed('c.json')).toBe(ignoringComputed('a.json'));
    expect(readdirSync(cli.folder).sort()).toEqual(['a.json', 'c.json', 'new']);
  });

  it('writes one message as a file, several into a new folder, and reads them back as one batch', async () => {
    const one = resolve('fixtures/records/etda/65010005.xml');
    expect((await convert(one, '--to', 'etda-xml', '--out', 'one.xml')).exitCode).toBe(0);
    expect(text('one.xml')).toMatch(/^<\?xml version="1.0"/);
    const all = await convert(SOMMUT, '--to', 'etda-xml', '--out', 'all');
    expect(all.exitCode).toBe(0);
    expect(all.messages).toContain('InfomationNote');
    expect(all.messages).toContain('--institution');
    const names = readdirSync(join(cli.folder, 'all'));
    expect(names).toHaveLength(22);
    const back = await convert(
      ...names.map((name) => `all/${name}`),
      ...['--to', 'json', '--out', 'back.json'],
    );
    expect(back.exitCode).toBe(0);
    await convert(SOMMUT, '--to', 'json', '--out', 'a.json');
    expect(text('back.json')).toBe(text('a.json'));
    // A folder with something in it is left alone.
    expect((await convert(SOMMUT, '--to', 'etda-xml', '--out', 'all')).exitCode).toBe(64);
    expect(readdirSync(join(cli.folder, 'all'))).toEqual(names);
  });

  it('refuses records with errors, and writes the good ones alone when asked', async () => {
    const words = [SOMMUT, WRONG_GRADE, '--to', 'json', '--out', 'x.json'];
    const refused = await convert(...words);
    expect(refused.exitCode).toBe(1);
    expect(refused.messages).toContain('✕ grade-unknown');
    expect(readdirSync(cli.folder)).toEqual([]);
    const good = await convert(...words, '--accepted-only');
    // Records were left out: a script must notice.
    expect(good.exitCode).toBe(1);
    expect(good.messages).toContain('✕ grade-unknown');
    expect(good.messages).toContain('22 records are in x.json; 2 with errors were left out.');
    expect(await reportOf('x.json')).toMatchObject({ accepted: 22, errorCount: 0 });
  });

  it.each([
    [
      'records without a good one',
      [WRONG_GRADE, '--to', 'csv', '--out', 'x', '--accepted-only'],
      1,
    ],
    ['a file that is not there', ['none.csv', '--to', 'csv', '--out', 'x'], 66],
    ['an unknown format', [SOMMUT, '--to', 'docx', '--out', 'x'], 64],
    ['no format', [SOMMUT, '--out', 'x'], 64],
    ['no place', [SOMMUT, '--to', 'csv'], 64],
    ['a place that is the file itself', [SOMMUT, '--to', 'csv', '--out', SOMMUT], 64],
    ['a folder below a file', [SOMMUT, '--to', 'etda-xml', '--out', join(SOMMUT, 'x')], 64],
    [
      'an institution that is not configured',
      [SOMMUT, '--to', 'csv', '--out', 'x', '--institution', '12345'],
      64,
    ],
  ])('answers %s with the right exit code', async (_, words, exitCode) => {
    expect((await convert(...words)).exitCode).toBe(exitCode);
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it('names the configured institution and goes by its rules', async () => {
    await cli.run('init', '--development');
    const out = ['--to', 'etda-xml', '--out', 'named', '--institution', '99001'];
    const named = await convert(SOMMUT, ...out);
    expect(named.exitCode).toBe(0);
    expect(named.messages).not.toContain('--institution');
    const [first] = readdirSync(join(cli.folder, 'named'));
    expect(text(`named/${first ?? ''}`)).toContain('>99001<');
    // This institution cuts where the fixture's figures are rounded.
    const cut = await cli.run('records', 'check', SOMMUT, '--institution', '99002', '--json');
    expect(cut.exitCode).toBe(1);
  });
});
