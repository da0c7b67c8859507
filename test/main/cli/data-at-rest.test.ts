import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

/** As the shipped records have them. */
const CITIZEN_IDS = ['9000000000012', '9000000000021', '9000000000039'];

describe('what an installation keeps of people', () => {
  let cli: CommandLineFixture;
  let dataFolder: string;
  let issued: readonly string[];
  beforeAll(async () => {
    cli = openCommandLineFixture();
    dataFolder = join(cli.folder, 'parinya-data');
    await cli.run('init', '--development');
    // An email address and citizen ids, one of them wrong, so that findings quote it.
    const records = readFileSync('fixtures/records/sommut.json', 'utf8');
    expect(CITIZEN_IDS.some((id) => records.includes(id))).toBe(true);
    writeFileSync(
      join(cli.folder, 'records.json'),
      records.replace(CITIZEN_IDS[0]!, '9000000000013'),
    );
    const { json } = await cli.run(
      ...['issue', 'records.json', '--institution', '99001', '--out', 'out'],
    );
    issued = json.map((line) => String(line['documentId'])).filter((id) => id !== 'undefined');
    expect(issued.length).toBeGreaterThan(1);
  });
  afterAll(() => cli.remove());

  /** Every byte of every file below the data folder. */
  function everything(folder = dataFolder): Buffer {
    return Buffer.concat(
      readdirSync(folder).map((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? everything(path) : readFileSync(path);
      }),
    );
  }

  it('holds no citizen id and no e-mail address in any file, nor in what is handed out', () => {
    const kept = everything();
    const out = everything(join(cli.folder, 'out'));
    const records = readFileSync(join(cli.folder, 'records.json'), 'utf8');
    const planted = [...records.matchAll(/"(?:citizenId|email)": "([^"]+)"/g)].map(([, it]) => it!);
    expect(planted.length).toBeGreaterThan(2);
    for (const value of planted) {
      const forms = [value, Buffer.from(value).toString('base64').slice(0, 12)];
      expect([value, forms.filter((form) => kept.includes(form) || out.includes(form))]).toEqual([
        value,
        [],
      ]);
    }
  });

  it('is sealed from the day a data key is named, and from key to key', async () => {
    expect((await cli.run('data-key', 'new', '--out', 'key-1')).exitCode).toBe(0);
    // A key is never written over another.
    expect((await cli.run('data-key', 'new', '--out', 'key-1')).exitCode).toBe(64);
    expect(statSync(join(cli.folder, 'key-1')).mode & 0o077).toBe(0);
    const keyOf = (name: string) => readFileSync(join(cli.folder, name), 'utf8');
    const name = (keys: string) => {
      writeFileSync(join(dataFolder, 'data-key'), keys, { mode: 0o600 });
      const file = join(dataFolder, 'parinya.config.json');
      const settings = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...settings, dataKeyFile: 'data-key' }));
    };
    expect(everything().includes('ตั้งใจเรียน')).toBe(true);
    name(keyOf('key-1'));
    const resealed = await cli.run('data-key', 'reseal');
    expect(resealed).toMatchObject({ exitCode: 0, json: [{ current: 0, isPurged: true }] });
    expect(everything().includes('ตั้งใจเรียน')).toBe(false);
    expect((await cli.run('audit')).exitCode).toBe(0);
    await cli.run('data-key', 'new', '--out', 'key-2');
    name(`${keyOf('key-2')}${keyOf('key-1')}`);
    expect((await cli.run('data-key', 'reseal')).exitCode).toBe(0);
    name(keyOf('key-2'));
    expect((await cli.run('data-key', 'status')).json[0]).toMatchObject({ other: 0 });
    expect((await cli.run('audit')).exitCode).toBe(0);
    expect((await cli.run('document', 'export', issued[0]!)).exitCode).toBe(0);
    expect(everything().includes('ตั้งใจเรียน')).toBe(false);
  });

  it('stays where it is without its key or with another one, and each has its own code', async () => {
    const file = join(dataFolder, 'data-key');
    const right = readFileSync(file);
    writeFileSync(file, readFileSync(join(cli.folder, 'key-1')));
    expect((await cli.run('document', 'export', issued[0]!)).exitCode).toBe(66);
    expect((await cli.run('audit')).exitCode).toBe(1);
    writeFileSync(file, 'no key at all');
    expect((await cli.run('document', 'show', issued[0]!)).exitCode).toBe(66);
    const settingsFile = join(dataFolder, 'parinya.config.json');
    const settings = readFileSync(settingsFile, 'utf8');
    writeFileSync(settingsFile, settings.replace('"dataKeyFile":"data-key"', '"port":8080'));
    expect((await cli.run('document', 'export', issued[0]!)).exitCode).toBe(64);
    const audited = await cli.run('audit', '--json');
    expect(audited.exitCode).toBe(2);
    expect(audited.json[0]).toMatchObject({ faults: [], gaps: ['sealed-contents'] });
    writeFileSync(settingsFile, settings);
    writeFileSync(file, right);
    expect((await cli.run('audit')).exitCode).toBe(0);
  });
});
