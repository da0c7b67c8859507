import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../../../support/command-line-fixture.ts';
import { CSC_CLIENT_ID, startCscServer, type CscServer } from '../../../../support/csc-server.ts';
import { certifyDevelopmentSigner } from '../../../../support/development-signer.ts';
import { testNow } from '../../../../support/test-pki.ts';

describe('parinya keys with a signing service', () => {
  let cli: CommandLineFixture;
  let service: CscServer;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const pki = join(cli.folder, 'parinya-data/development-pki');
    const keys = await certifyDevelopmentSigner(pki, 'P-256', testNow);
    service = await startCscServer({ version: 'v1', keys, disabledCredentials: ['OLD'] });
    const folder = join(cli.folder, 'secrets');
    mkdirSync(folder);
    writeFileSync(join(folder, 'access'), `${service.settings.clientSecret}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'pin'), `${service.settings.pin}\n`, { mode: 0o600 });
  });
  afterAll(async () => {
    await service.close();
    cli.remove();
  });
  const access = () => [
    ...['--csc', service.baseUrl, '--client-id', CSC_CLIENT_ID],
    ...['--access-file', 'secrets/access'],
  ];
  const add = (...more: string[]) =>
    cli.run('keys', 'add', '--institution', '99001', ...access(), '--json', ...more);

  it('lists the keys that the account may use, and why one cannot be used', async () => {
    const { exitCode, json } = await cli.run('keys', 'csc-credentials', ...access(), '--json');
    expect(exitCode).toBe(0);
    expect(json[0]).toEqual([
      { credentialId: 'OLD', problem: 'credential-disabled' },
      expect.objectContaining({
        credentialId: 'GX0112348',
        problem: null,
        algorithm: 'ES256',
        authorization: 'explicit',
        secrets: [['PIN']],
        hashesPerCall: 8,
        permissionBindsHashes: true,
      }),
    ]);
    const people = await cli.run('keys', 'csc-credentials', ...access());
    expect(people.output).toBe('');
    expect(people.messages).toContain('GX0112348');
    expect(people.messages).toContain('credential-disabled');
  });

  it('shows them where none was chosen, and adds nothing', async () => {
    const { exitCode, output, messages } = await add('--secret-file', 'secrets/pin');
    expect([exitCode, output]).toEqual([64, '']);
    expect(messages).toContain('GX0112348');
    expect((await cli.run('keys', 'list', '--json')).json[0]).toEqual([]);
  });

  it('adds the one that was chosen', async () => {
    const { exitCode, json } = await add(
      ...['--credential', 'GX0112348', '--secret-file', 'secrets/pin'],
    );
    expect(exitCode).toBe(0);
    expect(json[0]).toMatchObject({ added: { algorithm: 'ES256', store: { kind: 'csc' } } });
  });

  it('refuses one that is disabled, that does not exist, or without its PIN', async () => {
    const outcomes = [
      await add('--credential', 'OLD', '--secret-file', 'secrets/pin'),
      await add('--credential', 'NONE', '--secret-file', 'secrets/pin'),
      await add('--credential', 'GX0112348'),
      await cli.run('keys', 'csc-credentials'),
    ];
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([69, 1, 64, 64]);
  });
});
