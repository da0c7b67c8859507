import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { encodePem } from '../../../src/formats/x509/pem.ts';
import { withKeysLock } from '../../../src/main/keys/keys-lock.ts';
import { loadConfiguration } from '../../../src/main/configuration/load-configuration.ts';
import { parseTrustList } from '../../../src/trust/parse-trust-list.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../support/command-line-fixture.ts';
import { certifyDevelopmentSigner } from '../../support/development-signer.ts';
import { testNow } from '../../support/test-pki.ts';

const KEYS = ['one', 'two', 'three'] as const;

describe('The plan of keys', () => {
  let cli: CommandLineFixture;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const pki = join(cli.folder, 'parinya-data/development-pki');
    for (const name of KEYS) {
      const keys = await certifyDevelopmentSigner(pki, 'P-256', testNow);
      const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
      const path = [keys.leaf, keys.issuers[0]!].map((each) => encodePem(each, 'CERTIFICATE'));
      writeFileSync(join(cli.folder, `${name}.pem`), [pem, ...path].join('\n'), { mode: 0o600 });
    }
  });
  afterAll(() => cli.remove());
  const load = () => loadConfiguration({ environment: {}, workingFolder: cli.folder, flags: {} });

  const countSigners = () => {
    const { settings, dataFolder } = load();
    const trust = parseTrustList(readFileSync(join(dataFolder, settings.trustList), 'utf8'));
    return trust.institutions.find(({ code }) => code === '99001')!.signers.length;
  };

  it('loses nothing when several commands change it at the same time', async () => {
    const before = countSigners();
    const added = await Promise.all(
      KEYS.map((name) =>
        cli.run('keys', 'add', '--institution', '99001', '--pem', `${name}.pem`, '--json'),
      ),
    );
    expect(added.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    const ids = added.map(({ json }) => (json[0] as { added: { keyId: string } }).added.keyId);
    const listed = (await cli.run('keys', 'list', '--json')).json[0] as unknown as readonly {
      readonly keyId: string;
    }[];
    expect(listed.map(({ keyId }) => keyId)).toEqual(expect.arrayContaining(ids));
    expect(countSigners()).toBe(before + KEYS.length);
  });

  it('is not waited for without end', async () => {
    const patience = { attempts: 2, pause: () => Promise.resolve() };
    await withKeysLock(load(), async () => {
      const second = withKeysLock(load(), () => Promise.resolve(), patience);
      await expect(second).rejects.toMatchObject({ code: 'keys-in-use' });
    });
  });

  it('without a data folder is no reason to make one', async () => {
    const outcome = await cli.run('--data-dir', 'nowhere', 'keys', 'retire', 'A'.repeat(43));
    expect(outcome.exitCode).toBe(1);
  });
});
