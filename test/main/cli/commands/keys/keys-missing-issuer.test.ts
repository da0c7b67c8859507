import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  authorityInformationAccess,
  keyUsage,
} from '../../../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { encodePem } from '../../../../../src/formats/x509/pem.ts';
import { authority, certify, makeParty } from '../../../../support/certificate-builder.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../../../support/command-line-fixture.ts';

const root = makeParty('root');
const issuing = makeParty('issuing');

describe('A key that comes without its issuer’s certificate', () => {
  let cli: CommandLineFixture;
  let publisher: Server;
  let answer: Uint8Array;
  const issuingCertificate = certify(issuing, root, { extensions: authority() });
  let host: string;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    publisher = createServer((_request, response) => response.end(answer));
    await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(publisher.address() as AddressInfo).port}`;
    const anchor = certify(root, root, { extensions: authority() });
    writeFileSync(join(cli.folder, 'root.crt'), encodePem(anchor, 'CERTIFICATE'));
  });
  afterAll(() => {
    publisher.close();
    cli.remove();
  });

  /** Adds a new key whose certificate names the publisher. */
  async function add(revocation: object) {
    const signer = makeParty('signer');
    const certificate = certify(signer, issuing, {
      extensions: [
        keyUsage('digitalSignature', 'nonRepudiation'),
        authorityInformationAccess(`http://${host}/issuing.cer`),
      ],
    });
    const pem = signer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(join(cli.folder, 'key.pem'), `${pem}${encodePem(certificate, 'CERTIFICATE')}`);
    const words = ['--institution', '99001', '--pem', 'key.pem', '--anchor', 'root.crt', '--json'];
    return cli.runWith(
      { PARINYA_REVOCATION: JSON.stringify({ attempts: 1, ...revocation }) },
      ...['keys', 'add', ...words],
    );
  }
  const allowed = () => ({ hosts: [host], allowPrivateAddresses: true });

  it('is added with that certificate fetched, and signs with it', async () => {
    answer = issuingCertificate;
    const { exitCode } = await add(allowed());
    expect(exitCode).toBe(0);
    const file = join(cli.folder, 'parinya-data/signing-keys.json');
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly keys: readonly { readonly certificates: readonly string[] }[];
    };
    expect(keys.at(-1)!.certificates.slice(1)).toEqual([
      Buffer.from(issuingCertificate).toString('base64'),
    ]);
    const records = join(process.cwd(), 'fixtures/records/sommut.json');
    const issued = await cli.run('issue', records, '--institution', '99001', '--out', 'out');
    expect(issued.exitCode).toBe(0);
    const { sidecar } = issued.json[0] as { readonly sidecar: string };
    const [header] = readFileSync(join(cli.folder, sidecar), 'utf8').split('.');
    const { x5c } = JSON.parse(Buffer.from(header!, 'base64url').toString()) as {
      readonly x5c: readonly string[];
    };
    expect(x5c.slice(1)).toEqual([Buffer.from(issuingCertificate).toString('base64')]);
  });

  it.each<[string, number, () => object, () => Uint8Array]>([
    ['a host that is not on the list', 69, () => ({}), () => issuingCertificate],
    ['an address of one’s own network', 69, () => ({ hosts: [host] }), () => issuingCertificate],
    ['something else than a certificate', 69, allowed, () => new Uint8Array(10)],
    ['more than any certificate has', 69, allowed, () => new Uint8Array(70_000)],
    ['another authority’s certificate', 69, allowed, () => certify(makeParty('other'), root)],
  ])('is not added with %s', async (_what, expected, settings, published) => {
    answer = published();
    const { exitCode, output } = await add(settings());
    expect([exitCode, output]).toEqual([expected, '']);
  });
});
