import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { openCscSigner } from '../../../../src/adapters/key-stores/csc/csc-signer.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { utf8Bytes } from '../../../../src/shared/bytes.ts';
import type { Signer } from '../../../../src/signing/signer.ts';
import { toCscKey } from '../../../support/csc-key.ts';
import { CSC_CLIENT_ID, startCscServer, type CscServer } from '../../../support/csc-server.ts';
import { describeSigner } from '../../../support/signer-contract.ts';
import { makeTestKeys, type TestKeys } from '../../../support/test-keys.ts';

const kinds = [
  { kind: 'RSA-2048', algorithm: 'RS256', rsaScheme: 'pkcs1', version: 'v1' },
  { kind: 'RSA-2048', algorithm: 'PS256', rsaScheme: 'pss', version: 'v2' },
  { kind: 'P-256', algorithm: 'ES256', rsaScheme: 'pkcs1', version: 'v1' },
  { kind: 'P-384', algorithm: 'ES384', rsaScheme: 'pkcs1', version: 'v2' },
] as const;

const made = new Map<string, TestKeys>();
const servers: CscServer[] = [];
beforeAll(async () => {
  for (const { kind } of kinds) made.set(kind, made.get(kind) ?? (await makeTestKeys(kind)));
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function start(
  kind: string,
  options: Omit<Parameters<typeof startCscServer>[0], 'keys'>,
): Promise<CscServer> {
  const server = await startCscServer({ keys: made.get(kind)!, ...options });
  servers.push(server);
  return server;
}

describe('A key behind a signing service', () => {
  for (const { kind, algorithm, rsaScheme, version } of kinds) {
    describeSigner(`${kind} (${algorithm}, ${version})`, async () => {
      const server = await start(kind, { version, rawEcdsa: version === 'v2' && kind === 'P-384' });
      const open = () => openCscSigner(toCscKey(server, { rsaScheme }));
      return { keys: made.get(kind)!, algorithm, open };
    });
  }

  describeSigner('P-256 (v2, in the service’s own time)', async () => {
    const server = await start('P-256', { version: 'v2' });
    const open = () => openCscSigner(toCscKey(server, { isAsynchronous: true }));
    return { keys: made.get('P-256')!, algorithm: 'ES256', open };
  });

  it('signs where the service asks its user itself', async () => {
    for (const version of ['v1', 'v2'] as const) {
      const server = await start('P-256', { version, authMode: 'implicit' });
      const refuse = () => {
        throw new Error('no secret is wanted');
      };
      const signer = await openCscSigner(toCscKey(server, { readSecret: refuse }));
      await expect(signer.sign(utf8Bytes('a'))).resolves.toBeInstanceOf(Uint8Array);
    }
  });

  it('is reached with a name and password, or with a token from elsewhere', async () => {
    const server = await start('P-256', { version: 'v1' });
    const readSecret = () => server.settings.clientSecret;
    await openCscSigner(
      toCscKey(server, { login: { kind: 'basic', userName: CSC_CLIENT_ID, readSecret } }),
    );
    expect(server.requests[0]!.method).toBe('auth/login');
    await expect(
      openCscSigner(toCscKey(server, { login: { kind: 'bearer', readSecret: () => 'foreign' } })),
    ).rejects.toMatchObject({ code: 'signing-service-unauthorized' });
  });

  it.each([
    ['PIN AND OTP', ['PIN', 'OTP']],
    ['PIN OR OTP', ['PIN']],
    [undefined, ['PIN', 'OTP']],
  ])('releases a key as its expression %s asks', async (expression, wanted) => {
    const otp = { value: '552', isOnline: false };
    const server = await start('P-256', {
      version: 'v2',
      otp,
      ...(expression === undefined ? {} : { expression }),
    });
    const readSecret = (name: string) => (name === 'OTP' ? otp.value : server.settings.pin);
    const signer = await openCscSigner(toCscKey(server, { readSecret }));
    await expect(signer.sign(utf8Bytes('a'))).resolves.toBeInstanceOf(Uint8Array);
    const released = server.requests.find(({ method }) => method === 'credentials/authorize')!;
    const given = released.body['authData'] as readonly { readonly id: string }[];
    expect(given.map(({ id }) => id)).toEqual(wanted);
  });

  it('is released with the secret that is at hand, where either of two does', async () => {
    const server = await start('P-256', {
      version: 'v2',
      otp: { value: '552', isOnline: false },
      expression: 'PIN OR OTP',
    });
    const readSecret = (name: string) => {
      if (name === 'OTP') return '552';
      throw new AppError('secret-missing', { th: 'ไม่มี', en: 'none' });
    };
    const signer = await openCscSigner(toCscKey(server, { readSecret }));
    await expect(signer.sign(utf8Bytes('a'))).resolves.toBeInstanceOf(Uint8Array);
  });

  it('sends hashes alone, as many in a call as the service takes, released for them alone', async () => {
    const server = await start('P-256', { version: 'v2', multisign: 8 });
    const signer = await openCscSigner(toCscKey(server));
    expect(signer.maxBatch).toBe(8);
    const many = Array.from({ length: 8 }, (_, index) => utf8Bytes(`ใบแสดงผล ${index}`));
    await signer.signMany!(many);
    const methods = server.requests.map(({ method }) => method);
    expect(methods).toEqual([
      'oauth2/token',
      'credentials/info',
      'credentials/authorize',
      'signatures/signHash',
    ]);
    const [, , released, asked] = server.requests;
    expect(asked!.body['hashes']).toHaveLength(8);
    expect(released!.body).toMatchObject({ numSignatures: 8, hashes: asked!.body['hashes'] });
  });
});

describe('When the signing service', () => {
  let server: CscServer;
  let signer: Signer;
  beforeAll(async () => {
    server = await start('P-256', { version: 'v2' });
    signer = await openCscSigner(toCscKey(server));
  });
  afterEach(() => {
    server.faults.clear();
    server.settings.spoil = (signatures) => signatures;
  });
  const message = utf8Bytes('document');
  const many = [1, 2, 3, 4].map((octet) => Uint8Array.of(octet));

  it('no longer accepts the token, a new one is obtained once', async () => {
    server.faults.set('signatures/signHash', [{ status: 401, body: { error: 'invalid_token' } }]);
    await expect(signer.sign(message)).resolves.toBeInstanceOf(Uint8Array);
    const twice = Array(2).fill({ status: 401, body: { error: 'invalid_token' } }) as [];
    server.faults.set('signatures/signHash', twice);
    await expect(signer.sign(message)).rejects.toMatchObject({
      code: 'signing-service-unauthorized',
    });
  });

  it('asks for a little patience, it gets it; for more, the batch waits', async () => {
    const waits: number[] = [];
    const key = toCscKey(server);
    const wait = (ms: number) => Promise.resolve(void waits.push(ms));
    const patient = await openCscSigner({ ...key, transport: { ...key.transport, wait } });
    const busy = (seconds: string) => ({ status: 429, headers: { 'retry-after': seconds } });
    server.faults.set('signatures/signHash', [busy('7'), busy('2')]);
    await expect(patient.sign(message)).resolves.toBeInstanceOf(Uint8Array);
    expect(waits).toEqual([7000, 2000]);
    server.faults.set('signatures/signHash', [busy('900')]);
    const error: unknown = await patient.sign(message).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'signing-service-busy' });
    expect((error as Error).message).toContain('900 s');
  });

  it('gives fewer signatures than hashes, none is used', async () => {
    server.settings.spoil = (signatures) => signatures.slice(1);
    await expect(signer.signMany!(many)).rejects.toMatchObject({ code: 'signing-service-answer' });
  });

  it('gives signatures in another order, or a wrong one, none is used', async () => {
    const spoilers = [
      (signatures: string[]) => [...signatures].reverse(),
      ([, second, ...rest]: string[]) => [second!, second!, ...rest],
      (signatures: string[]) => signatures.map(() => 'AAAA'),
    ];
    for (const spoil of spoilers) {
      server.settings.spoil = spoil;
      await expect(signer.signMany!(many)).rejects.toMatchObject({ code: 'signature-wrong' });
    }
  });

  it('answers with something else than the standard says, it is not used', async () => {
    const answers = ['<html>', '[]', 'null', { signatures: 'AAAA' }, { signatures: [7] }, {}];
    for (const body of answers) {
      server.faults.set('signatures/signHash', [{ status: 200, body }]);
      await expect(signer.sign(message)).rejects.toMatchObject({ code: 'signing-service-answer' });
    }
  });

  it('has a fault of its own, or is gone, what is unfinished can go on later', async () => {
    server.faults.set('credentials/authorize', [{ status: 500, body: 'stack trace' }]);
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
    const gone = await start('P-256', { version: 'v2' });
    const left = await openCscSigner(toCscKey(gone));
    await gone.close();
    await expect(left.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
  });

  it('sends us elsewhere, we do not go', async () => {
    const headers = { location: 'http://127.0.0.1:9/' };
    server.faults.set('signatures/signHash', [{ status: 307, headers }]);
    await expect(signer.sign(message)).rejects.toMatchObject({ code: 'key-store-unavailable' });
  });

  it('lets a permission end before it is used, the key is released once more', async () => {
    const slow = await start('P-256', { version: 'v2', expiredPermissions: 1 });
    const patient = await openCscSigner(toCscKey(slow));
    await expect(patient.signMany!(many)).resolves.toHaveLength(4);
    const released = () =>
      slow.requests.filter(({ method }) => method === 'credentials/authorize').length;
    expect(released()).toBe(2);
    slow.settings.expiredPermissions = 2;
    await expect(patient.sign(message)).rejects.toMatchObject({
      code: 'signing-permission-expired',
    });
    expect(released()).toBe(4);
    await expect(patient.sign(message)).resolves.toBeInstanceOf(Uint8Array);
  });

  it('refuses the one-time password, it is not tried again', async () => {
    const strict = await start('P-256', { version: 'v1', otp: { value: '31', isOnline: false } });
    const readSecret = (name: string) => (name === 'OTP' ? '32' : strict.settings.pin);
    const wrong = await openCscSigner(toCscKey(strict, { readSecret }));
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(wrong.sign(message)).rejects.toMatchObject({ code: 'otp-wrong' });
    }
    const tries = strict.requests.filter(({ method }) => method === 'credentials/authorize');
    expect(tries).toHaveLength(1);
  });

  it.each([
    ['invalid_request', 'Credential locked', 'pin-locked'],
    ['invalid_request', 'Signing certificate is expired', 'certificate-expired'],
    ['invalid_request', 'Numbers of signatures is too high', 'signing-service-answer'],
    ['invalid_authentication_data', 'The authentication data is invalid', 'pin-wrong'],
    ['invalid_token', 'The access token has expired', 'signing-service-unauthorized'],
  ])('refuses with %s (%s), it is said what that means', async (error, description, code) => {
    const refusing = await start('P-256', { version: 'v2' });
    const signs = await openCscSigner(toCscKey(refusing));
    const fault = { status: 400, body: { error, error_description: description } };
    refusing.faults.set('credentials/authorize', [fault, fault]);
    await expect(signs.sign(message)).rejects.toMatchObject({ code });
  });

  it('refuses the PIN, it is not tried again', async () => {
    const strict = await start('P-256', { version: 'v2', pin: '111111' });
    const wrong = await openCscSigner(toCscKey(strict, { readSecret: () => '222222' }));
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(wrong.sign(message)).rejects.toMatchObject({ code: 'pin-wrong' });
    }
    const tries = strict.requests.filter(({ method }) => method === 'credentials/authorize');
    expect(tries).toHaveLength(1);
  });

  it.each([
    [{ keyStatus: 'disabled' }, 'credential-disabled'],
    [{ certificateStatus: 'revoked' }, 'credential-disabled'],
    [{ certificateStatus: 'suspended' }, 'credential-disabled'],
    [{ certificateStatus: 'expired' }, 'certificate-expired'],
    [{ authMode: 'oauth2code' }, 'credential-needs-person'],
    [{ otp: { value: '1', isOnline: true } }, 'credential-needs-person'],
    [{ scal: '3' }, 'signing-service-answer'],
    [{ multisign: 0 }, 'signing-service-answer'],
  ] as const)('says %j of the key, the key is not used', async (settings, code) => {
    const server = await start('P-256', { version: 'v1', ...settings });
    await expect(openCscSigner(toCscKey(server))).rejects.toMatchObject({ code });
  });

  it('does not know the key, that is said', async () => {
    const key = toCscKey(server, { credentialId: 'another' });
    await expect(openCscSigner(key)).rejects.toMatchObject({ code: 'key-not-in-store' });
  });
});
