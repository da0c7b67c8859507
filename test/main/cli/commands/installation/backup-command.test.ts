import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../../../support/command-line-fixture.ts';

describe('parinya backup and restore', () => {
  let cli: CommandLineFixture;
  let database: string;
  let issued: readonly string[];
  beforeAll(async () => {
    cli = openCommandLineFixture();
    database = join(cli.folder, 'parinya-data', 'registry.sqlite');
    await cli.run('init', '--development');
    copyFileSync('fixtures/records/sommut.csv', join(cli.folder, 'records.csv'));
    const { json } = await cli.run(
      ...['issue', 'records.csv', '--institution', '99001', '--out', 'out'],
    );
    issued = json.map((line) => String(line['documentId']));
    expect(issued.length).toBeGreaterThan(1);
    const backup = await cli.run('backup', 'kept.sqlite');
    expect(backup).toMatchObject({ exitCode: 0, json: [{ backup: 'kept.sqlite' }] });
  });
  afterAll(() => cli.remove());

  const stateOf = async (id: string) => (await cli.run('document', 'show', id)).json[0]!['state'];

  it('never writes over a file that is there', async () => {
    expect((await cli.run('backup', 'kept.sqlite')).exitCode).toBe(64);
  });

  it('says of a folder that is not there that nothing can be written', async () => {
    expect((await cli.run('backup', 'nowhere/kept.sqlite')).exitCode).toBe(64);
  });

  it('brings everything back as it was, audited, and keeps what was there', async () => {
    await cli.run('document', 'revoke', issued[0]!, '--reason', 'fraud');
    expect(await stateOf(issued[0]!)).toBe('revoked');
    const restored = await cli.run('restore', 'kept.sqlite');
    expect(restored.exitCode).toBe(0);
    expect(restored.json[0]).toMatchObject({ documents: issued.length, faults: [] });
    expect(await stateOf(issued[0]!)).toBe('issued');
    const before = new Database(String(restored.json[0]!['before']), { readonly: true });
    const revoked = before.prepare("select document_id from documents where state = 'revoked'");
    expect(revoked.all()).toEqual([{ document_id: issued[0] }]);
    before.close();
  });

  it('copies while another connection is in the middle of a write, without that write', async () => {
    const writing = new Database(database);
    writing.exec('begin immediate; delete from claims');
    expect((await cli.run('backup', 'during.sqlite')).exitCode).toBe(0);
    writing.exec('rollback');
    writing.close();
    const copy = new Database(join(cli.folder, 'during.sqlite'), { readonly: true });
    const { count } = copy.prepare('select count(*) as count from claims').get() as {
      count: number;
    };
    expect(count).toBeGreaterThan(0);
    copy.close();
  });

  it('does not replace a database that somebody has open', async () => {
    const other = new Database(database);
    other.prepare('select count(*) from documents').get();
    const refused = await cli.run('restore', 'kept.sqlite');
    expect(refused.exitCode).toBe(75);
    other.close();
    expect(await stateOf(issued[0]!)).toBe('issued');
  });

  it('says what does not agree in a backup that was changed', async () => {
    copyFileSync(join(cli.folder, 'kept.sqlite'), join(cli.folder, 'changed.sqlite'));
    const changed = new Database(join(cli.folder, 'changed.sqlite'));
    changed.exec("update documents set state = 'revoked' where sequence = 1");
    changed.close();
    const restored = await cli.run('restore', 'changed.sqlite');
    expect(restored.exitCode).toBe(1);
    const codes = (restored.json[0]!['faults'] as { code: string }[]).map(({ code }) => code);
    expect(codes).toContain('trail-mismatch');
    expect((await cli.run('restore', 'kept.sqlite')).exitCode).toBe(0);
  });

  it.each([
    ['of a newer version', 66],
    ['that is no database', 66],
    ['that is not there', 66],
  ])('refuses a backup %s and leaves everything as it is', async (which, exitCode) => {
    const file = join(cli.folder, 'bad.sqlite');
    copyFileSync(join(cli.folder, 'kept.sqlite'), file);
    if (which === 'of a newer version') {
      const newer = new Database(file);
      newer.exec("insert into schema_migrations values (9999, 'from-the-future', 0)");
      newer.close();
    } else writeFileSync(file, 'no database '.repeat(100));
    const before = readFileSync(database);
    const name = which === 'that is not there' ? 'none.sqlite' : 'bad.sqlite';
    expect((await cli.run('restore', name)).exitCode).toBe(exitCode);
    expect(readFileSync(database).equals(before)).toBe(true);
  });

  it('holds all of the installation but its secrets, and makes it anew where there is nothing', async () => {
    const data = join(cli.folder, 'parinya-data');
    const backup = await cli.run('backup', 'whole.sqlite');
    const { files, keepBesides } = backup.json[0] as { files: string[]; keepBesides: string[] };
    expect(files).toEqual(
      expect.arrayContaining(['parinya.config.json', 'development-pki/trust-list.json']),
    );
    expect(keepBesides).toEqual(expect.arrayContaining(['secret', 'receipt-key.pem']));
    const bytes = readFileSync(join(cli.folder, 'whole.sqlite'));
    const settings = readFileSync(join(data, 'parinya.config.json'), 'utf8');
    const accessKeys = [...settings.matchAll(/"key": "([^"]+)"/g)].map(([, key]) => key!);
    const secret = readFileSync(join(data, 'secret'), 'utf8').trim();
    expect(accessKeys.length).toBeGreaterThan(1);
    for (const planted of [secret, ...accessKeys, 'PRIVATE KEY']) {
      expect(bytes.includes(planted)).toBe(false);
    }
    const elsewhere = ['--data-dir', 'elsewhere'];
    const restored = await cli.run(...elsewhere, 'restore', 'whole.sqlite');
    expect(restored.exitCode).toBe(0);
    expect(restored.json[0]).toMatchObject({
      before: null,
      files: { written: [...files].sort(), kept: [] },
      documents: issued.length,
      faults: [],
      gaps: ['checkpoint-signatures'],
    });
    // With its secret put back nothing is open any more.
    copyFileSync(join(data, 'secret'), join(cli.folder, 'elsewhere', 'secret'));
    expect((await cli.run(...elsewhere, 'audit')).exitCode).toBe(0);
  });

  it('writes over no file that is there, and says which it left', async () => {
    const file = join(cli.folder, 'elsewhere', 'parinya.config.json');
    const settings = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), port: 8099 };
    writeFileSync(file, JSON.stringify(settings));
    const restored = await cli.run('--data-dir', 'elsewhere', 'restore', 'whole.sqlite');
    expect(restored.json[0]).toMatchObject({
      files: { written: [], kept: ['parinya.config.json'] },
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(settings);
  });

  it('refuses a backup whose files were changed, or would lie elsewhere', async () => {
    for (const [name, change] of [
      ['bit.sqlite', "update backup_files set content = x'00'"],
      [
        'outside.sqlite',
        "insert into backup_files values ('../outside', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', x'')",
      ],
    ] as const) {
      copyFileSync(join(cli.folder, 'whole.sqlite'), join(cli.folder, name));
      const changed = new Database(join(cli.folder, name));
      changed.exec(change);
      changed.close();
      expect((await cli.run('--data-dir', 'third', 'restore', name)).exitCode).toBe(1);
      expect(existsSync(join(cli.folder, 'third'))).toBe(false);
    }
  });
});
