import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

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
