import { beforeAll, describe, expect, it } from '@jest/globals';

import { parseCompactJws, parseJsonObject } from '../../../src/formats/jws/compact-jws.ts';
import { emptyStatusList } from '../../../src/formats/status-list/status-list.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { signCompactJws } from '../../../src/signing/jose/compact-jws.ts';
import { signStatusList } from '../../../src/signing/jose/sign-status-list.ts';
import { prepareSigner } from '../../../src/signing/prepared-signer.ts';
import type { Evidence } from '../../../src/verification/evidence.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { openArchivalWorld, type ArchivalWorld } from '../../support/archival-world.ts';
import { issueDocuments, type MadeDocument } from '../../support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../../support/issuing-world.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

const in2040 = parseInstant('2040-01-01T00:00:00Z');

describe('A sidecar years later', () => {
  let pki: TestPki;
  let stranger: TestPki;
  let world: ArchivalWorld;
  let good: MadeDocument;
  let plain: MadeDocument;
  let listOf2040: Uint8Array;

  beforeAll(async () => {
    pki = await makeTestPki({ now: worldStart });
    stranger = await makeTestPki({ now: worldStart });
    world = openArchivalWorld(pki);
    const signer = pki.getSigner('signer-99001');
    const archival = world.services;
    [good] = (await issueDocuments(signer, fixtureRecords(1), { level: 'B-LTA', archival })) as [
      MadeDocument,
    ];
    [plain] = (await issueDocuments(signer, fixtureRecords(1))) as [MadeDocument];
    world.clock.set(in2040);
    listOf2040 = world.responders.findCrl('time-stamping-root')!;
  });

  const judge = (more: Partial<Evidence> = {}) =>
    verifyDocument({
      pdf: good.pdf,
      sidecar: good.sidecar,
      trust: { kind: 'trust-list', list: { ...world.trust, crls: [] } },
      crls: [listOf2040],
      status: {
        kind: 'registry',
        documentId: good.documentId,
        state: 'issued',
        since: worldStart,
        reason: null,
        supersededBy: null,
      },
      validationTime: in2040,
      ...more,
    });
  const answer = async (more: Partial<Evidence> = {}) => {
    const { indication, subIndication, sidecar } = await judge(more);
    return [indication, subIndication, sidecar?.standing];
  };

  type Json = Record<string, unknown>;
  /** What a thief can sign with an institution's key after its end, or somebody else with another. */
  async function forge(
    change: (payload: Json) => Json,
    signer = pki.getSigner('signer-99001'),
  ): Promise<string> {
    const { payload } = parseCompactJws(good.sidecar, 'vc+jwt');
    const changed = change({ ...parseJsonObject(payload, 'test/json') });
    return signCompactJws(JSON.stringify(changed), 'vc+jwt', prepareSigner(signer));
  }
  const same = (payload: Json) => payload;

  it('adds nothing to its proven PDF and takes nothing away', async () => {
    const alone = await judge({ sidecar: undefined as never });
    expect(alone.indication).toBe('TOTAL-PASSED');
    const report = await judge();
    expect([report.indication, report.subIndication]).toEqual(['TOTAL-PASSED', null]);
    expect(report.sidecar).toMatchObject({
      integrity: 'INTACT',
      binding: 'MATCHES',
      standing: 'IMPLIED_BY_PDF',
    });
    const find = (name: string) => report.checks.find(({ check }) => check === name)?.indication;
    expect([find('sidecar/path'), find('sidecar/standing')]).toEqual(['INDETERMINATE', 'PASSED']);
  });

  it('proves nothing by itself', async () => {
    const report = await verifyDocument({
      sidecar: good.sidecar,
      trust: { kind: 'trust-list', list: { ...world.trust, crls: [] } },
      crls: [listOf2040],
      validationTime: in2040,
    });
    expect([report.indication, report.sidecar?.standing]).toEqual(['INDETERMINATE', 'NOT_PROVEN']);
  });

  it('does not help a PDF that proves nothing', async () => {
    const evidence = { pdf: plain.pdf, sidecar: plain.sidecar, status: undefined as never };
    expect((await answer(evidence))[0]).toBe('INDETERMINATE');
    expect((await judge(evidence)).sidecar?.standing).toBe('NOT_PROVEN');
  });

  it('is proven by itself while its certificate is valid', async () => {
    const today = {
      validationTime: worldStart,
      crls: [],
      trust: { kind: 'trust-list', list: world.trust },
    } as const;
    expect(await answer(today)).toEqual(['TOTAL-PASSED', null, 'PROVEN']);
  });

  it('leaves the registry its say', async () => {
    const revoked = {
      kind: 'registry',
      documentId: good.documentId,
      state: 'revoked',
      since: worldStart,
      reason: 'fraud',
      supersededBy: null,
    } as const;
    expect(await answer({ status: revoked })).toEqual([
      'TOTAL-FAILED',
      'DOCUMENT_REVOKED',
      'IMPLIED_BY_PDF',
    ]);
    expect((await answer({ status: undefined as never })).slice(0, 2)).toEqual([
      'INDETERMINATE',
      'TRY_LATER',
    ]);
  });

  it('may be signed anew by whoever has the key, as long as it says nothing else: nothing rests on it', async () => {
    expect(await answer({ sidecar: await forge(same) })).toEqual([
      'TOTAL-PASSED',
      null,
      'IMPLIED_BY_PDF',
    ]);
  });

  it('is not believed about where the registry publishes its state', async () => {
    const signer = prepareSigner(pki.getSigner('signer-99001'));
    const uri = 'https://verify.parinya.example/status-lists/1';
    const token = await signStatusList(
      {
        uri,
        list: emptyStatusList(64, 2),
        issuedAt: in2040,
        expiresAt: parseInstant('2041-01-01T00:00:00Z'),
        ttlSeconds: 60,
      },
      signer,
    );
    const elsewhere = await forge((payload) => ({
      ...payload,
      status: { status_list: { idx: 40, uri } },
    }));
    expect(
      (await answer({ sidecar: elsewhere, status: { kind: 'status-list', token } })).slice(0, 2),
    ).toEqual(['INDETERMINATE', 'TRY_LATER']);
  });

  it('that says that the document ended is taken at its word', async () => {
    const ended = await forge((payload) => ({ ...payload, validUntil: '2027-01-01T00:00:00Z' }));
    expect((await answer({ sidecar: ended })).slice(0, 2)).toEqual([
      'INDETERMINATE',
      'DOCUMENT_EXPIRED',
    ]);
  });

  it('fails with another record, whoever signed it', async () => {
    const record = (payload: Json) => payload['credentialSubject'] as Json;
    const other = await forge((payload) => ({
      ...payload,
      credentialSubject: { ...record(payload), studentId: '999' },
    }));
    expect((await answer({ sidecar: other })).slice(0, 2)).toEqual([
      'TOTAL-FAILED',
      'SIDECAR_MISMATCH',
    ]);
  });

  it('fails for another PDF and for another document', async () => {
    const digestSRI = `sha256-${Buffer.alloc(32).toString('base64')}`;
    const [resource] = parseJsonObject(
      parseCompactJws(good.sidecar, 'vc+jwt').payload,
      'test/json',
    )['relatedResource'] as [Json];
    const ofOther = await forge((payload) => ({
      ...payload,
      relatedResource: [{ ...resource, digestSRI }],
    }));
    expect((await answer({ sidecar: ofOther })).slice(0, 2)).toEqual([
      'TOTAL-FAILED',
      'SIDECAR_MISMATCH',
    ]);
    const otherName = await forge((payload) => ({
      ...payload,
      issuer: { ...(payload['issuer'] as Json), id: 'urn:parinya:institution:99002' },
    }));
    expect((await answer({ sidecar: otherName }))[0]).toBe('TOTAL-FAILED');
  });

  it('is left open with another time of issue', async () => {
    const later = await forge((payload) => ({ ...payload, validFrom: '2026-11-25T00:00:00Z' }));
    const [indication, , standing] = await answer({ sidecar: later });
    expect([indication, standing]).toEqual(['INDETERMINATE', 'NOT_PROVEN']);
  });

  it('fails with the key of another institution, and is left open with one that nobody vouches for', async () => {
    const byOther = await forge(same, pki.getSigner('signer-99002'));
    expect((await answer({ sidecar: byOther })).slice(0, 2)).toEqual([
      'TOTAL-FAILED',
      'SIDECAR_MISMATCH',
    ]);
    const byStranger = await forge(same, stranger.getSigner('signer-99001'));
    const [indication, , standing] = await answer({ sidecar: byStranger });
    expect(indication).not.toBe('TOTAL-PASSED');
    expect(standing).toBe('NOT_PROVEN');
  });

  it('fails with a signature that does not verify', async () => {
    const at = good.sidecar.lastIndexOf('.') + 5;
    const letter = good.sidecar[at] === 'A' ? 'B' : 'A';
    const damaged = good.sidecar.slice(0, at) + letter + good.sidecar.slice(at + 1);
    expect((await answer({ sidecar: damaged })).slice(0, 2)).toEqual([
      'TOTAL-FAILED',
      'SIG_CRYPTO_FAILURE',
    ]);
  });
});
