import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createSignerSource } from '../../../src/main/installation/signer-source.ts';
import { KeyFile } from '../../../src/main/keys/key-file.ts';
import type { SigningKeyEntry } from '../../../src/main/keys/key-file-schema.ts';
import { createSecrets } from '../../../src/main/keys/secrets.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { toKeyId } from '../../../src/signing/jose/jwks.ts';
import { CSC_CLIENT_ID, startCscServer, type CscServer } from '../../support/csc-server.ts';
import { makeTestKeys, type TestKeys } from '../../support/test-keys.ts';
import { testNow } from '../../support/test-pki.ts';

const DAY_MS = 86_400_000;

describe("An installation's keys", () => {
  let folder: string;
  let keyFile: KeyFile;
  let first: TestKeys;
  let second: TestKeys;
  let service: CscServer;
  let now = testNow;
  const environment: Record<string, string> = {};
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-signers-'));
    keyFile = new KeyFile(join(folder, 'signing-keys.json'));
    [first, second] = await Promise.all([makeTestKeys('P-256'), makeTestKeys('P-256')]);
    service = await startCscServer({ version: 'v2', keys: second });
    const pem = first.privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(join(folder, 'first.key'), pem);
    writeFileSync(join(folder, 'first.crt'), first.leaf);
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const source = () =>
    createSignerSource({
      institutions: [],
      dataFolder: folder,
      keyFile,
      secrets: createSecrets(folder, environment),
      clock: { now: () => now },
    });
  const toEntry = (keys: TestKeys, rest: Partial<SigningKeyEntry>): SigningKeyEntry => ({
    keyId: toKeyId(keys.leaf),
    institutionCode: '99001',
    uses: ['pdf', 'jose'],
    algorithm: 'ES256',
    validFrom: testNow,
    certificates: [Uint8Array.from(keys.leaf)],
    store: { kind: 'pem', file: 'first.key', certificateFiles: ['first.crt'] },
    ...rest,
  });
  const remote = (): SigningKeyEntry =>
    toEntry(second, {
      store: {
        kind: 'csc',
        url: service.baseUrl,
        version: 'v2',
        credentialId: service.settings.credentialId,
        login: { kind: 'oauth2', clientId: CSC_CLIENT_ID, secret: { env: 'CSC_SECRET' } },
        pin: { env: 'CSC_PIN' },
        maxBatch: 64,
        asynchronous: false,
        timeoutSeconds: 10,
      },
    });
  const keyIdOf = async (signers: ReturnType<typeof source>, at?: typeof now) =>
    (await signers.getSigner('99001', 'pdf', at)).signer.keyId;

  it('say so when an institution has none', async () => {
    await keyFile.write([]);
    await expect(source().getSigner('99001')).rejects.toMatchObject({ code: 'key-not-configured' });
  });

  it('follow the file: a running service signs with the new key, older work with the old one', async () => {
    await keyFile.write([toEntry(first, {})]);
    const signers = source();
    expect(await keyIdOf(signers)).toBe(toKeyId(first.leaf));
    const turn = instantOf(testNow + DAY_MS);
    Object.assign(environment, { CSC_SECRET: 'service secret', CSC_PIN: service.settings.pin });
    await keyFile.write([toEntry(first, { validUntil: turn }), { ...remote(), validFrom: turn }]);
    expect(await keyIdOf(signers)).toBe(toKeyId(first.leaf));
    now = turn;
    expect(await keyIdOf(signers)).toBe(toKeyId(second.leaf));
    expect(await keyIdOf(signers, testNow)).toBe(toKeyId(first.leaf));
    now = testNow;
    await signers.close();
  });

  it('are not used when the store holds another key than was planned', async () => {
    await keyFile.write([toEntry(second, {})]);
    await expect(source().getSigner('99001')).rejects.toMatchObject({
      code: 'key-certificate-mismatch',
    });
  });

  it('say where a secret should be, when it is not there', async () => {
    delete environment['CSC_SECRET'];
    await keyFile.write([remote()]);
    const error: unknown = await source()
      .getSigner('99001')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'secret-missing' });
    expect((error as Error).message).toContain('CSC_SECRET_FILE');
    writeFileSync(join(folder, 'secret'), 'service secret\n');
    environment['CSC_SECRET_FILE'] = join(folder, 'secret');
    await expect(source().getSigner('99001')).resolves.toBeDefined();
  });

  it('no longer sign when the certificate has ended meanwhile', async () => {
    await keyFile.write([toEntry(first, {})]);
    const signers = source();
    await signers.getSigner('99001');
    now = instantOf(testNow + 6 * 365 * DAY_MS);
    await expect(signers.getSigner('99001')).rejects.toMatchObject({ code: 'certificate-expired' });
    expect(await signers.findWarnings()).toMatchObject([{ code: 'certificate-expired' }]);
    now = testNow;
    expect(await signers.findWarnings()).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['another format', '{"format":"parinya-signing-keys/2","keys":[]}'],
    [
      'a key with a secret in it',
      '{"format":"parinya-signing-keys/1","keys":[{"passphrase":"x"}]}',
    ],
  ])('are not read from a file with %s', async (_, text) => {
    writeFileSync(keyFile.path, text);
    await expect(new KeyFile(keyFile.path).read()).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
  });
});
