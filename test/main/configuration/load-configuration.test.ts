import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '../../../src/main/configuration/load-configuration.ts';
import { toMaskedConfiguration } from '../../../src/main/configuration/masked-configuration.ts';

describe('working out the settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-config-'));
    mkdirSync(join(folder, 'parinya-data'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (settings: unknown, path = 'parinya-data/parinya.config.json') =>
    writeFileSync(join(folder, path), JSON.stringify(settings));
  const load = (environment: Record<string, string> = {}, flags = {}) =>
    loadConfiguration({ environment, flags, workingFolder: folder });

  it('has a default for everything', () => {
    const { settings, dataFolder, file } = load();
    expect(settings).toMatchObject({
      port: 8080,
      role: 'all',
      database: 'sqlite:registry.sqlite',
      publicUrl: 'http://localhost:8080',
      institutions: [],
      statusLists: { size: 131_072, ttlSeconds: 60 },
    });
    expect(dataFolder).toBe(join(folder, 'parinya-data'));
    expect(file).toBeNull();
  });

  it('lets the file win over defaults, the environment over the file, a flag over all', () => {
    write({ port: 1001, role: 'issuer', logLevel: 'warn' });
    expect(load().settings).toMatchObject({ port: 1001, role: 'issuer', logLevel: 'warn' });
    const environment = { PARINYA_PORT: '1002', PARINYA_ROLE: 'verifier' };
    expect(load(environment).settings).toMatchObject({ port: 1002, role: 'verifier' });
    expect(load(environment, { port: '1003' }).settings).toMatchObject({
      port: 1003,
      role: 'verifier',
      logLevel: 'warn',
    });
  });

  it('reads a value from the file that PARINYA_..._FILE names', () => {
    writeFileSync(join(folder, 'url'), 'https://verify.example\n');
    expect(load({ PARINYA_PUBLIC_URL_FILE: join(folder, 'url') }).settings.publicUrl).toBe(
      'https://verify.example',
    );
    expect(() => load({ PARINYA_PUBLIC_URL_FILE: join(folder, 'none') })).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });

  it('takes a rule on repeated courses alone, or with the courses that it leaves out', () => {
    const institution = JSON.parse(
      readFileSync('fixtures/institutions/sommut.json', 'utf8'),
    ) as object;
    const ruleOf = (repeatedCourses?: unknown) => {
      const given = repeatedCourses === undefined ? {} : { repeatedCourses };
      write({ institutions: [{ ...institution, ...given }] });
      return load().settings.institutions[0]?.repeatedCourses;
    };
    expect(ruleOf()).toEqual({ rule: 'count-all', mayRepeat: [] });
    expect(ruleOf('latest')).toEqual({ rule: 'latest', mayRepeat: [] });
    const best = { rule: 'best', mayRepeat: ['SC499', 'PE*'] };
    expect(ruleOf(best)).toEqual(best);
    for (const wrong of ['last', { rule: 'best', mayRepeat: ['*'] }, { mayRepeat: [] }]) {
      expect(() => ruleOf(wrong)).toThrow(
        expect.objectContaining({
          code: 'configuration-invalid',
          text: expect.objectContaining({ en: expect.stringContaining('repeatedCourses') }),
        }),
      );
    }
  });

  it('takes another data folder, and another file', () => {
    mkdirSync(join(folder, 'elsewhere'));
    write({ port: 7 }, 'elsewhere/parinya.config.json');
    expect(load({ PARINYA_DATA_DIR: 'elsewhere' }).settings.port).toBe(7);
    write({ port: 8 }, 'own.json');
    expect(load({ PARINYA_CONFIG: 'own.json' }).settings.port).toBe(8);
  });

  it.each([
    ['a value of the wrong kind', { port: 'many' }, 'port'],
    ['a value that is not known', { role: 'both' }, 'role'],
    ['a setting that is not known', { prot: 80 }, 'prot'],
    ['a database of another kind', { database: 'oracle:x' }, 'database'],
    ['another place for documents', { artifacts: 's3://b' }, 'documents in its database'],
    ['a broken institution code', { institutions: [{ code: '1' }] }, 'institutions.0.code'],
    ['an address that is none', { publicUrl: 'ftp://x' }, 'publicUrl'],
    [
      'an address with letters that no document has',
      { publicUrl: 'https://x.example/~u' },
      'publicUrl',
    ],
  ])('names the setting for %s', (_, settings, name) => {
    write(settings);
    expect(() => load()).toThrow(
      expect.objectContaining({
        code: 'configuration-invalid',
        text: expect.objectContaining({ en: expect.stringContaining(name) }),
      }),
    );
  });

  it('does not quote a file that is no JSON', () => {
    writeFileSync(join(folder, 'parinya-data/parinya.config.json'), '{"passphrase": "geheim"');
    let message = '';
    try {
      load();
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('parinya.config.json');
    expect(message).not.toContain('geheim');
  });

  it('shows what is in force without its secrets', () => {
    write({
      institutions: [
        {
          code: '99001',
          nameTh: 'ก',
          nameEn: 'A',
          registrar: { nameTh: 'ก', nameEn: 'A', titleTh: 'ก', titleEn: 'A' },
          signer: { pkcs12: 'a.p12', passphrase: 'geheim' },
        },
      ],
      registrarKeys: [{ key: 'k'.repeat(24), actor: 'a', institutionCode: '99001' }],
    });
    const environment = { PARINYA_METRICS_TOKEN: 'a-token-of-an-operator' };
    const shown = JSON.stringify(toMaskedConfiguration(load(environment)));
    expect(shown).not.toContain('geheim');
    expect(shown).not.toContain('a-token-of-an-operator');
    expect(shown).not.toContain('kkkk');
    expect(shown).toContain('a.p12');
  });
});
