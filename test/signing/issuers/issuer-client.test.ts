import { describe, expect, it } from '@jest/globals';

import { authorityInformationAccess } from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseCertificate, type Certificate } from '../../../src/formats/x509/certificate.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { IssuerClient } from '../../../src/signing/issuers/issuer-client.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { makeTestClock, quickRetry } from '../../support/archival-world.ts';
import { authority, certify, makeParty } from '../../support/certificate-builder.ts';
import { certsOnly } from '../../support/certs-only.ts';
import { testNow } from '../../support/test-pki.ts';

const root = makeParty('root');
const upper = makeParty('upper');
const lower = makeParty('lower');
const signer = makeParty('signer');
const at = (name: string) => authorityInformationAccess(`http://ca.example/${name}.cer`);
const rootCertificate = certify(root, root, { extensions: authority() });
const upperCertificate = certify(upper, root, { extensions: [...authority(), at('root')] });
const lowerCertificate = certify(lower, upper, { extensions: [...authority(), at('upper')] });
const leaf = parseCertificate(certify(signer, lower, { extensions: [at('lower')] }));
const anchors = [parseCertificate(rootCertificate)];

function open(published: Readonly<Record<string, Uint8Array | Error>>) {
  const asked: string[] = [];
  const clock = makeTestClock(testNow);
  const client = new IssuerClient(quickRetry, {
    clock,
    fraction: () => 0,
    transport: {
      get: (url) => {
        asked.push(url);
        const found = published[url] ?? evidenceFault('revocation-malformed', url);
        return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
      },
      post: () => Promise.reject(new Error('nobody posts')),
    },
  });
  return { client, asked, clock };
}
const encodedOf = (certificates: readonly Certificate[]) =>
  certificates.map(({ encoded }) => encoded);
const both = {
  'http://ca.example/lower.cer': lowerCertificate,
  'http://ca.example/upper.cer': upperCertificate,
};

describe('Certificates that are missing above one', () => {
  it('are fetched step by step up to an anchor, which itself is not fetched', async () => {
    const { client, asked } = open(both);
    const fetched = await client.findMissing(leaf, [], anchors);
    expect(encodedOf(fetched)).toEqual([lowerCertificate, upperCertificate]);
    expect(asked).toEqual(['http://ca.example/lower.cer', 'http://ca.example/upper.cer']);
  });

  it('are fetched only where they are missing', async () => {
    const { client, asked } = open(both);
    const known = [parseCertificate(lowerCertificate)];
    const fetched = await client.findMissing(leaf, known, anchors);
    expect(encodedOf(fetched)).toEqual([upperCertificate]);
    expect(asked).toEqual(['http://ca.example/upper.cer']);
  });

  it('may come as a bundle, all at once', async () => {
    const bundle = certsOnly([upperCertificate, lowerCertificate]);
    const { client, asked } = open({ 'http://ca.example/lower.cer': bundle });
    await expect(client.findMissing(leaf, [], anchors)).resolves.toHaveLength(2);
    expect(asked).toHaveLength(1);
  });

  it('are fetched once for many, and again after a day', async () => {
    const { client, asked, clock } = open(both);
    await client.findMissing(leaf, [], anchors);
    await client.findMissing(leaf, [], anchors);
    expect(asked).toHaveLength(2);
    clock.set(instantOf(testNow + 25 * 3_600_000));
    await client.findMissing(leaf, [], anchors);
    expect(asked).toHaveLength(4);
  });

  it('are none where no issuer says where its certificate is, or only over another protocol', async () => {
    const { client, asked } = open({});
    const silent = parseCertificate(certify(signer, lower));
    const directory = authorityInformationAccess('ldap://ca.example/cn=lower');
    const elsewhere = parseCertificate(certify(signer, lower, { extensions: [directory] }));
    expect(await client.findMissing(silent, [], anchors)).toEqual([]);
    expect(await client.findMissing(elsewhere, [], anchors)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('that lead in a circle end somewhere', async () => {
    const circular = certify(lower, lower, { extensions: [...authority(), at('lower')] });
    const crossed = certify(upper, lower, { extensions: [...authority(), at('lower')] });
    const { client, asked } = open({
      'http://ca.example/lower.cer': certsOnly([lowerCertificate, crossed, circular]),
      'http://ca.example/upper.cer': crossed,
    });
    await client.findMissing(leaf, [], [parseCertificate(certify(makeParty('other'), root))]);
    expect(asked.length).toBeLessThan(5);
  });

  it.each([
    ['revocation-host-refused', 'issuer-host-refused', 1],
    ['revocation-unreachable', 'issuer-unreachable', 3],
    ['revocation-timeout', 'issuer-timeout', 3],
    ['revocation-too-large', 'issuer-too-large', 1],
    ['revocation-malformed', 'issuer-malformed', 3],
  ] as const)('and cannot be had (%s) have a code of their own', async (fault, code, attempts) => {
    const { client, asked } = open({ 'http://ca.example/lower.cer': evidenceFault(fault, 'ca') });
    await expect(client.findMissing(leaf, [], anchors)).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(attempts);
    // Thousands of documents do not each ask again.
    await expect(client.findMissing(leaf, [], anchors)).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(attempts);
  });

  it('and are something else have a code of their own', async () => {
    const { client } = open({ 'http://ca.example/lower.cer': utf8Bytes('<html>') });
    await expect(client.findMissing(leaf, [], anchors)).rejects.toMatchObject({
      code: 'issuer-malformed',
    });
  });
});
