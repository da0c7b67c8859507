import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseDeclaration } from '../../../src/adapters/development-pki/declaration.ts';
import {
  createDevelopmentPki,
  ensureDevelopmentPki,
  openDevelopmentPki,
  openDevelopmentSigner,
  type DevelopmentPki,
} from '../../../src/adapters/development-pki/development-pki.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { toNameText } from '../../../src/formats/x509/names/distinguished-name.ts';
import { parseBase64 } from '../../../src/shared/bytes.ts';
import { instantOf, type Clock, type Instant } from '../../../src/shared/instant.ts';
import { testNow } from '../../support/test-pki.ts';

const declarationFile = new URL('../../../certs/development-pki.json', import.meta.url);
const DAY_MS = 86_400_000;
const clockAt = (now: Instant): Clock => ({ now: () => now });
const clock = clockAt(testNow);

async function readDeclaration(key: 'RSA-2048' | 'P-256') {
  const declared = parseDeclaration(await readFile(declarationFile, 'utf8'));
  return {
    ...declared,
    authorities: declared.authorities.map((each) => ({ ...each, key })),
    certificates: declared.certificates.map((each) => ({ ...each, key })),
  };
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'parinya-pki-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('The shipped development PKI', () => {
  let folder: string;
  let pki: DevelopmentPki;
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  beforeAll(async () => {
    folder = join(root, 'shipped', 'pki');
    const declaration = await readDeclaration('RSA-2048');
    pki = await createDevelopmentPki({ declaration, folder, clock, isProduction: false });
  });

  it('says DEVELOPMENT ONLY in the subject of every certificate', async () => {
    const names = (await readdir(folder)).filter(
      (file) => file.endsWith('.pem') && !file.endsWith('.key.pem') && file !== 'anchors.pem',
    );
    expect(names).toHaveLength(11);
    for (const name of names) {
      const { raw } = new X509Certificate(await readFile(join(folder, name)));
      const subject = toNameText(parseCertificate(Uint8Array.from(raw)).subject);
      expect(subject).toMatch(/^CN=[^,]*(\\,[^,]*)?\(DEVELOPMENT ONLY\),OU=DEVELOPMENT ONLY,/);
    }
  });

  it('keeps files with private keys from other users', async () => {
    const modes = await Promise.all(
      (await readdir(folder)).map(async (file) => ({
        file,
        mode: (await stat(join(folder, file))).mode & 0o777,
      })),
    );
    const secret = modes.filter(({ file }) => /\.p12$|\.key\.pem$|^passphrase$/.test(file));
    expect(secret.length).toBe(12);
    expect(secret.every(({ mode }) => mode === 0o600)).toBe(true);
  });

  it('gives signers keys for signatures and nothing else', async () => {
    for (const { certificateFile } of pki.certificates.filter(
      ({ institutionCode }) => institutionCode,
    )) {
      const { raw } = new X509Certificate(await readFile(certificateFile));
      const certificate = parseCertificate(Uint8Array.from(raw));
      expect([...certificate.keyUsage!]).toEqual(['digitalSignature', 'nonRepudiation']);
      expect(certificate.extensions.find(({ id }) => id === '2.5.29.15')!.critical).toBe(true);
      expect(certificate.basicConstraints).toBeUndefined();
      expect(certificate.caIssuers).toHaveLength(1);
      expect(certificate.crlDistributionPoints).toHaveLength(1);
    }
  });

  it('has paths and revocation lists that OpenSSL accepts in its strict mode', () => {
    const crls = ['root', 'public-universities', 'private-universities'].map((name) =>
      openssl('crl', '-inform', 'DER', '-in', `${name}.crl`, '-outform', 'PEM'),
    );
    execFileSync('sh', ['-c', 'cat > crls.pem'], { cwd: folder, input: crls.join('') });
    const at = String(testNow / 1000);
    const verify = (name: string, issuer: string) =>
      openssl(
        ...['verify', '-x509_strict', '-crl_check_all', '-attime', at, '-CAfile', 'root.pem'],
        ...['-untrusted', `${issuer}.pem`, '-CRLfile', 'crls.pem', `${name}.pem`],
      );
    expect(verify('signer-99001', 'public-universities')).toContain('OK');
    expect(verify('signer-99002', 'private-universities')).toContain('OK');
    expect(() => verify('signer-99002-revoked', 'private-universities')).toThrow('revoked');
    expect(() => verify('signer-99001-expired', 'public-universities')).toThrow('expired');
  });

  it('has a time-stamp authority under a root of its own', () => {
    const at = String(testNow / 1000);
    const output = openssl(
      ...['verify', '-x509_strict', '-attime', at, '-purpose', 'timestampsign'],
      ...['-CAfile', 'time-stamping-root.pem', 'time-stamp-authority.pem'],
    );
    expect(output).toContain('OK');
  });

  it('names the reason of a revocation in the list', () => {
    const text = openssl(
      'crl',
      '-inform',
      'DER',
      '-in',
      'private-universities.crl',
      '-text',
      '-noout',
    );
    expect(text).toContain('Key Compromise');
    expect(text).toContain('X509v3 CRL Number');
  });

  it('ties each signer to its institution in the trust list', () => {
    const { trustList } = pki;
    expect(trustList.developmentOnly).toBe(true);
    expect(trustList.anchors.map(({ services }) => services)).toEqual([
      ['institution-signer'],
      ['time-stamping'],
    ]);
    expect(trustList.intermediates).toHaveLength(2);
    expect(trustList.crls).toHaveLength(4);
    expect(trustList.institutions.map(({ code, signers }) => [code, signers.length])).toEqual([
      ['99001', 2],
      ['99002', 2],
    ]);
    for (const { nameEn, signers } of trustList.institutions) {
      for (const { certificate } of signers) {
        expect(toNameText(parseCertificate(parseBase64(certificate)).subject)).toContain(nameEn);
      }
    }
  });

  it('opens its signers by name', async () => {
    const signer = await openDevelopmentSigner(pki, 'signer-99001', clock);
    expect(signer.algorithm.jwsAlg).toBe('RS256');
    expect(signer.certificatePath).toHaveLength(2);
    await expect(openDevelopmentSigner(pki, 'signer-99001-expired', clock)).rejects.toMatchObject({
      code: 'certificate-expired',
    });
    await expect(openDevelopmentSigner(pki, 'nobody', clock)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('leaves nothing beside its folder', async () => {
    expect(await readdir(join(root, 'shipped'))).toEqual(['pki']);
  });
});

describe('Making and opening a development PKI', () => {
  it('is refused in production', async () => {
    const options = { declaration: await readDeclaration('P-256'), clock, isProduction: true };
    const folder = join(root, 'production');
    for (const make of [createDevelopmentPki, ensureDevelopmentPki]) {
      await expect(make({ ...options, folder })).rejects.toMatchObject({
        code: 'development-pki-refused',
      });
    }
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('never writes into a folder that holds files', async () => {
    const folder = await mkdtemp(join(root, 'full-'));
    await writeFile(join(folder, 'precious'), 'keep me');
    const options = {
      declaration: await readDeclaration('P-256'),
      folder,
      clock,
      isProduction: false,
    };
    await expect(createDevelopmentPki(options)).rejects.toMatchObject({
      code: 'development-pki-refused',
    });
    await expect(ensureDevelopmentPki(options)).rejects.toMatchObject({
      code: 'development-pki-refused',
    });
    expect(await readdir(folder)).toEqual(['precious']);
  });

  it('is missing where nobody made one', async () => {
    await expect(openDevelopmentPki(join(root, 'nowhere'), clock)).rejects.toMatchObject({
      code: 'development-pki-missing',
    });
  });

  it('gives the same keys to everyone who asks at the same time', async () => {
    const folder = join(root, 'race');
    const options = {
      declaration: await readDeclaration('P-256'),
      folder,
      clock,
      isProduction: false,
    };
    const opened = await Promise.all([1, 2, 3].map(() => ensureDevelopmentPki(options)));
    const lists = opened.map(({ trustList }) => JSON.stringify(trustList));
    expect(new Set(lists).size).toBe(1);
    expect((await readdir(root)).filter((name) => name.startsWith('race'))).toEqual(['race']);
  });

  it('keeps keys that are no RSA keys as encrypted PEM', async () => {
    const folder = join(root, 'ec');
    const options = {
      declaration: await readDeclaration('P-256'),
      folder,
      clock,
      isProduction: false,
    };
    const pki = await ensureDevelopmentPki(options);
    const signer = await openDevelopmentSigner(pki, 'signer-99002', clock);
    expect(signer.algorithm.jwsAlg).toBe('ES256');
    expect(signer.certificatePath).toHaveLength(2);
    expect(await readFile(join(folder, 'signer-99002.key.pem'), 'utf8')).toContain('ENCRYPTED');
  });

  it('renews revocation lists before they run out, and keeps them until then', async () => {
    const folder = join(root, 'renewed');
    const options = {
      declaration: await readDeclaration('P-256'),
      folder,
      clock,
      isProduction: false,
    };
    const first = await ensureDevelopmentPki(options);
    const soon = await openDevelopmentPki(folder, clockAt(instantOf(testNow + 200 * DAY_MS)));
    expect(soon.trustList).toEqual(first.trustList);
    const later = await openDevelopmentPki(folder, clockAt(instantOf(testNow + 300 * DAY_MS)));
    expect(later.trustList.crls).toHaveLength(4);
    expect(later.trustList.crls.some((crl) => first.trustList.crls.includes(crl))).toBe(false);
    expect({ ...later.trustList, crls: [], issuedAt: '' }).toEqual({
      ...first.trustList,
      crls: [],
      issuedAt: '',
    });
  });

  it('keeps what a person has entered into its trust list when it renews it', async () => {
    const folder = join(root, 'renewed-with-additions');
    const declaration = await readDeclaration('P-256');
    const { trustList } = await ensureDevelopmentPki({
      declaration,
      folder,
      clock,
      isProduction: false,
    });
    const [first, ...others] = trustList.anchors;
    const institution = { code: '00123', nameTh: 'ก', nameEn: 'Other', signers: [] };
    const added = {
      ...trustList,
      anchors: [
        { ...first!, services: ['institution-signer', 'time-stamping'] },
        ...others,
        { certificate: trustList.intermediates[0]!, services: ['institution-signer'] },
      ],
      intermediates: [...trustList.intermediates, others[0]!.certificate],
      institutions: [...trustList.institutions, institution],
    };
    await writeFile(join(folder, 'trust-list.json'), JSON.stringify(added));
    const later = await openDevelopmentPki(folder, clockAt(instantOf(testNow + 300 * DAY_MS)));
    expect(later.trustList.crls).not.toEqual(trustList.crls);
    expect({ ...later.trustList, crls: [], issuedAt: '' }).toEqual({
      ...added,
      crls: [],
      issuedAt: '',
    });
  });

  it('renews them also when several processes notice at the same time', async () => {
    const folder = join(root, 'renewed-together');
    const declaration = await readDeclaration('P-256');
    await ensureDevelopmentPki({ declaration, folder, clock, isProduction: false });
    const later = clockAt(instantOf(testNow + 300 * DAY_MS));
    const opened = await Promise.all([1, 2, 3].map(() => openDevelopmentPki(folder, later)));
    expect(opened.map(({ trustList }) => trustList.crls.length)).toEqual([4, 4, 4]);
    expect((await readdir(folder)).filter((file) => file.endsWith('.new'))).toEqual([]);
  });

  it('is not disturbed by what a crash left beside it', async () => {
    await mkdtemp(join(root, 'after-crash.making-'));
    const folder = join(root, 'after-crash');
    const declaration = await readDeclaration('P-256');
    const pki = await ensureDevelopmentPki({ declaration, folder, clock, isProduction: false });
    expect(pki.trustList.anchors).toHaveLength(2);
  });
});
