import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { displayWidth } from '../../../src/records/presentation/display-width.ts';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture, CommandOutcome } from '../../support/command-line-fixture.ts';
import { CHAPTERS } from './chapters.ts';
import type { CollectionCase } from './collection-case.ts';

const REPORT_NAMES = [
  ...['format', 'encoding', 'records', 'courses', 'accepted', 'errorCount', 'warningCount'],
  'errors',
].sort();
const ISSUE_NAMES = [
  ...['file', 'line', 'sheet', 'cell', 'path', 'column', 'code', 'value', 'severity'],
  ...['messageTh', 'messageEn'],
].sort();
/** Names that joined the contract's. */
const ADDED_NAMES = ['suggestion', 'computed', 'row'];
/** Thirteen digits in a row, also with signs between them. */
const CITIZEN_ID = /(?<!\p{Nd})\p{Nd}(?:[- ]?\p{Nd}){12}(?!\p{Nd})/u;

let cli: CommandLineFixture;
beforeAll(() => {
  cli = openCommandLineFixture();
});
afterAll(() => cli.remove());

async function check({ files }: CollectionCase, ...words: string[]): Promise<CommandOutcome> {
  const folder = join(cli.folder, 'in');
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  const paths = files.map(({ name }) => join('in', name));
  const outcome = await cli.run('records', 'check', ...paths, ...words);
  rmSync(folder, { recursive: true });
  return outcome;
}

/** Cases that the command runs as the function does: it has no limits and roundings of its own. */
const CASES = CHAPTERS.flatMap(({ sentences }) =>
  sentences.flatMap(({ cases }) => cases.filter(({ options }) => options === undefined)),
);

/** Those that are short enough to be run again and looked at line by line; the others test limits. */
const SMALL_CASES = CASES.filter(({ files }) => files.every(({ bytes }) => bytes.length < 50_000));

describe('records check --json', () => {
  it('prints exactly one value with the names of the contract for every small file, and says by its exit code whether there are errors', async () => {
    for (const row of SMALL_CASES) {
      const { exitCode, json, messages } = await check(row, '--json');
      const { issues, ...sums } = row.expected;
      const hasErrors = issues.some(({ severity }) => severity === 'error');
      expect({ title: row.title, exitCode, messages, count: json.length }).toEqual({
        title: row.title,
        exitCode: hasErrors ? 1 : 0,
        messages: '',
        count: 1,
      });
      const report = json[0] as { errors: readonly Record<string, unknown>[] };
      expect(report).toMatchObject(sums);
      expect(Object.keys(report).sort()).toEqual(REPORT_NAMES);
      for (const issue of report.errors) {
        const names = Object.keys(issue).filter((name) => !ADDED_NAMES.includes(name));
        expect(names.sort()).toEqual(ISSUE_NAMES);
      }
    }
  });
});

describe('citizen ids', () => {
  it('are masked in the JSON, in the list for spreadsheets and in the text', async () => {
    const withIds = CASES.filter(
      ({ files, expected }) =>
        files.some(({ name, bytes }) =>
          CITIZEN_ID.test(`${name} ${new TextDecoder().decode(bytes)}`),
        ) && expected.issues.length > 0,
    );
    expect(withIds.length).toBeGreaterThan(10);
    for (const row of withIds) {
      // What was masked leaves no run of digits behind; student numbers are shorter.
      const json = await check(row, '--json');
      const text = await check(row, '--errors-csv', 'list.csv');
      const list = readFileSync(join(cli.folder, 'list.csv'), 'utf8');
      for (const written of [json.output, text.messages, list]) {
        expect([row.title, CITIZEN_ID.exec(written)]).toEqual([row.title, null]);
      }
    }
  });
});

describe('the text of records check', () => {
  it('fits a terminal and has the sums, for every small file', async () => {
    for (const row of SMALL_CASES) {
      const { messages, output } = await check(row);
      expect(output).toBe('');
      const [report] = messages.split('ดูทั้งหมดในโปรแกรมตาราง');
      expect(report).toMatch(/\d records? · [\d,]+ accepted/);
      // A place is never cut, whatever its length.
      const lines = report!.split('\n').filter((line) => !/^ {4}\S+:/.test(line));
      const tooWide = lines.filter((line) => displayWidth(line) > 80);
      expect([row.title, tooWide]).toEqual([row.title, []]);
    }
  });
});
