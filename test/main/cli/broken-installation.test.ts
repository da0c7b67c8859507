import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

const STUDENT = resolve('fixtures/records/sommut.json');

describe('an installation with something broken', () => {
  let cli: CommandLineFixture;
  const at = (path: string) => join(cli.folder, path);
  const data = (path: string) => at(join('parinya-data', path));
  const issue = () => cli.run('issue', 'one.json', '--institution', '99001', '--out', 'out');

  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development', '--dir', 'whole');
    const [student] = JSON.parse(readFileSync(STUDENT, 'utf8')) as unknown[];
    writeFileSync(at('one.json'), JSON.stringify(student));
  }, 60_000);
  beforeEach(() => {
    for (const path of ['parinya-data', 'out']) rmSync(at(path), { recursive: true, force: true });
    cpSync(at('whole'), at('parinya-data'), { recursive: true });
  });
  afterAll(() => cli.remove());

  it.each([
    ['a key file that is no PKCS#12', 'development-pki/signer-99001.p12', 'no key'],
    ['a passphrase that does not open the key', 'development-pki/passphrase', 'wrong'],
  ])('says so for %s, issues nothing, and issues once it is mended', async (_, path, content) => {
    const whole = readFileSync(data(path));
    writeFileSync(data(path), content);
    const broken = await issue();
    expect(broken.exitCode).toBe(66);
    expect(broken.output).toBe('');
    expect(broken.messages).not.toContain(content);
    expect(readdirSync(at('out'))).toEqual([]);
    writeFileSync(data(path), whole);
    const mended = await issue();
    expect(mended.exitCode).toBe(0);
    expect((await cli.run('audit')).exitCode).toBe(0);
  });

  it.each([
    ['a database that is none', () => writeFileSync(data('registry.sqlite'), 'x'.repeat(5000))],
    [
      'a database of a newer version',
      () => {
        const database = new Database(data('registry.sqlite'));
        database.exec("insert into schema_migrations values (999, 'later', 0)");
        database.close();
      },
    ],
    ['a lost secret', () => rmSync(data('secret'))],
  ])('refuses %s', async (_, breakIt) => {
    breakIt();
    const outcome = await issue();
    expect(outcome.exitCode).toBe(66);
    expect(outcome.output).toBe('');
    expect(existsSync(at('out'))).toBe(false);
  });

  it.each([
    ['a trust list that is none', '{}'],
    ['a trust list that is no JSON', 'x'],
  ])('does not verify with %s', async (_, content) => {
    expect((await issue()).exitCode).toBe(0);
    writeFileSync(data('development-pki/trust-list.json'), content);
    expect((await cli.run('verify', 'out')).exitCode).toBe(66);
    expect((await cli.run('audit')).exitCode).toBe(66);
  });

  it.each([['/proc/none'], ['one.json'], ['one.json/below']])(
    'issues nothing when its files could not be written to %s',
    async (out) => {
      const words = ['issue', 'one.json', '--institution', '99001', '--out', out];
      const outcome = await cli.run(...words);
      expect(outcome.exitCode).toBe(64);
      expect(outcome.messages).toContain(out);
      const { json } = await cli.run('audit', '--json');
      expect(json[0]).toMatchObject({ documents: 0, faults: [] });
    },
  );

  it('names a setting that is wrong', async () => {
    writeFileSync(data('parinya.config.json'), JSON.stringify({ port: 'many' }));
    const outcome = await issue();
    expect(outcome.exitCode).toBe(64);
    expect(outcome.messages).toContain('port');
  });

  it('says which institutions there are when another one is named', async () => {
    const outcome = await cli.run('issue', 'one.json', '--institution', '12345', '--out', 'out');
    expect(outcome.exitCode).toBe(64);
    expect(outcome.messages).toContain('99001');
  });

  it('keeps its settings and its secret to its owner', () => {
    for (const path of ['parinya.config.json', 'secret']) {
      expect(statSync(join(at('whole'), path)).mode & 0o077).toBe(0);
    }
  });

  it('gives each institution of a development folder a registrar and an approver with keys of their own', () => {
    const { registrarKeys } = JSON.parse(readFileSync(data('parinya.config.json'), 'utf8')) as {
      registrarKeys: { key: string; actor: string; institutionCode: string }[];
    };
    expect(
      registrarKeys.map(({ actor, institutionCode }) => `${actor}@${institutionCode}`),
    ).toEqual(['registrar@99001', 'approver@99001', 'registrar@99002', 'approver@99002']);
    expect(new Set(registrarKeys.map(({ key }) => key)).size).toBe(4);
  });

  it.each(['all', 'issuer', 'verifier'])(
    'serves as %s and stops when it is asked to',
    async (role) => {
      const outcome = await cli.runWith(
        { PARINYA_LOG_LEVEL: 'silent' },
        ...['serve', '--port', '0', '--role', role],
      );
      expect(outcome.exitCode).toBe(0);
      expect(outcome.messages).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    },
  );

  it('says when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const outcome = await cli.runWith(
      { PARINYA_LOG_LEVEL: 'silent' },
      ...['serve', '--port', String(port)],
    );
    other.close();
    expect(outcome.exitCode).toBe(69);
    expect(outcome.messages).toContain(String(port));
  });
});
