import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DevelopmentResponders } from '../../../../src/adapters/development-pki/responders/development-responders.ts';
import {
  keyUsage,
  toExtension,
} from '../../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { encodeElement, encodeSequence } from '../../../../src/formats/der/der-writer.ts';
import { contextTag } from '../../../../src/formats/der/der-element.ts';
import { encodePem } from '../../../../src/formats/x509/pem.ts';
import type { ConfiguredAuthority } from '../../../../src/main/configuration/archival-schema.ts';
import { openAuthorities } from '../../../../src/main/installation/archival/configured-authorities.ts';
import { TrustedAuthorities } from '../../../../src/signing/time-stamps/trusted-authorities.ts';
import { parseTrustList } from '../../../../src/trust/parse-trust-list.ts';
import { anchorsFor } from '../../../support/archival-world.ts';
import { allTextOf } from '../../../support/caught.ts';
import { authority, certify, makeParty, type Party } from '../../../support/certificate-builder.ts';
import { seededRandom } from '../../../support/issuing-world.ts';
import { exportByOpenssl } from '../../../support/openssl.ts';
import { makeTestPki, type TestPki } from '../../../support/test-pki.ts';

const PASSPHRASE = 'a-passphrase-that-must-not-show';
const digest = new Uint8Array(32).fill(3);
/** iPAddress 127.0.0.1 (RFC 5280 §4.2.1.6). */
const loopbackName = toExtension(
  '2.5.29.17',
  encodeSequence(encodeElement(contextTag(7, 'primitive'), Uint8Array.of(127, 0, 0, 1))),
);

describe('A time-stamp authority that wants a certificate of its client', () => {
  let pki: TestPki;
  let folder: string;
  let server: Server;
  let url: string;
  const clients: string[] = [];
  beforeAll(async () => {
    pki = await makeTestPki();
    folder = mkdtempSync(join(tmpdir(), 'parinya-mtls-'));
    const root = makeParty('authority for connections');
    const rootCertificate = certify(root, root, { extensions: authority() });
    const host = makeParty('127.0.0.1');
    const hostCertificate = certify(host, root, {
      extensions: [keyUsage('digitalSignature'), loopbackName],
    });
    const pem = (der: Uint8Array) => encodePem(der, 'CERTIFICATE');
    writeFileSync(join(folder, 'connections.pem'), pem(rootCertificate));
    writeFileSync(join(folder, 'client.pass'), `${PASSPHRASE}\n`);
    const writeClient = (name: string, issuer: Party) => {
      const { privateKey, ...client } = makeParty(name);
      const leaf = certify({ privateKey, ...client }, issuer);
      // Without its authority, which Node would believe for the connection as well.
      const pkcs12 = exportByOpenssl({ privateKey, leaf, issuers: [leaf] }, PASSPHRASE);
      writeFileSync(join(folder, `${name}.p12`), pkcs12);
    };
    writeClient('university', root);
    writeClient('stranger', makeParty('somebody else'));

    const randomBytes = (length: number) => seededRandom(5).bytes(length);
    const responders = new DevelopmentResponders(pki.responders, {
      clock: { now: () => pki.now },
      randomBytes,
    });
    server = createServer(
      {
        key: host.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        cert: pem(hostCertificate),
        ca: pem(rootCertificate),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        const { subject } = (
          request.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }
        ).getPeerCertificate();
        clients.push(subject.CN);
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' });
          response.end(responders.answerTimeStamp(Buffer.concat(parts)));
        });
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the authority as the settings say and asks it once. */
  async function stamp(settings: Partial<ConfiguredAuthority>): Promise<Uint8Array> {
    const trust = parseTrustList(JSON.stringify(pki.trustList));
    const { intermediates, crls } = trust;
    const anchors = anchorsFor(trust, 'time-stamping');
    const opened = openAuthorities([{ url, timeoutMs: 10_000, ...settings }], {
      dataFolder: folder,
      concurrency: 2,
      maxClockDifferenceSeconds: 60,
      clock: { now: () => pki.now },
      randomBytes: (length) => new Uint8Array(length).fill(0x42),
      trusted: new TrustedAuthorities({ anchors, intermediates, crls }),
    });
    try {
      return await opened.authorities[0]!.stamp(digest);
    } finally {
      opened.close();
    }
  }
  const certificateAuthorities = 'connections.pem';
  const client = (pkcs12: string) => ({ pkcs12, passphraseFile: 'client.pass' });

  it('is asked with the certificate of the settings', async () => {
    const clientCertificate = client('university.p12');
    const token = await stamp({ certificateAuthorities, clientCertificate });
    expect(token.length).toBeGreaterThan(100);
    expect(clients).toEqual(['university']);
  });

  it('refuses whoever has no certificate, and that is said', async () => {
    await expect(stamp({ certificateAuthorities })).rejects.toMatchObject({
      code: 'time-stamp-unauthorized',
    });
  });

  it('hangs up on whoever has one that it does not believe', async () => {
    const clientCertificate = client('stranger.p12');
    await expect(stamp({ certificateAuthorities, clientCertificate })).rejects.toMatchObject({
      code: 'time-stamp-unreachable',
    });
    expect(clients).not.toContain('stranger');
  });

  it('is not asked where its own certificate is not believed', async () => {
    const before = clients.length;
    await expect(stamp({ clientCertificate: client('university.p12') })).rejects.toMatchObject({
      code: 'time-stamp-unreachable',
    });
    expect(clients).toHaveLength(before);
  });

  it('is not asked with a certificate that does not open, and no passphrase is shown', async () => {
    writeFileSync(join(folder, 'wrong.pass'), `${PASSPHRASE}!`);
    const clientCertificate = { pkcs12: 'university.p12', passphraseFile: 'wrong.pass' };
    const failure: unknown = await stamp({ certificateAuthorities, clientCertificate }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'key-unreadable' });
    expect(allTextOf(failure)).not.toContain(PASSPHRASE);
  });
});
