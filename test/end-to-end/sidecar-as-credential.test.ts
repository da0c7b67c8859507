import { readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { _checkCredential } from '@digitalbazaar/vc';
import jsonld from 'jsonld';

import { parseCompactJws } from '../../src/formats/jws/compact-jws.ts';
import { instantOf } from '../../src/shared/instant.ts';
import { credentialContext } from '../../src/transcript/credential-context.ts';
import { issueDocuments } from '../support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../support/issuing-world.ts';
import { makeTestPki } from '../support/test-pki.ts';

const CONTEXT_URL = 'https://verify.parinya.example/contexts/transcript/v1';
const DAY_MS = 86_400_000;
const shipped = new Map<string, unknown>([
  [
    'https://www.w3.org/ns/credentials/v2',
    JSON.parse(
      readFileSync('node_modules/@digitalbazaar/credentials-context/contexts/v2.jsonld', 'utf8'),
    ),
  ],
  [
    CONTEXT_URL,
    JSON.parse(readFileSync('schemas/transcript-credential-v1.context.jsonld', 'utf8')),
  ],
]);

/** Offline: what is not here cannot be had. */
const documentLoader = (url: string) => {
  const document = shipped.get(url);
  if (document === undefined) throw new Error(`nobody may fetch ${url}`);
  return Promise.resolve({ documentUrl: url, document });
};

type Credential = Record<string, unknown>;

async function issueCredential(completion: 'complete' | 'provisional'): Promise<Credential> {
  const pki = await makeTestPki({ now: worldStart });
  const records = fixtureRecords(1).map((record) => ({ ...record, completion }));
  const [document] = await issueDocuments(pki.getSigner('signer-99001'), records);
  const { payload } = parseCompactJws(document!.sidecar, 'vc+jwt');
  return JSON.parse(new TextDecoder().decode(payload)) as Credential;
}

const expand = (credential: Credential) =>
  jsonld.expand(credential, { documentLoader, safe: true });

describe('A sidecar, as a Verifiable Credential 2.0,', () => {
  let credential: Credential;
  let provisional: Credential;
  beforeAll(async () => {
    credential = await issueCredential('complete');
    provisional = await issueCredential('provisional');
  });

  it('is accepted by another implementation of the data model', () => {
    for (const each of [credential, provisional]) {
      expect(() => _checkCredential({ credential: each, now: new Date(worldStart) })).not.toThrow();
    }
    expect(() => _checkCredential({ credential: { ...credential, issuer: {} } })).toThrow();
  });

  it('ends with the time for which a provisional document is given, and otherwise never', () => {
    expect(credential).not.toHaveProperty('validUntil');
    const after = new Date(instantOf(worldStart + 61 * DAY_MS));
    expect(() => _checkCredential({ credential: provisional, now: after })).toThrow(/validUntil/);
    expect(() => _checkCredential({ credential, now: after })).not.toThrow();
  });

  it('uses no word that its contexts do not explain (JSON-LD, safe mode)', async () => {
    await expect(expand(credential)).resolves.toHaveLength(1);
    const record = credential['credentialSubject'] as Credential;
    const strange = { ...credential, credentialSubject: { ...record, shoeSize: '42' } };
    await expect(expand(strange)).rejects.toMatchObject({ name: 'jsonld.ValidationError' });
  });

  it('says the same when its JSON-LD is expanded and compacted again', async () => {
    const expanded = await expand(credential);
    const compacted = await jsonld.compact(expanded, credential['@context'] as object, {
      documentLoader,
      safe: true,
    });
    const record = compacted['credentialSubject'] as Credential;
    expect(record).toEqual(credential['credentialSubject']);
    expect(compacted['status']).toEqual(credential['status']);
    expect(compacted['relatedResource']).toEqual((credential['relatedResource'] as unknown[])[0]);
  });

  it('can be turned into RDF, each text with its language', async () => {
    const quads = await jsonld.toRDF(credential, {
      documentLoader,
      safe: true,
      format: 'application/n-quads',
    });
    expect(quads).toContain('<urn:parinya:vocabulary:courseTitleTh>');
    expect(quads).toContain('@th .');
  });

  it('carries the place of its state in a Token Status List', () => {
    expect(credential['status']).toEqual({
      status_list: { idx: 0, uri: 'https://verify.parinya.example/status-lists/1' },
    });
  });

  it('names a context that is shipped as it is published', () => {
    expect((credential['@context'] as string[])[1]).toBe(CONTEXT_URL);
    expect(shipped.get(CONTEXT_URL)).toEqual(credentialContext);
  });
});
