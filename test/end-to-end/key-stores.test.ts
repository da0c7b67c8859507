import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';

import type { KeyKind } from '../../src/adapters/development-pki/declaration.ts';
import { findSignatures } from '../../src/formats/pdf/signatures/find-signatures.ts';
import { parsePdf } from '../../src/formats/pdf/pdf-file.ts';
import { parseSignedData } from '../../src/formats/cms/signed-data.ts';
import { signatureAlgorithms } from '../../src/formats/signature-algorithm.ts';
import { encodePem } from '../../src/formats/x509/pem.ts';
import { loadConfiguration } from '../../src/main/configuration/load-configuration.ts';
import { openVerifier } from '../../src/main/installation/open-installation.ts';
import { toHex } from '../../src/shared/bytes.ts';
import { instantOf } from '../../src/shared/instant.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../support/command-line-fixture.ts';
import { CSC_CLIENT_ID, startCscServer, type CscServer } from '../support/csc-server.ts';
import { certifyDevelopmentSigner } from '../support/development-signer.ts';
import { seededRandom } from '../support/issuing-world.ts';
import { exportByOpenssl } from '../support/openssl.ts';
import { makeSoftHsm, softHsmModule, type SoftHsm } from '../support/soft-hsm.ts';
import type { TestKeys } from '../support/test-keys.ts';
import { testNow } from '../support/test-pki.ts';

const DAY_MS = 86_400_000;
const PASSPHRASE = 'correct horse';
const PIN = '728194';
const environment = { KEY_SECRET: PASSPHRASE, HSM_PIN: PIN, CSC_SECRET: 'service secret' };

interface KeyCase {
  readonly kind: KeyKind;
  readonly algorithm: keyof typeof signatureAlgorithms;
  readonly store: 'pkcs12' | 'pem' | 'pkcs11' | 'csc';
}

const cases: readonly KeyCase[] = [
  { kind: 'RSA-2048', algorithm: 'RS256', store: 'pem' },
  { kind: 'RSA-3072', algorithm: 'PS256', store: 'pkcs12' },
  { kind: 'RSA-4096', algorithm: 'RS256', store: 'pkcs12' },
  { kind: 'P-256', algorithm: 'ES256', store: 'csc' },
  { kind: 'P-384', algorithm: 'ES384', store: 'pem' },
  { kind: 'RSA-2048', algorithm: 'PS256', store: 'csc' },
  { kind: 'P-384', algorithm: 'ES384', store: 'pkcs11' },
  { kind: 'RSA-2048', algorithm: 'PS256', store: 'pkcs11' },
];

