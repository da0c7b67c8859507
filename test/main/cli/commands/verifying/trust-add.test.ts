import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  extendedKeyUsage,
  keyUsage,
} from '../../../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { encodePem } from '../../../../../src/formats/x509/pem.ts';
import { parseInstant } from '../../../../../src/shared/instant.ts';
import { parseTrustList } from '../../../../../src/trust/parse-trust-list.ts';
import {
  authority,
  certify,
  makeParty,
  type CertificateOptions,
  type Party,
} from '../../../../support/certificate-builder.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../../../support/command-line-fixture.ts';

const signsDocuments = { extensions: [keyUsage('nonRepudiation')] };

describe('parinya trust add', () => {
  let cli: CommandLineFixture;
  const root = makeParty('National root');
  const issuing = makeParty('Issuing authority');
  const registrar = makeParty('Registrar of a university');

  beforeEach(async () => {
    cli = openCommandLineFixture();
    await cli.run('init');
    mkdirSync(join(cli.folder, 'crt'));
    save('root', root, root, { extensions: authority() });
    save('issuing', issuing, root, { extensions: authority(0) });
    save('registrar', registrar, issuing, signsDocuments);
  });
  afterEach(() => cli.remove());

  function save(name: string, subject: Party, issuer: Party, options: CertificateOptions) {
    const der = certify(subject, issuer, options);
    writeFileSync(join(cli.folder, `crt/${name}.pem`), encodePem(der, 'CERTIFICATE'));
    return der;
  }
  const listFile = () => join(cli.folder, 'parinya-data/trust-list.json');
  const list = () => parseTrustList(readFileSync(listFile(), 'utf8'));
  const add = (...words: string[]) => cli.run('trust', 'add', ...words);
  const refused = async (...words: string[]) => {
    const before = existsSync(listFile()) ? readFileSync(listFile(), 'utf8') : null;
    const { exitCode, messages, output } = await add(...words);
    expect(output).toBe('');
    expect(existsSync(listFile()) ? readFileSync(listFile(), 'utf8') : null).toBe(before);
    return [exitCode, messages];
  };
  const university = ['--institution', '00123', '--name-th', 'มหาวิทยาลัยอื่น', '--name-en', 'Other'];

  it('believes an authority for what is said, and shows its fingerprint to compare', async () => {
    const { exitCode, messages } = await add('crt/root.pem', '--service', 'institution-signer');
    expect(exitCode).toBe(0);
    const pem = readFileSync(join(cli.folder, 'crt/root.pem'));
    expect(messages).toContain(new X509Certificate(pem).fingerprint256);
    const { anchors, developmentOnly } = list();
    expect(anchors.map(({ services }) => services)).toEqual([['institution-signer']]);
    expect(developmentOnly).toBe(false);
    expect(
      readdirSync(join(cli.folder, 'parinya-data')).filter((name) => /draft/.test(name)),
    ).toEqual([]);
  });

  it('believes it for another service too, and changes nothing the next time', async () => {
    await add('crt/root.pem', '--service', 'institution-signer');
    const second = await add('crt/root.pem', '--service', 'time-stamping', '--json');
    expect(second.json[0]).toMatchObject([
      { kind: 'anchor', wasThere: false, services: ['institution-signer', 'time-stamping'] },
    ]);
    const before = readFileSync(listFile(), 'utf8');
    const third = await add('crt/root.pem', '--service', 'time-stamping', '--json');
    expect(third.json[0]).toMatchObject([{ wasThere: true, isSelfSigned: true }]);
    expect(readFileSync(listFile(), 'utf8')).toBe(before);
    expect(list().anchors).toHaveLength(1);
  });

  it('ties a signer to an institution, with the authorities on the way', async () => {
    await add('crt/root.pem', '--service', 'institution-signer');
    const { json, exitCode } = await add(
      'crt/registrar.pem',
      'crt/issuing.pem',
      ...university,
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(json[0]).toMatchObject([
      { kind: 'intermediate', institutionCode: null, isSelfSigned: false },
      { kind: 'signer', institutionCode: '00123', isDevelopment: false, wasThere: false },
    ]);
    const { institutions, intermediates } = list();
    expect(intermediates).toHaveLength(1);
    expect(institutions).toMatchObject([
      {
        code: '00123',
        nameTh: 'มหาวิทยาลัยอื่น',
        signers: [{ validFrom: parseInstant('2020-01-01T00:00:00Z') }],
      },
    ]);
    const again = await add('crt/registrar.pem', '--institution', '00123', '--json');
    expect(again.json[0]).toMatchObject([{ kind: 'signer', wasThere: true }]);
    const shown = await cli.run('trust', 'list', '--json');
    expect(shown.json[0]).toMatchObject([{ institutionCode: '00123', nameEn: 'Other' }]);
  });

  it('notes from when to when somebody signs, within the life of the certificate', async () => {
    await add('crt/root.pem', '--service', 'institution-signer');
    const words = ['crt/registrar.pem', 'crt/issuing.pem', ...university];
    const too = await refused(...words, '--until', '2031-01-01T00:00:00Z');
    expect(too[0]).toBe(64);
    expect((await refused(...words, '--from', '2019-01-01T00:00:00Z'))[0]).toBe(64);
    await add(...words, '--from', '2021-01-01T00:00:00Z', '--until', '2024-01-01T00:00:00Z');
    expect(list().institutions[0]?.signers[0]).toMatchObject({
      validFrom: parseInstant('2021-01-01T00:00:00Z'),
      validUntil: parseInstant('2024-01-01T00:00:00Z'),
    });
  });

  it('asks what a certificate is for, and refuses words and codes that it does not know', async () => {
    expect((await refused('crt/root.pem'))[0]).toBe(64);
    expect((await refused('crt/registrar.pem'))[0]).toBe(64);
    expect((await refused('crt/root.pem', '--service', 'everything'))[0]).toBe(64);
    expect((await refused('crt/root.pem', '--institution', '00123'))[0]).toBe(64);
    expect((await refused('crt/registrar.pem', '--institution', '123'))[0]).toBe(64);
    await add('crt/root.pem', '--service', 'institution-signer');
    const unknown = await refused('crt/registrar.pem', 'crt/issuing.pem', '--institution', '00123');
    expect(unknown).toEqual([64, expect.stringContaining('00123')]);
  });

  it('does not take a signer for an authority, nor an authority for a signer', async () => {
    expect((await refused('crt/registrar.pem', '--service', 'institution-signer'))[0]).toBe(1);
    save('plain', root, root, { extensions: [keyUsage('digitalSignature')] });
    expect((await refused('crt/plain.pem', '--service', 'institution-signer'))[0]).toBe(1);
    const noCertificates = [authority()[0]!, keyUsage('cRLSign')];
    save('lists-only', root, root, { extensions: noCertificates });
    expect((await refused('crt/lists-only.pem', '--service', 'institution-signer'))[0]).toBe(1);
    await add('crt/root.pem', '--service', 'institution-signer');
    save('server', registrar, root, { extensions: [extendedKeyUsage('timeStamping', true)] });
    expect((await refused('crt/server.pem', ...university))[0]).toBe(1);
  });

  it('refuses a root that only says that it signed itself', async () => {
    const impostor = { ...makeParty('Impostor'), name: root.name };
    save('forged', root, impostor, { extensions: authority() });
    const [exitCode] = await refused('crt/forged.pem', '--service', 'institution-signer');
    expect(exitCode).toBe(1);
  });

  it('refuses what has expired, is not valid yet, too weak, or no certificate', async () => {
    const ended = { extensions: authority(), notAfter: parseInstant('2026-11-23T00:00:00Z') };
    save('ended', root, root, ended);
    save('early', root, root, {
      ...ended,
      notBefore: parseInstant('2027-01-01T00:00:00Z'),
      notAfter: parseInstant('2030-01-01T00:00:00Z'),
    });
    const short = makeParty('Short', generateKeyPairSync('rsa', { modulusLength: 1024 }));
    save('short', short, short, { extensions: authority() });
    writeFileSync(join(cli.folder, 'crt/none.pem'), 'hello');
    const broken = encodePem(Uint8Array.of(0x30, 3, 1, 1, 0), 'CERTIFICATE');
    writeFileSync(join(cli.folder, 'crt/broken.pem'), broken);
    const codes = [];
    for (const name of ['ended', 'early', 'short', 'none', 'broken', 'missing']) {
      codes.push((await refused(`crt/${name}.pem`, '--service', 'time-stamping'))[0]);
    }
    expect(codes).toEqual([1, 1, 1, 66, 66, 66]);
  });

  it('adds all certificates of a command or none of them', async () => {
    const stranger = makeParty('Stranger');
    save('stranger', stranger, makeParty('Nobody'), signsDocuments);
    await add('crt/root.pem', '--service', 'institution-signer');
    const [exitCode] = await refused('crt/issuing.pem', 'crt/stranger.pem', ...university);
    expect(exitCode).toBe(69);
    expect(list().intermediates).toEqual([]);
    // An authority on the way that leads nowhere is of no use.
    save('lost', makeParty('Lost'), makeParty('Nobody'), { extensions: authority() });
    expect((await refused('crt/lost.pem'))[0]).toBe(69);
  });

  it('lets a certificate sign for one institution only', async () => {
    await add('crt/root.pem', '--service', 'institution-signer');
    await add('crt/registrar.pem', 'crt/issuing.pem', ...university);
    const other = ['--institution', '00124', '--name-th', 'ก', '--name-en', 'Another'];
    expect(await refused('crt/registrar.pem', ...other)).toEqual([
      64,
      expect.stringContaining('00123'),
    ]);
  });

  it('loses nothing when two commands run at the same time', async () => {
    const names = ['one', 'two', 'three', 'four'];
    for (const name of names) {
      const party = makeParty(name);
      save(name, party, party, { extensions: authority() });
    }
    const all = await Promise.all(
      names.map((name) => add(`crt/${name}.pem`, '--service', 'institution-signer')),
    );
    expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(list().anchors).toHaveLength(4);
  });

  it('believes what was made for development only when that is meant, marks the list, and never in production', async () => {
    const other = openCommandLineFixture();
    try {
      await other.run('init', '--development');
      await other.run('trust', 'export', '--pem', join(cli.folder, 'crt/development.pem'));
    } finally {
      other.remove();
    }
    const words = ['crt/development.pem', '--service', 'institution-signer'];
    expect((await refused(...words))[0]).toBe(64);
    const inProduction = await cli.runWith(
      { NODE_ENV: 'production' },
      'trust',
      'add',
      ...words,
      '--development',
    );
    expect([inProduction.exitCode, existsSync(listFile())]).toEqual([64, false]);
    expect((await add(...words, '--development')).exitCode).toBe(0);
    expect(list().developmentOnly).toBe(true);
  });
});
