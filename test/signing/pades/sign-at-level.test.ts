import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { findDocumentSecurityStore } from '../../../src/formats/pdf/attachments/document-security-store.ts';
import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../src/formats/pdf/signatures/find-signatures.ts';
import { padesLevels, type PadesLevel } from '../../../src/formats/pdf/signatures/pades-level.ts';
import { parseTimeStampRequest } from '../../../src/formats/tsp/time-stamp-request.ts';
import { toHex } from '../../../src/shared/bytes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { MaterialCollector } from '../../../src/signing/revocation/material-collector.ts';
import { signatureContentsBytes } from '../../../src/signing/pades/sign-pdf.ts';
import { signPdfAtLevel } from '../../../src/signing/pades/sign-at-level.ts';
import { prepareSigner } from '../../../src/signing/prepared-signer.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { anchorsFor, openArchivalWorld, type ArchivalWorld } from '../../support/archival-world.ts';
import { ownUnsignedPdf } from '../../support/signed-pdf.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await makeTestPki();
});

async function signAt(level: PadesLevel, world: ArchivalWorld) {
  const prepared = prepareSigner(pki.getSigner('signer-99001'));
  const room = signatureContentsBytes(prepared, await world.services.timestamps.tokenBytes());
  return (await signPdfAtLevel(ownUnsignedPdf(room), prepared, level, world.services)).pdf;
}

async function verifyWithoutOurLists(pdf: Uint8Array, { trust }: ArchivalWorld, at = pki.now) {
  const list = { ...trust, crls: [] };
  return verifyDocument({ pdf, trust: { kind: 'trust-list', list }, validationTime: at });
}

describe('A document signed at a level', () => {
  it.each(padesLevels)('is found to be at %s', async (level) => {
    const world = openArchivalWorld(pki);
    const report = await verifyWithoutOurLists(await signAt(level, world), world);
    expect(report.signatures).toHaveLength(1);
    expect(report.signatures[0]).toMatchObject({ level, integrity: 'INTACT', docMdp: 2 });
  });

  it.each(['B-LT', 'B-LTA'] as const)('at %s needs nothing from outside to pass', async (level) => {
    const world = openArchivalWorld(pki);
    const report = await verifyWithoutOurLists(await signAt(level, world), world);
    expect(report.signatures[0]).toMatchObject({
      indication: 'TOTAL-PASSED',
      changesAfter: 'LTV_UPDATES',
      bestSignatureTime: '2026-11-24T03:00:00Z',
    });
    expect(report.timeStamps!.map(({ kind, indication }) => [kind, indication])).toEqual([
      ['signature-time-stamp', 'TOTAL-PASSED'],
      ...(level === 'B-LTA' ? [['document-time-stamp', 'TOTAL-PASSED']] : []),
    ]);
  });

  it('has one revision for each step, each behind the untouched one before', async () => {
    const world = openArchivalWorld(pki);
    const pdf = await signAt('B-LTA', world);
    const file = parsePdf(pdf);
    expect(file.revisions).toHaveLength(3);
    expect(file.revisions.map(({ index }) => findDocumentSecurityStore(file, index))).toEqual([
      undefined,
      expect.anything(),
      expect.anything(),
    ]);
    expect(findSignatures(file).map(({ kind, revisionIndex }) => [kind, revisionIndex])).toEqual([
      ['signature', 0],
      ['document-time-stamp', 2],
    ]);
  });

  it('stores exactly what signature and time-stamp do not carry themselves', async () => {
    const world = openArchivalWorld(pki);
    const file = parsePdf(await signAt('B-LTA', world));
    const store = findDocumentSecurityStore(file, file.newest.index)!;
    const named = (name: string) => toHex(pki.certificates.get(name)!);
    expect(store.certificates.map(toHex).sort()).toEqual(
      [named('root'), named('time-stamping-root')].sort(),
    );
    // The signer by its responder, its authority by the root's list, the time-stamp authority by its own root's.
    expect(store.ocspResponses).toHaveLength(1);
    expect(store.crls).toHaveLength(2);
  });

  it('has the digest of the signature and of everything before the last time-stamp stamped, nothing else', async () => {
    const world = openArchivalWorld(pki);
    const pdf = await signAt('B-LTA', world);
    const [, signature, document] = world.stampRequests.map(parseTimeStampRequest);
    const [, archive] = findSignatures(parsePdf(pdf));
    const [, length, second] = archive!.byteRange!;
    const digest = createHash('sha256')
      .update(pdf.subarray(0, length))
      .update(pdf.subarray(second))
      .digest();
    expect(world.stampRequests).toHaveLength(3);
    expect(toHex(document!.digest)).toBe(toHex(digest));
    expect(signature!.nonce).not.toBe(document!.nonce);
  });
});