describe('Documents signed with keys as universities keep them', () => {
  let cli: CommandLineFixture;
  let hsm: SoftHsm | undefined;
  const services: CscServer[] = [];
  let now = testNow;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    mkdirSync(join(cli.folder, 'keys'));
    if (softHsmModule !== undefined) hsm = await makeSoftHsm('registrar', PIN);
  });
  afterAll(async () => {
    cli.remove();
    hsm?.remove();
    await Promise.all(services.map((each) => each.close()));
  });

  const run = (...words: string[]) => cli.runWith(environment, ...words);
  const pass = () => {
    now = instantOf(now + DAY_MS);
    cli.setTime(now);
  };
  const makeKeys = (kind: KeyKind) =>
    certifyDevelopmentSigner(join(cli.folder, 'parinya-data/development-pki'), kind, now);

  /** Brings a key to where it is to be kept. @returns what to say to `keys rotate`. */
  async function keep(keys: TestKeys, store: KeyCase['store'], name: string): Promise<string[]> {
    const file = (ending: string) => join(cli.folder, 'keys', `${name}.${ending}`);
    writeFileSync(file('crt'), encodePem(keys.leaf, 'CERTIFICATE'));
    switch (store) {
      case 'pkcs12':
        writeFileSync(file('p12'), exportByOpenssl(keys, PASSPHRASE));
        return ['--pkcs12', file('p12'), '--secret-env', 'KEY_SECRET'];
      case 'pem': {
        const cipher = { cipher: 'aes-256-cbc', passphrase: PASSPHRASE };
        const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher });
        writeFileSync(file('key'), pem);
        const words = ['--pem', file('key'), '--certificate', file('crt')];
        return [...words, '--secret-env', 'KEY_SECRET'];
      }
      case 'pkcs11':
        hsm!.addKey(keys.privateKey, name, name === 'P-384-ES384-pkcs11' ? '0a' : '0b');
        return [
          ...['--pkcs11', hsm!.module, '--token', 'registrar', '--key-label', name],
          ...['--certificate', file('crt'), '--secret-env', 'HSM_PIN'],
        ];
      case 'csc': {
        const service = await startCscServer({ version: 'v2', keys, pin: PIN, multisign: 50 });
        services.push(service);
        return [
          ...['--csc', service.baseUrl, '--credential', service.settings.credentialId],
          ...['--client-id', CSC_CLIENT_ID, '--access-env', 'CSC_SECRET'],
          ...['--secret-env', 'HSM_PIN'],
        ];
      }
    }
  }

  let student = 0;
  /** Issues the transcripts of a student who has none yet. */
  async function issueNext() {
    const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as object[];
    const file = join(cli.folder, `student-${student}.json`);
    writeFileSync(file, JSON.stringify([students[student++]]));
    const { json, exitCode, messages } = await run(
      ...['issue', file, '--institution', '99001', '--out', 'out'],
    );
    expect({ exitCode, messages }).toMatchObject({ exitCode: 0 });
    return json[0] as unknown as { readonly pdf: string; readonly sidecar: string };
  }

  async function publishedKeys(): Promise<JSONWebKeySet> {
    const loaded = loadConfiguration({ environment: {}, flags: {}, workingFolder: cli.folder });
    const { service, close } = await openVerifier(loaded, {
      clock: { now: () => now },
      random: seededRandom(3),
      isProduction: false,
      environment: {},
    });
    try {
      return (await service.getJwks()) as JSONWebKeySet;
    } finally {
      await close();
    }
  }

  /** Our own verdict on PDF and sidecar, and jose's on the sidecar with the published keys alone. */
  async function expectGood(
    document: { readonly pdf: string; readonly sidecar: string },
    sidecarAlgorithm: string,
  ): Promise<void> {
    const { json, exitCode } = await run('verify', document.pdf, document.sidecar, '--json');
    expect([exitCode, json[0]?.['indication']]).toEqual([0, 'TOTAL-PASSED']);
    const token = readFileSync(join(cli.folder, document.sidecar), 'utf8').trim();
    const { protectedHeader } = await compactVerify(
      token,
      createLocalJWKSet(await publishedKeys()),
    );
    expect(protectedHeader.alg).toBe(sidecarAlgorithm);
  }

  function algorithmOfPdf({ pdf }: { readonly pdf: string }): string {
    const [signature] = findSignatures(parsePdf(readFileSync(join(cli.folder, pdf))));
    return toHex(parseSignedData(signature!.contents!).signerInfos[0]!.signatureAlgorithm);
  }

  const issuedBefore: { document: { pdf: string; sidecar: string }; algorithm: string }[] = [];

  for (const { kind, algorithm, store } of cases) {
    const test = store === 'pkcs11' && softHsmModule === undefined ? it.skip : it;
    test(`verify: ${kind}, ${algorithm}, ${store}`, async () => {
      pass();
      const words = await keep(await makeKeys(kind), store, `${kind}-${algorithm}-${store}`);
      const pss = algorithm === 'PS256' ? ['--rsa-pss'] : [];
      const rotated = await run('keys', 'rotate', '--institution', '99001', ...words, ...pss);
      expect(rotated).toMatchObject({ exitCode: 0 });
      const document = await issueNext();
      expect(algorithmOfPdf(document)).toBe(
        signatureAlgorithms[algorithm].cmsAlgorithmIdentifierHex,
      );
      await expectGood(document, algorithm);
      issuedBefore.push({ document, algorithm });
    });
  }

  it('verify with the sidecar signed by an Ed25519 key of its own', async () => {
    pass();
    const words = await keep(await makeKeys('Ed25519'), 'pem', 'ed25519');
    expect(await run('keys', 'add', '--institution', '99001', ...words)).toMatchObject({
      exitCode: 0,
    });
    const document = await issueNext();
    expect(algorithmOfPdf(document)).not.toBe(signatureAlgorithms.EdDSA.cmsAlgorithmIdentifierHex);
    await expectGood(document, 'EdDSA');
  });

  it('still verify, all of them, when their keys have been retired', async () => {
    pass();
    expect(issuedBefore.length).toBeGreaterThanOrEqual(6);
    for (const { document, algorithm } of issuedBefore) await expectGood(document, algorithm);
  });

  it('are audited as sound', async () => {
    expect(await run('audit', '--json')).toMatchObject({ exitCode: 0 });
  });
});
