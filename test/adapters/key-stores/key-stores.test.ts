import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { toPkcs12 } from '../../../src/adapters/development-pki/key-material.ts';
import { openPemSigner, type PemKey } from '../../../src/adapters/key-stores/pem-signer.ts';
import { openPkcs12Signer } from '../../../src/adapters/key-stores/pkcs12-signer.ts';
import { encodePem } from '../../../src/formats/x509/pem.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import type { Signer } from '../../../src/signing/signer.ts';
import { makeTestKeys, type TestKeys } from '../../support/test-keys.ts';
import { makeTestPki, testNow } from '../../support/test-pki.ts';

const passphrase = 'correct horse battery staple';
const message = utf8Bytes('ใบแสดงผลการศึกษา');

let folder: string;
let rsa: TestKeys;
let ec: TestKeys;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parinya-keys-'));
  [rsa, ec] = await Promise.all([makeTestKeys('RSA-2048'), makeTestKeys('P-256')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** PKCS#12 as OpenSSL writes it. */
function exportByOpenssl(
  keys: TestKeys,
  secret: string,
  ...options: readonly string[]
): Uint8Array {
  const [key, leaf, issuers, out] = ['key', 'leaf', 'issuers', 'out'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(key, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(leaf, encodePem(keys.leaf, 'CERTIFICATE'));
  writeFileSync(issuers, keys.issuers.map((each) => encodePem(each, 'CERTIFICATE')).join(''));
  execFileSync('openssl', [
    ...['pkcs12', '-export', '-inkey', key, '-in', leaf, '-certfile', issuers, '-out', out],
    ...['-passout', `pass:${secret}`, ...options],
  ]);
  return readFileSync(out);
}

function toPemKey(keys: TestKeys, overrides: Partial<PemKey> = {}): PemKey {
  return {
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificates: [keys.leaf, ...keys.issuers],
    at: testNow,
    ...overrides,
  };
}

/** Contract of every key store: what it opens signs so that the certificate's key verifies it. */
async function expectToSign(signer: Signer, keys: TestKeys): Promise<void> {
  const { publicKey } = new X509Certificate(keys.leaf);
  expect(verify('sha256', message, publicKey, await signer.sign(message))).toBe(true);
  expect(signer.certificatePath).toEqual([keys.leaf, keys.issuers[0]]);
  expect(signer.keyId).toMatch(/^[\w-]{43}$/);
}

describe('A key in PKCS#12', () => {
  const open = (pkcs12: Uint8Array, secret = passphrase) =>
    openPkcs12Signer({ pkcs12, passphrase: secret, at: testNow });

  it('signs when the file comes from the development PKI', async () => {
    const path = [rsa.leaf, rsa.issuers[0]!];
    await expectToSign(open(toPkcs12(rsa.privateKey, path, passphrase, 'key')), rsa);
  });

  it('signs when the file comes from OpenSSL with RSA and its present defaults', async () => {
    await expectToSign(open(exportByOpenssl(rsa, passphrase)), rsa);
  });

  it('signs when the file is of the old kind with triple DES', async () => {
    const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1'];
    await expectToSign(open(exportByOpenssl(rsa, passphrase, ...old)), rsa);
  });

  it('signs when its key is one of elliptic curves', async () => {
    const signer = open(exportByOpenssl(ec, passphrase));
    expect(signer.algorithm.jwsAlg).toBe('ES256');
    await expectToSign(signer, ec);
  });

  it('opens with a passphrase of Thai letters', async () => {
    const secret = 'รหัสผ่านลับ';
    const old = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'SHA1'];
    await expectToSign(open(exportByOpenssl(rsa, secret), secret), rsa);
    await expectToSign(open(exportByOpenssl(rsa, secret, ...old), secret), rsa);
  });

  it('is unreadable when a byte of it was changed', () => {
    const pkcs12 = exportByOpenssl(rsa, passphrase);
    for (let position = 30; position < pkcs12.length; position += 211) {
      const altered = Uint8Array.from(pkcs12);
      altered[position]! ^= 1;
      expect(caught(() => open(altered))).toMatchObject({ code: 'key-unreadable' });
    }
  });

  it('is unreadable with a wrong passphrase, and the error tells no secret', () => {
    const pkcs12 = exportByOpenssl(rsa, passphrase);
    const error = caught(() => open(pkcs12, 'a wrong secret'));
    expect(error).toMatchObject({ code: 'key-unreadable' });
    expect(allTextOf(error)).not.toMatch(/wrong secret|correct horse|PRIVATE|MII/);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['noise', Uint8Array.from({ length: 400 }, (_, index) => (index * 97) & 255)],
    ['text', utf8Bytes('-----BEGIN CERTIFICATE-----')],
  ])('is unreadable when the file holds %s', (_, bytes) => {
    expect(caught(() => open(bytes))).toMatchObject({ code: 'key-unreadable' });
  });

  it('is unreadable when the file is cut off', () => {
    const pkcs12 = exportByOpenssl(rsa, passphrase);
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const cut = pkcs12.subarray(0, Math.floor(pkcs12.length * share));
      expect(caught(() => open(cut))).toMatchObject({ code: 'key-unreadable' });
    }
  });
});

describe('A key in PEM', () => {
  it('signs, encrypted or not, in each usual form', async () => {
    const { privateKey } = rsa;
    const forms = [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }),
    ];
    for (const form of forms) {
      await expectToSign(
        openPemSigner(toPemKey(rsa, { privateKeyPem: form.toString(), passphrase })),
        rsa,
      );
    }
  });

  it('signs with PSS when asked to', async () => {
    const signer = openPemSigner(toPemKey(rsa, { rsaScheme: 'pss' }));
    expect(signer.algorithm.jwsAlg).toBe('PS256');
    const signature = await signer.sign(message);
    expect(verify('sha256', message, new X509Certificate(rsa.leaf).publicKey, signature)).toBe(
      false,
    );
  });

  it('finds its certificate and puts the path in order, whatever order they come in', async () => {
    const certificates = [...rsa.issuers, ec.leaf, rsa.leaf].reverse();
    await expectToSign(openPemSigner(toPemKey(rsa, { certificates })), rsa);
  });

  it('keeps authorities of the same name and another key out of its path', async () => {
    const others = await makeTestKeys('RSA-2048');
    const certificates = [...others.issuers, others.leaf, rsa.leaf, ...rsa.issuers];
    await expectToSign(openPemSigner(toPemKey(rsa, { certificates })), rsa);
  });

  it('opens without the certificates above its own: the trust list completes the path', () => {
    const { certificatePath } = openPemSigner(toPemKey(rsa, { certificates: [rsa.leaf] }));
    expect(certificatePath).toEqual([rsa.leaf]);
  });

  it('is unreadable without its passphrase or as another text', () => {
    const encrypted = rsa.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
      .toString();
    const broken = [
      { privateKeyPem: encrypted },
      { privateKeyPem: encrypted, passphrase: 'a wrong secret' },
      { privateKeyPem: 'no key at all' },
    ];
    for (const overrides of broken) {
      const error = caught(() => openPemSigner(toPemKey(rsa, overrides)));
      expect(error).toMatchObject({ code: 'key-unreadable' });
      expect(allTextOf(error)).not.toContain('wrong secret');
    }
  });
});