describe('Years later', () => {
  const in2040 = parseInstant('2040-01-01T00:00:00Z');

  it('a B-LTA document still passes, with the time-stamp authority’s own list of that day', async () => {
    const world = openArchivalWorld(pki);
    const pdf = await signAt('B-LTA', world);
    world.clock.set(in2040);
    const report = await verifyDocument({
      pdf,
      trust: { kind: 'trust-list', list: { ...world.trust, crls: [] } },
      crls: [world.responders.findCrl('time-stamping-root')!],
      validationTime: in2040,
    });
    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LTA' });
  });

  it.each(['B-B', 'B-T', 'B-LT', 'B-LTA'] as const)(
    'a %s document without such a list does not pass, and says that it is not known',
    async (level) => {
      const world = openArchivalWorld(pki);
      const report = await verifyWithoutOurLists(await signAt(level, world), world, in2040);
      expect(report.signatures[0]!.indication).toBe('INDETERMINATE');
    },
  );
});

describe('A batch', () => {
  it('asks revocation services once for all its documents', async () => {
    const world = openArchivalWorld(pki);
    await Promise.all(Array.from({ length: 20 }, () => signAt('B-LT', world)));
    expect(world.revocationRequests).toHaveLength(3);
    expect(new Set(world.revocationRequests).size).toBe(3);
  });
});

describe('A signer without its issuer’s certificate', () => {
  const alone = () => {
    const signer = pki.getSigner('signer-99001');
    return prepareSigner({ ...signer, certificatePath: signer.certificatePath.slice(0, 1) });
  };

  it('reaches B-LT with the certificate fetched from where its own says, once', async () => {
    const world = openArchivalWorld(pki, { fetchesIssuers: true });
    const room = signatureContentsBytes(alone(), await world.services.timestamps.tokenBytes());
    const sign = () => signPdfAtLevel(ownUnsignedPdf(room), alone(), 'B-LT', world.services);
    await sign();
    const report = await verifyWithoutOurLists((await sign()).pdf, world);
    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-LT' });
    expect(world.revocationRequests.filter((request) => request.endsWith('.cer'))).toEqual([
      'GET http://pki.parinya.example/public-universities.cer',
    ]);
  });

  it('is not signed for at B-LT where nothing is fetched', async () => {
    const { trust, services } = openArchivalWorld(pki, { fetchesIssuers: true });
    const { clock } = openArchivalWorld(pki);
    const material = new MaterialCollector(
      {
        signerAnchors: anchorsFor(trust, 'institution-signer'),
        timeStampAnchors: anchorsFor(trust, 'time-stamping'),
        intermediates: [],
      },
      { findEvidence: () => Promise.resolve(undefined) },
      clock,
    );
    const room = signatureContentsBytes(alone(), await services.timestamps.tokenBytes());
    const signing = signPdfAtLevel(ownUnsignedPdf(room), alone(), 'B-LT', {
      ...services,
      material,
    });
    await expect(signing).rejects.toMatchObject({ code: 'certificate-path-incomplete' });
  });
});
