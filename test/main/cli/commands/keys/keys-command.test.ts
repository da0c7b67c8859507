import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { encodePem } from '../../../../../src/formats/x509/pem.ts';
import { instantOf, parseInstant } from '../../../../../src/shared/instant.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../../../support/command-line-fixture.ts';
import { exportByOpenssl } from '../../../../support/openssl.ts';
import { findLeaks } from '../../../../support/canary.ts';
import { startCscServer, type CscServer } from '../../../../support/csc-server.ts';
import { certifyDevelopmentSigner } from '../../../../support/development-signer.ts';
import { makeTestKeys } from '../../../../support/test-keys.ts';
import { testNow } from '../../../../support/test-pki.ts';

const PASSPHRASE = 'a-passphrase-that-must-not-show';
const DAY_MS = 86_400_000;
const students = join(process.cwd(), 'fixtures/records/sommut.json');

interface ListedKey {
  readonly keyId: string;
  readonly state: string;
  readonly algorithm: string;
  readonly uses: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly warnings: readonly { readonly code: string; readonly daysLeft: number }[];
}

describe('parinya keys', () => {
  let cli: CommandLineFixture;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const pki = join(cli.folder, 'parinya-data/development-pki');
    const [rsa, ec, ed, stranger] = await Promise.all([
      certifyDevelopmentSigner(pki, 'RSA-2048', testNow),
      certifyDevelopmentSigner(pki, 'P-256', testNow),
      certifyDevelopmentSigner(pki, 'Ed25519', testNow),
      makeTestKeys('P-256'),
    ]);
    const folder = join(cli.folder, 'keys');
    mkdirSync(folder);
    writeFileSync(join(folder, 'rsa.p12'), exportByOpenssl(rsa, PASSPHRASE));
    writeFileSync(join(folder, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 });
    for (const [name, keys] of Object.entries({ ec, ed, stranger })) {
      const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
      writeFileSync(join(folder, `${name}.key`), pem, { mode: 0o600 });
      const certificates = [keys.leaf, keys.issuers[0]!];
      writeFileSync(
        join(folder, `${name}.crt`),
        certificates.map((each) => encodePem(each, 'CERTIFICATE')).join(''),
      );
      writeFileSync(join(folder, `${name}.root`), encodePem(keys.issuers[1]!, 'CERTIFICATE'));
    }
  });
  afterAll(() => cli.remove());

  const at = (days: number) => cli.setTime(instantOf(testNow + days * DAY_MS));
  const toPemWords = (name: string) => [
    ...['--pem', `keys/${name}.key`, '--certificate', `keys/${name}.crt`],
  ];
  const change = (...words: string[]) =>
    cli.runWith(
      { PARINYA_KEY_SECRET: PASSPHRASE },
      ...['keys', ...words, '--institution', '99001', '--json'],
    );
  const list = async () =>
    (await cli.run('keys', 'list', '--json')).json[0] as unknown as readonly ListedKey[];
  const issue = async (folder: string) => {
    const { json, exitCode, messages } = await cli.runWith(
      { PARINYA_KEY_SECRET: PASSPHRASE },
      ...['issue', students, '--institution', '99001', '--out', folder],
    );
    expect([messages, exitCode]).toEqual([expect.any(String), 0]);
    return json as unknown as readonly { pdf: string; sidecar: string }[];
  };
  const verify = (document: { readonly pdf: string; readonly sidecar: string }) =>
    cli.run('verify', document.pdf, document.sidecar, '--json');

  it('lists none while the settings name the key', async () => {
    expect(await list()).toEqual([]);
    const { messages } = await cli.run('keys', 'list');
    expect(messages).toContain('institutions.signer');
  });

  it('does not add a key whose certificate no trusted authority stands behind', async () => {
    expect((await change('add', ...toPemWords('stranger'))).exitCode).toBe(69);
    expect(await list()).toEqual([]);
  });

  it('adds a key and takes that of the settings into the list', async () => {
    const words = ['--pkcs12', 'keys/rsa.p12', '--secret-env', 'PARINYA_KEY_SECRET', '--rsa-pss'];
    const { exitCode, json } = await change('add', ...words);
    expect(exitCode).toBe(0);
    expect(json[0]).toMatchObject({ added: { state: 'active', algorithm: 'PS256' }, retired: [] });
    expect((await list()).map(({ state, algorithm }) => [state, algorithm])).toEqual([
      ['standby', 'RS256'],
      ['active', 'PS256'],
    ]);
  });

  it('keeps no secret in the file of keys', () => {
    const text = readFileSync(join(cli.folder, 'parinya-data/signing-keys.json'), 'utf8');
    expect(text).toContain('PARINYA_KEY_SECRET');
    expect(text).not.toContain(PASSPHRASE);
    expect(text).not.toContain('PRIVATE');
  });

  it('never takes the same certificate twice', async () => {
    const words = ['--pkcs12', 'keys/rsa.p12', '--secret-file', 'keys/passphrase'];
    for (const verb of ['add', 'rotate']) {
      expect((await change(verb, ...words)).exitCode).toBe(64);
    }
    expect(await list()).toHaveLength(2);
  });

  it('signs with the new key, and verifies what it signed', async () => {
    const [document] = await issue('out-1');
    const { exitCode, json } = await verify(document!);
    expect([exitCode, json[0]!['indication']]).toEqual([0, 'TOTAL-PASSED']);
  });

  it('rotates: the new key signs, the old ones’ documents still verify', async () => {
    const before = await issue('out-1');
    at(10);
    const { exitCode, json } = await change('rotate', ...toPemWords('ec'));
    expect(exitCode).toBe(0);
    expect(json[0]!['retired']).toHaveLength(2);
    expect((await list()).map(({ state }) => state)).toEqual(['retired', 'retired', 'active']);
    at(11);
    expect((await verify(before[0]!)).exitCode).toBe(0);
  });

  it('keeps what a key signed good when the plan is lost and the key is entered again', async () => {
    const [document] = await issue('out-1');
    at(11.5);
    const plan = join(cli.folder, 'parinya-data/signing-keys.json');
    const text = readFileSync(plan, 'utf8');
    const keys = JSON.parse(text) as { keys: object[] };
    writeFileSync(plan, JSON.stringify({ ...keys, keys: keys.keys.slice(0, -1) }));
    expect((await change('add', ...toPemWords('ec'))).exitCode).toBe(0);
    writeFileSync(plan, text);
    expect((await verify(document!)).exitCode).toBe(0);
  });

  it('lets an Ed25519 key sign sidecars beside the one that signs PDFs', async () => {
    at(12);
    const refused = await change('add', ...toPemWords('ed'), '--use', 'pdf');
    expect(refused.exitCode).toBe(1);
    const { exitCode } = await change('add', ...toPemWords('ed'));
    expect(exitCode).toBe(0);
    const states = (await list()).map(({ state, uses }) => `${state} ${uses.join('+')}`);
    expect(states.slice(2)).toEqual(['active pdf+jose', 'active jose']);
  });

  it('warns of a certificate that ends within 60 days', async () => {
    cli.setTime(parseInstant('2031-10-15T00:00:00Z'));
    const { messages } = await cli.run('keys', 'list');
    expect(messages).toMatch(/expires in 3\d days/);
    const warned = (await list()).filter(({ warnings }) => warnings.length > 0);
    expect(warned.map(({ warnings }) => warnings[0]!.code)).toEqual([
      'certificate-expires-soon',
      'certificate-expires-soon',
    ]);
    at(12);
  });

  it('believes an authority when told so', async () => {
    const words = [...toPemWords('stranger'), '--anchor', 'keys/stranger.root'];
    expect((await change('add', ...words, '--from', '2026-12-20T00:00:00Z')).exitCode).toBe(0);
    expect((await list()).at(-1)).toMatchObject({ state: 'planned' });
  });

  it('takes a key id that begins like an option for what it is', async () => {
    const keyId = '-hLIsrCtjJIWk8SjNhBVf5qH9TkqSYgZa8vMzZmT1YE';
    const { exitCode, messages } = await cli.run('keys', 'retire', keyId, '--last');
    expect(exitCode).toBe(1);
    expect(messages).toContain(`There is no key ${keyId}`);
    expect((await cli.run('keys', 'retire', keyId, '--lsat')).exitCode).toBe(64);
  });

  it('retires a key, but the last one only when told so', async () => {
    at(13);
    const [, , pdfKey, sidecarKey] = await list();
    expect((await cli.run('keys', 'retire', sidecarKey!.keyId)).exitCode).toBe(0);
    expect((await cli.run('keys', 'retire', sidecarKey!.keyId)).exitCode).toBe(1);
    expect((await cli.run('keys', 'retire', pdfKey!.keyId)).exitCode).toBe(1);
    expect((await cli.run('keys', 'retire', pdfKey!.keyId, '--last')).exitCode).toBe(0);
    // By then the status list must be signed anew.
    at(25);
    const { exitCode } = await cli.run(
      ...(['issue', students, '--institution', '99001', '--out', 'out-2'] as const),
    );
    expect(exitCode).toBe(64);
  });
});