describe('A key is refused', () => {
  const refuse = (keys: TestKeys, overrides: Partial<PemKey>) =>
    caught(() => openPemSigner(toPemKey(keys, overrides)));

  it('when none of the certificates is its own', () => {
    const error = refuse(rsa, { certificates: [ec.leaf, ...ec.issuers] });
    expect(error).toMatchObject({ code: 'key-certificate-mismatch' });
    expect(refuse(rsa, { certificates: [] })).toMatchObject({ code: 'key-certificate-mismatch' });
  });

  it('when its certificate is not valid at the time', () => {
    const yearMs = 365 * 86_400_000;
    for (const at of [instantOf(testNow - yearMs), instantOf(testNow + 6 * yearMs)]) {
      expect(refuse(rsa, { at })).toMatchObject({ code: 'certificate-not-usable' });
    }
  });

  it('when its certificate is for other uses than signing documents', () => {
    const authority = rsa.authority;
    const error = refuse(rsa, {
      privateKeyPem: authority.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      certificates: [authority.certificate],
    });
    expect(error).toMatchObject({ code: 'certificate-not-usable' });
  });

  it('when its certificate does not say that signatures commit its holder', async () => {
    const pki = await makeTestPki();
    for (const name of ['time-stamp-authority', 'ocsp-public-universities']) {
      expect(caught(() => pki.getSigner(name))).toMatchObject({ code: 'certificate-not-usable' });
    }
  });

  it('when it is too weak or of a kind that documents are not signed with', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const other = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
    for (const key of [weak, other]) {
      const privateKeyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
      expect(refuse(rsa, { privateKeyPem })).toMatchObject({ code: 'certificate-not-usable' });
    }
  });

  it('when a certificate cannot be read', () => {
    const certificates = [rsa.leaf.subarray(0, 300)];
    expect(refuse(rsa, { certificates })).toMatchObject({ code: 'key-unreadable' });
    const padded = [Uint8Array.from([...rsa.leaf, 0])];
    expect(refuse(rsa, { certificates: padded })).toMatchObject({ code: 'key-unreadable' });
  });
});

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new TypeError('nothing was thrown');
}

/** Everything that a log would show of an error and its causes. */
function allTextOf(error: unknown): string {
  if (!(error as { message?: string } | undefined)?.message) return '';
  const { message: text, stack, cause } = error as Error;
  return `${text} ${stack ?? ''} ${JSON.stringify(error)} ${allTextOf(cause)}`;
}
