import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

const FIXTURE = resolve('fixtures/records/sommut.csv');

/** The header and the rows of the first few students of the shipped fixture. */
function csvOf(students: number): string {
  const [header, ...rows] = readFileSync(FIXTURE, 'utf8').split('\n');
  const ids = [...new Set(rows.map((row) => row.split(',')[0]))].slice(0, students);
  return [header, ...rows.filter((row) => ids.includes(row.split(',')[0]))].join('\n');
}

/** Of the summary that `batch show` prints. */
interface Digested {
  readonly digestShort: string;
}

describe('the command line, from an empty folder to an audit', () => {
  let cli: CommandLineFixture;
  let issued: readonly Record<string, unknown>[];
  const at = (path: unknown) => join(cli.folder, String(path));

  beforeAll(async () => {
    cli = openCommandLineFixture();
    const { exitCode } = await cli.run('init', '--development');
    expect(exitCode).toBe(0);
    writeFileSync(at('two.csv'), csvOf(2));
    const outcome = await cli.run('issue', 'two.csv', '--institution', '99001', '--out', 'out');
    expect(outcome.exitCode).toBe(0);
    issued = outcome.json;
  }, 60_000);
  afterAll(() => cli.remove());

  it('writes one line and two files for every document', () => {
    expect(issued.length).toBeGreaterThanOrEqual(2);
    for (const line of issued) {
      expect(line).toEqual({
        row: expect.any(Number),
        language: expect.stringMatching(/^(th|en)$/),
        documentId: expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/),
        pdf: `out/${String(line['documentId'])}.pdf`,
        sidecar: `out/${String(line['documentId'])}.jws`,
        level: 'B-B',
        template: 'classic',
        isNew: true,
        claimCode: expect.stringMatching(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/),
      });
      expect(readFileSync(at(line['pdf'])).subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(readdirSync(at('out'))).toHaveLength(2 * issued.length);
  });

  it('issues nothing twice: the same file gives the same lines and the same bytes', async () => {
    const again = await cli.run('issue', 'two.csv', '--institution', '99001', '--out', 'again');
    expect(again.exitCode).toBe(0);
    const ids = (lines: readonly Record<string, unknown>[]) => lines.map((l) => l['documentId']);
    expect(ids(again.json)).toEqual(ids(issued));
    const [first] = issued;
    expect(readFileSync(at(again.json[0]!['pdf']))).toEqual(readFileSync(at(first!['pdf'])));
  });

  it('gives records of another file the documents that they already have', async () => {
    writeFileSync(at('three.csv'), csvOf(3));
    const { json } = await cli.run(
      'issue',
      'three.csv',
      '--institution',
      '99001',
      '--out',
      'three',
    );
    const ids = json.map((line) => line['documentId']);
    for (const line of issued) expect(ids).toContain(line['documentId']);
    expect(ids.length).toBeGreaterThan(issued.length);
  });

  it('says of records that are issued already which document they have, wherever they are checked', async () => {
    writeFileSync(at('same.csv'), `${csvOf(2)}\r\n`);
    const check = ['records', 'check', 'same.csv', '--json'];
    const alone = await cli.run(...check);
    expect(alone.json[0]).toMatchObject({ errorCount: 0, warningCount: 0 });
    const { exitCode, json } = await cli.run(...check, '--institution', '99001');
    expect(exitCode).toBe(0);
    const { errors } = json[0] as { errors: { code: string; messageEn: string }[] };
    expect(errors.map(({ code }) => code)).toEqual(issued.map(() => 'already-issued'));
    expect(errors[0]?.messageEn).toContain(String(issued[0]!['documentId']));
    const again = await cli.run(
      ...['issue', 'same.csv', '--institution', '99001', '--out', 'same'],
    );
    expect(again.exitCode).toBe(0);
    expect(again.messages).toContain(String(issued[0]!['documentId']));
    expect(again.json.map((line) => line['documentId'])).toEqual(
      issued.map((line) => line['documentId']),
    );
  });

  it('says that what is issued already stays in its template, and how to have it in another', async () => {
    const { exitCode, json, messages } = await cli.run(
      ...['issue', 'two.csv', '--institution', '99001', '--out', 'modern', '--template', 'modern'],
    );
    expect(exitCode).toBe(1);
    expect(json.map((line) => line['documentId'])).toEqual(issued.map((l) => l['documentId']));
    for (const line of json) expect(line).toMatchObject({ template: 'classic', isNew: false });
    expect(messages).toContain(String(issued[0]!['documentId']));
    expect(messages).toContain('in the template classic');
    expect(messages).toContain('document revoke');
  });

  it('issues the good records and lists the refused ones by line', async () => {
    const bad = csvOf(2).replace(/,3,A,/, ',3,A++,');
    expect(bad).not.toBe(csvOf(2));
    writeFileSync(at('bad.csv'), bad);
    const strict = await cli.run(
      ...['issue', 'bad.csv', '--institution', '99001', '--out', 'bad', '--all-or-nothing'],
    );
    expect(strict.exitCode).toBe(1);
    expect(existsSync(at('bad'))).toBe(false);
    const { exitCode, json } = await cli.run(
      ...['issue', 'bad.csv', '--institution', '99001', '--out', 'bad'],
    );
    expect(exitCode).toBe(1);
    const refused = json.filter((line) => 'errors' in line);
    expect(refused).toEqual([
      { row: expect.any(Number), errors: [expect.objectContaining({ column: 'grade' })] },
    ]);
    expect(json.length).toBeGreaterThan(refused.length);
  });

  it('names a refused record by its first row, wherever its errors stand', async () => {
    const [header, ...rows] = csvOf(2).trimEnd().split('\n');
    const bad = rows
      .map((row) => row.replace(/,3,A,/, ',3,A++,'))
      .toSorted((left, right) => Number(left.includes('A++')) - Number(right.includes('A++')));
    writeFileSync(at('rows.csv'), [header, ...bad].join('\n'));
    const { json } = await cli.run(
      ...['issue', 'rows.csv', '--institution', '99001', '--out', 'rows'],
    );
    const refused = json.filter((line) => 'errors' in line);
    const students = new Set(
      bad.filter((row) => row.includes('A++')).map((row) => row.split(',')[0]),
    );
    expect(refused.map((line) => line['row'])).toEqual(
      Array.from(students, (student) => bad.findIndex((row) => row.startsWith(`${student!},`)) + 2),
    );
    const [{ errors }] = refused as [{ errors: readonly { readonly line: number }[] }];
    expect(errors.some((error) => error.line !== refused[0]!['row'])).toBe(true);
  });

  it('verifies what it issued, alone, with its sidecar, and refuses an altered copy', async () => {
    const [first] = issued;
    const pdf = String(first!['pdf']);
    const genuine = await cli.run('verify', pdf, '--json');
    expect(genuine.exitCode).toBe(0);
    expect(genuine.json).toEqual([
      expect.objectContaining({
        indication: 'TOTAL-PASSED',
        subIndication: null,
        document: expect.objectContaining({ documentId: first!['documentId'] }),
        registry: expect.objectContaining({ state: 'issued' }),
      }),
    ]);
    const both = await cli.run('verify', pdf, String(first!['sidecar']), '--json');
    expect(both.json[0]).toMatchObject({
      indication: 'TOTAL-PASSED',
      sidecar: { integrity: 'INTACT', binding: 'MATCHES' },
    });
    const bytes = readFileSync(at(pdf));
    bytes[2000]! ^= 1;
    writeFileSync(at('altered.pdf'), bytes);
    const altered = await cli.run('verify', 'altered.pdf', '--json');
    expect(altered.exitCode).toBe(1);
    expect(altered.json[0]).toMatchObject({ indication: 'TOTAL-FAILED' });
  });

  it('does not know the state offline', async () => {
    const { exitCode, json } = await cli.run(
      'verify',
      String(issued[0]!['pdf']),
      '--offline',
      '--json',
    );
    expect(exitCode).toBe(2);
    expect(json[0]).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
      registry: { state: 'not-checked' },
    });
  });

  it('says one line for each file of a folder, and the worst exit code', async () => {
    writeFileSync(at('out/none.pdf'), 'no pdf');
    const { exitCode, json } = await cli.run('verify', 'out', '--json');
    expect(exitCode).toBe(1);
    expect(json).toHaveLength(issued.length + 1);
    expect(json.map((line) => line['file'])).toContain('out/none.pdf');
  });

  it('knows whose document was asked for', async () => {
    const pdf = String(issued[0]!['pdf']);
    const right = await cli.run('verify', pdf, '--institution', '99001', '--json');
    expect(right.exitCode).toBe(0);
    const wrong = await cli.run('verify', pdf, '--institution', '99002', '--json');
    expect(wrong.json[0]).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'SIGNER_NOT_AUTHORISED',
    });
  });

  it('revokes at once', async () => {
    const last = issued.at(-1)!;
    const id = String(last['documentId']);
    const revoked = await cli.run('document', 'revoke', id.toLowerCase(), '--reason', 'fraud');
    expect(revoked.exitCode).toBe(0);
    expect(revoked.json[0]).toMatchObject({ state: 'revoked', reason: 'fraud' });
    const { exitCode, json } = await cli.run('verify', String(last['pdf']), '--json');
    expect(exitCode).toBe(1);
    expect(json[0]).toMatchObject({
      subIndication: 'DOCUMENT_REVOKED',
      registry: { state: 'revoked', reason: 'fraud' },
    });
    const shown = await cli.run('document', 'show', id);
    expect(shown.json[0]).toMatchObject({ documentId: id, state: 'revoked' });
  });

  it('refuses a reason that is not published, "other" without a note, and an id with a slip', async () => {
    const id = String(issued[0]!['documentId']);
    expect((await cli.run('document', 'revoke', id, '--reason', 'mood')).exitCode).toBe(64);
    expect((await cli.run('document', 'revoke', id, '--reason', 'other')).exitCode).toBe(64);
    const slip = id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
    expect((await cli.run('document', 'show', slip)).exitCode).toBe(64);
  });

  it('exports a document as it was issued', async () => {
    const [first] = issued;
    const { json } = await cli.run(
      ...['document', 'export', String(first!['documentId']), '--out', 'exported'],
    );
    expect(readFileSync(at(json[0]!['pdf']))).toEqual(readFileSync(at(first!['pdf'])));
    expect(readFileSync(at(json[0]!['sidecar']))).toEqual(readFileSync(at(first!['sidecar'])));
  });

  it('waits for a second person where the institution asks for one', async () => {
    // Without figures: this institution cuts where the fixture's rounds.
    const [student] = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as object[];
    const text = JSON.stringify(student, (name, value: unknown) =>
      /gpax?$/i.test(name) ? undefined : value,
    );
    writeFileSync(at('one.json'), text);
    const issue = ['issue', 'one.json', '--institution', '99002', '--out', 'second'];
    const first = await cli.run(...issue);
    expect(first.exitCode).toBe(75);
    expect(existsSync(at('second'))).toBe(false);
    const listed = await cli.run('batch', 'list');
    const waiting = listed.json.find((batch) => batch['state'] === 'awaiting-approval');
    const id = String(waiting!['batchId']);
    expect((await cli.run('batch', 'approve', id, '--as', 'cli')).exitCode).toBe(1);
    const { summary } = (await cli.run('batch', 'show', id)).json[0] as { summary: Digested };
    const approve = ['batch', 'approve', id, '--as', 'dean', '--digest', summary.digestShort];
    expect((await cli.run(...approve)).exitCode).toBe(0);
    const second = await cli.run(...issue);
    expect(second.exitCode).toBe(0);
    expect(second.json.length).toBeGreaterThan(0);
  });

  it('lists and exports whom it trusts, and checks a path against that', async () => {
    const { json } = await cli.run('trust', 'list', '--json');
    expect(json[0]).toEqual(
      expect.arrayContaining([expect.objectContaining({ institutionCode: '99001' })]),
    );
    expect((await cli.run('trust', 'export', '--pem', 'anchors.pem')).exitCode).toBe(0);
    const pki = 'parinya-data/development-pki';
    const path = await cli.run(
      ...['trust', 'check-path', `${pki}/signer-99001.pem`, '--trust', 'anchors.pem'],
      ...['--untrusted', `${pki}/public-universities.pem`, '--json'],
    );
    expect(path.exitCode).toBe(0);
    expect(path.json[0]).toMatchObject({ indication: 'TOTAL-PASSED' });
    const without = await cli.run(
      ...['trust', 'check-path', `${pki}/signer-99001.pem`, '--trust', 'anchors.pem', '--json'],
    );
    expect(without.exitCode).toBe(2);
    expect(
      (await cli.run('verify', String(issued[0]!['pdf']), '--trust', 'anchors.pem')).exitCode,
    ).toBe(0);
  });

  it('audits what it keeps, and finds what somebody changed behind its back', async () => {
    const clean = await cli.run('audit', '--json');
    expect(clean.json[0]).toMatchObject({ faults: [] });
    expect(clean.exitCode).toBe(0);
    const database = new Database(at('parinya-data/registry.sqlite'));
    database.exec("update documents set state = 'issued' where state = 'revoked'");
    database.close();
    const found = await cli.run('audit', '--json');
    expect(found.exitCode).toBe(1);
    const { faults } = found.json[0] as { faults: { code: string }[] };
    expect(new Set(faults.map(({ code }) => code))).toEqual(
      new Set(['state-history', 'status-list-bits', 'trail-mismatch']),
    );
  });

  it('leaves an existing data folder as it is', async () => {
    const before = readFileSync(at('parinya-data/secret'), 'utf8');
    expect((await cli.run('init', '--development')).exitCode).toBe(0);
    expect(readFileSync(at('parinya-data/secret'), 'utf8')).toBe(before);
  });

  it('is refused in production', async () => {
    const production = { NODE_ENV: 'production' };
    expect((await cli.runWith(production, 'batch', 'list')).exitCode).toBe(64);
    expect((await cli.runWith(production, 'audit')).exitCode).toBe(64);
    const fresh = await cli.runWith(production, 'init', '--development', '--dir', 'fresh');
    expect(fresh.exitCode).toBe(64);
    expect(existsSync(at('fresh'))).toBe(false);
  });
});

