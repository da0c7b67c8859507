import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openCscSigner, type CscKey } from '../../../src/adapters/key-stores/csc/csc-signer.ts';
import { openPemSigner } from '../../../src/adapters/key-stores/files/pem-signer.ts';
import { openPkcs12Signer } from '../../../src/adapters/key-stores/files/pkcs12-signer.ts';
import { openPkcs11Signer } from '../../../src/adapters/key-stores/pkcs11/pkcs11-signer.ts';
import { createLogger } from '../../../src/main/http-logger.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { findLeaks } from '../../support/canary.ts';
import { allTextOf } from '../../support/caught.ts';
import { toCscKey } from '../../support/csc-key.ts';
import { startCscServer, type CscServer } from '../../support/csc-server.ts';
import { exportByOpenssl } from '../../support/openssl.ts';
import { toPemKey } from '../../support/pem-key.ts';
import { makeSoftHsm, softHsmModule, type SoftHsm } from '../../support/soft-hsm.ts';
import { makeTestKeys, type TestKeys } from '../../support/test-keys.ts';
import { testNow } from '../../support/test-pki.ts';

const message = utf8Bytes('document');
/** Planted where secrets are handed in; none may come out. */
const planted: Record<string, string> = {
  passphrase: 'canary-passphrase-7f3a1c',
  pin: '7391846205317',
  clientSecret: 'canary client secret/9d2e',
  accessToken: 'canary-access-token-51b7',
};

/** All that becomes visible of a failure: to whoever catches it, in a log, in a crash report. */
async function visibleOf(action: () => unknown): Promise<string> {
  let failure: unknown;
  try {
    await action();
  } catch (error) {
    failure = error;
  }
  if (failure === undefined) throw new TypeError('nothing failed');
  let log = '';
  const logger = createLogger('trace', { write: (line: string) => void (log += line) });
  logger.error({ err: failure, failure }, 'failed');
  return [
    allTextOf(failure),
    inspect(failure, { depth: 8, showHidden: true }),
    JSON.stringify(failure),
    log,
  ].join('\n');
}

let keys: TestKeys;
let ec: TestKeys;
let server: CscServer;
beforeAll(async () => {
  [keys, ec] = await Promise.all([makeTestKeys('RSA-2048'), makeTestKeys('P-256')]);
  const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const lines = pem.split('\n');
  // A line from the middle of the private key itself.
  planted['privateKey'] = lines[10]!;
  const { d } = ec.privateKey.export({ format: 'jwk' });
  planted['privateScalar'] = d!;
  server = await startCscServer({
    version: 'v2',
    keys: ec,
    pin: planted['pin']!,
    clientSecret: planted['clientSecret']!,
  });
});
afterAll(() => server.close());

const openP12 = (pkcs12: Uint8Array, passphrase: string) =>
  openPkcs12Signer({ pkcs12, passphrase, at: testNow });

const files: readonly (readonly [string, () => unknown])[] = [
  [
    'a wrong passphrase of PKCS#12',
    () => openP12(exportByOpenssl(keys, 'another'), planted['passphrase']!),
  ],
  [
    'a PKCS#12 that was cut off',
    () => {
      const pkcs12 = exportByOpenssl(keys, planted['passphrase']!);
      return openP12(pkcs12.subarray(0, pkcs12.length - 200), planted['passphrase']!);
    },
  ],
  [
    'a PKCS#12 with a changed byte',
    () => {
      const pkcs12 = Uint8Array.from(exportByOpenssl(keys, planted['passphrase']!, '-legacy'));
      pkcs12[700]! ^= 1;
      return openP12(pkcs12, planted['passphrase']!);
    },
  ],
  [
    'a wrong passphrase of PEM',
    () => {
      const cipher = { cipher: 'aes-256-cbc', passphrase: 'another' };
      const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
      const passphrase = planted['passphrase']!;
      return openPemSigner(toPemKey(keys, { privateKeyPem: pem, passphrase }));
    },
  ],
  [
    'an open PEM that is damaged',
    () => {
      const { privateKeyPem } = toPemKey(keys);
      const damaged = privateKeyPem.replace(/\n(.{60})....\n/, '\n$1\n');
      return openPemSigner(toPemKey(keys, { privateKeyPem: damaged }));
    },
  ],
  ['certificates of another key', () => openPemSigner(toPemKey(keys, { certificates: [ec.leaf] }))],
];

