import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

describe('parinya audit, retention and erasure', () => {
  let cli: CommandLineFixture;
  let issued: readonly string[];
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    copyFileSync('fixtures/records/sommut.csv', join(cli.folder, 'records.csv'));
    const { json } = await cli.run(
      ...['issue', 'records.csv', '--institution', '99001', '--out', 'out'],
    );
    issued = json.map((line) => String(line['documentId']));
  });
  afterAll(() => cli.remove());

  it('is done by somebody who has a backup, the trust list and a kept checkpoint, and no installation', async () => {
    expect((await cli.run('audit', 'export', 'kept.json')).exitCode).toBe(0);
    expect((await cli.run('backup', 'copy.sqlite')).exitCode).toBe(0);
    const trustList = join('parinya-data', 'development-pki', 'trust-list.json');
    const elsewhere = ['--data-dir', 'nowhere', 'audit', '--database', 'copy.sqlite', '--json'];
    const given = await cli.run(
      ...elsewhere,
      ...['--trust-list', trustList, '--against', 'kept.json'],
    );
    expect(given.exitCode).toBe(0);
    expect(given.json[0]).toMatchObject({ documents: issued.length, faults: [], gaps: [] });
    const without = await cli.run(
      ...elsewhere,
      ...['--trust-list', trustList, '--public-url', 'http://localhost:8080/'],
    );
    expect(without.exitCode).toBe(2);
    expect(without.json[0]).toMatchObject({ faults: [], gaps: ['checkpoint-signatures'] });
  });

  it('proves of an installation without its secret what it can, and says what it cannot', async () => {
    const secret = join(cli.folder, 'parinya-data', 'secret');
    const text = readFileSync(secret);
    rmSync(secret);
    expect((await cli.run('audit')).exitCode).toBe(2);
    expect((await cli.run('audit', '--against', 'kept.json')).exitCode).toBe(0);
    writeFileSync(secret, text, { mode: 0o600 });
    expect((await cli.run('audit')).exitCode).toBe(0);
  });

  it('keeps its progress only until it is done, and refuses a file that is something else', async () => {
    const progress = join(cli.folder, 'progress.json');
    expect((await cli.run('audit', '--resume', 'progress.json')).exitCode).toBe(0);
    expect(existsSync(progress)).toBe(false);
    writeFileSync(progress, '{}');
    expect((await cli.run('audit', '--resume', 'progress.json')).exitCode).toBe(66);
    expect((await cli.run('audit', '--against', 'progress.json')).exitCode).toBe(66);
  });

  it('erases a document by order of two, and then answers for what is left', async () => {
    const settingsFile = join(cli.folder, 'parinya-data', 'parinya.config.json');
    const settings = JSON.parse(readFileSync(settingsFile, 'utf8')) as {
      institutions: { requiresApproval: boolean }[];
    };
    for (const institution of settings.institutions) institution.requiresApproval = true;
    writeFileSync(settingsFile, JSON.stringify(settings));
    const id = issued[0]!;
    const erase = ['document', 'erase', id, '--reason', 'holder-request'];
    const first = await cli.run(...erase, '--as', 'anan');
    expect(first).toMatchObject({ exitCode: 0, json: [{ erased: false, requestedBy: 'anan' }] });
    expect((await cli.run('document', 'hold', id)).exitCode).toBe(0);
    expect((await cli.run(...erase, '--as', 'boonsri')).exitCode).toBe(1);
    expect((await cli.run('document', 'hold', id, '--release')).exitCode).toBe(0);
    const second = await cli.run(...erase, '--as', 'boonsri');
    expect(second).toMatchObject({ exitCode: 0, json: [{ erased: true, isPurged: true }] });
    expect((await cli.run('document', 'export', id)).exitCode).toBe(1);
    expect((await cli.run('document', 'show', id)).json[0]).toMatchObject({
      state: 'issued',
      studentId: `erased:${id}`,
    });
    const verified = await cli.run('verify', join('out', `${id}.pdf`), '--json');
    expect(verified.exitCode).toBe(0);
    expect((await cli.run('audit')).exitCode).toBe(0);
    // Issuing the file again names the others, and makes the erased one anew.
    const again = await cli.run(
      ...['issue', 'records.csv', '--institution', '99001', '--out', 'again'],
    );
    expect(again.exitCode).toBe(0);
  });

  it('knows the reasons and the period, and rehearses', async () => {
    const id = issued[1]!;
    expect((await cli.run('document', 'erase', id, '--reason', 'because')).exitCode).toBe(64);
    const early = await cli.run('document', 'erase', id, '--reason', 'retention-period');
    expect(early.exitCode).toBe(1);
    const rehearsal = await cli.run('retention', 'run', '--dry-run');
    expect(rehearsal.exitCode).toBe(0);
    expect(rehearsal.json.at(-1)).toMatchObject({ isRehearsal: true });
    expect((await cli.run('retention', 'run')).exitCode).toBe(0);
  });
});