describe('the command line without a data folder', () => {
  let cli: CommandLineFixture;
  beforeAll(() => {
    cli = openCommandLineFixture();
  });
  afterAll(() => cli.remove());

  it.each([
    ['an unknown command', ['nonsense'], 64],
    ['no command at all', [], 64],
    ['an unknown option', ['config', '--loud'], 64],
    ['a missing option', ['issue', 'x.csv', '--institution', '99001'], 64],
    [
      'a level that does not exist',
      ['issue', 'x.csv', '--institution', '1', '--out', 'o', '--level', 'X'],
      64,
    ],
    ['a missing input file', ['records', 'check', 'none.csv'], 66],
    ['a missing file to verify', ['verify', 'none.pdf'], 66],
    ['a missing data folder', ['batch', 'list'], 66],
    ['a missing data folder to audit', ['audit'], 66],
    ['help', ['--help'], 0],
    ['the version', ['--version'], 0],
  ])('answers %s with the right exit code', async (_, words, exitCode) => {
    const outcome = await cli.run(...words);
    expect(outcome.exitCode).toBe(exitCode);
    expect(readdirSync(cli.folder)).toEqual([]);
  });

  it('checks records', async () => {
    const good = await cli.run('records', 'check', FIXTURE, '--json');
    expect(good.exitCode).toBe(0);
    expect(good.json[0]).toMatchObject({ format: 'csv', errorCount: 0, errors: [] });
    writeFileSync(join(cli.folder, 'empty.csv'), '');
    const empty = await cli.run('records', 'check', 'empty.csv', '--json');
    expect(empty.exitCode).toBe(1);
    expect(empty.json[0]).toMatchObject({ records: 0, accepted: 0 });
  });

  it('answers any bytes when it verifies', async () => {
    writeFileSync(join(cli.folder, 'empty.pdf'), '');
    const { exitCode, json } = await cli.run('verify', 'empty.pdf', '--json');
    expect(exitCode).toBe(1);
    expect(json[0]).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' });
  });
});