describe('parinya keys, when something is wrong,', () => {
  const planted = {
    passphrase: 'canary-passphrase-e41c',
    clientSecret: 'canary-client-secret-77b0',
    pin: '6502938471',
  };
  let cli: CommandLineFixture;
  let service: CscServer;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const keys = await makeTestKeys('RSA-2048');
    mkdirSync(join(cli.folder, 'keys'));
    const pkcs12 = exportByOpenssl(keys, planted.passphrase);
    writeFileSync(join(cli.folder, 'keys/good.p12'), pkcs12);
    writeFileSync(join(cli.folder, 'keys/cut.p12'), pkcs12.subarray(0, 900));
    const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(join(cli.folder, 'keys/broken.key'), pem.replace(/\n.{64}\n/, '\n'));
    service = await startCscServer({ version: 'v1', keys, clientSecret: 'another', pin: '1' });
  });
  afterAll(async () => {
    await service.close();
    cli.remove();
  });

  it('says what, with an exit code of its own, and nothing of a secret', async () => {
    const environment = { SECRET: planted.passphrase, WRONG: `${planted.passphrase}!` };
    const csc = [
      ...['--csc', service.baseUrl, '--credential', 'GX0112348', '--client-id', 'registrar'],
      ...['--access-env', 'CSC', '--secret-env', 'PIN'],
    ];
    const cases: readonly (readonly [number, ...string[]])[] = [
      [66, '--pkcs12', 'keys/good.p12', '--secret-env', 'WRONG'],
      [66, '--pkcs12', 'keys/cut.p12', '--secret-env', 'SECRET'],
      [66, '--pkcs12', 'keys/none.p12', '--secret-env', 'SECRET'],
      [64, '--pkcs12', 'keys/good.p12', '--secret-env', 'NOT_THERE'],
      [64, '--pkcs12', 'keys/good.p12'],
      [64, '--pkcs12', 'keys/good.p12', '--pem', 'keys/broken.key', '--secret-env', 'SECRET'],
      [66, '--pem', 'keys/broken.key', '--secret-env', 'SECRET'],
      [
        69,
        '--pkcs11',
        '/nowhere/module.so',
        '--token',
        't',
        '--key-label',
        'k',
        '--secret-env',
        'PIN',
      ],
      [69, ...csc],
      [64, ...csc.map((word) => word.replace('http://127.0.0.1', 'http://sign.example'))],
    ];
    let seen = '';
    for (const [expected, ...words] of cases) {
      const { exitCode, output, messages } = await cli.runWith(
        { ...environment, CSC: planted.clientSecret, PIN: planted.pin },
        ...['keys', 'add', '--institution', '99001', ...words],
      );
      expect([exitCode, words]).toEqual([expected, words]);
      seen += output + messages;
    }
    expect(findLeaks(seen, planted)).toEqual([]);
    expect(seen).not.toMatch(/[A-Za-z0-9+/]{40}/);
    expect((await cli.run('keys', 'list', '--json')).json[0]).toEqual([]);
  });
});