const services: readonly (readonly [string, Partial<CscKey>, () => void])[] = [
  ['a wrong PIN', { readSecret: () => `${planted['pin']!}9` }, () => undefined],
  [
    'an answer that repeats what it was sent',
    {},
    () => {
      const faults = [400, 401, 403, 404, 500].map((status) => ({ status }));
      server.faults.set('credentials/authorize', faults);
      server.faults.set('signatures/signHash', [{ status: 400 }]);
    },
  ],
  [
    'a stack trace with the PIN',
    {},
    () => {
      const body = `<pre>at sign(pin=${planted['pin']!}, token=${planted['accessToken']!})</pre>`;
      server.faults.set('signatures/signHash', [{ status: 200, body }]);
    },
  ],
  [
    'an access token that is refused',
    { login: { kind: 'bearer', readSecret: () => planted['accessToken']! } },
    () => undefined,
  ],
  [
    'an access token that cannot stand in a header',
    { login: { kind: 'bearer', readSecret: () => `${planted['accessToken']!}\n` } },
    () => undefined,
  ],
  [
    'a client secret that is refused',
    {
      login: {
        kind: 'oauth2',
        clientId: 'nobody',
        readSecret: () => planted['clientSecret']!,
      },
    },
    () => undefined,
  ],
];

describe('No secret comes out', () => {
  it('is a test that would notice', async () => {
    for (const [name, secret] of Object.entries(planted)) {
      const text = await visibleOf(() => {
        throw new TypeError('outer', { cause: new Error(`Basic ${btoa(`id:${secret}`)}`) });
      });
      expect(findLeaks(text, planted)).toContain(name);
    }
  });

  it.each(files)('of a key file: %s', async (_, action) => {
    expect(findLeaks(await visibleOf(action), planted)).toEqual([]);
  });

  it.each(services)('of a signing service: %s', async (_, overrides, prepare) => {
    server.faults.clear();
    prepare();
    const text = await visibleOf(async () => {
      const signer = await openCscSigner(toCscKey(server, overrides));
      await signer.sign(message);
    });
    expect(findLeaks(text, planted)).toEqual([]);
    server.faults.clear();
  });

  it('of a signing service that is not there', async () => {
    const key = toCscKey(server);
    const transport = { ...key.transport, baseUrl: 'http://127.0.0.1:9/csc/v2' };
    expect(findLeaks(await visibleOf(() => openCscSigner({ ...key, transport })), planted)).toEqual(
      [],
    );
  });
});

(softHsmModule === undefined ? describe.skip : describe)('No secret comes out of an HSM', () => {
  let hsm: SoftHsm;
  beforeAll(async () => {
    hsm = await makeSoftHsm('canary', planted['pin']!);
    hsm.addKey(ec.privateKey, 'registrar', '01');
  });
  afterAll(() => hsm.remove());
  const open = (pin: string, overrides: { readonly module?: string } = {}) =>
    openPkcs11Signer({
      module: hsm.module,
      tokenLabel: 'canary',
      keyLabel: 'registrar',
      sessions: 2,
      readPin: () => pin,
      certificates: [ec.leaf, ...ec.issuers],
      at: testNow,
      ...overrides,
    });

  it('with a wrong PIN, a module that is missing, or a token that was pulled out', async () => {
    const visible = [
      await visibleOf(() => open(`${planted['pin']!}1`)),
      await visibleOf(() => open(planted['pin']!, { module: '/nowhere.so' })),
    ];
    const signer = await open(planted['pin']!);
    hsm.setPluggedIn(false);
    visible.push(await visibleOf(() => signer.sign(message)));
    hsm.setPluggedIn(true);
    expect(visible.flatMap((text) => findLeaks(text, planted))).toEqual([]);
  });
});
