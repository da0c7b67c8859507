import { beforeAll, describe, expect, it } from '@jest/globals';

import { toMaterialTrust } from '../../../../src/app/renewal/material-trust.ts';
import { findDocumentSecurityStore } from '../../../../src/formats/pdf/attachments/document-security-store.ts';
import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import {
  padesLevels,
  type PadesLevel,
} from '../../../../src/formats/pdf/signatures/pades-level.ts';
import { parseCertificate } from '../../../../src/formats/x509/certificate.ts';
import { formatInstant } from '../../../../src/shared/instant.ts';
import { findSignatureProof } from '../../../../src/signing/pades/renewal/find-proof.ts';
import { raisePdf } from '../../../../src/signing/pades/renewal/raise-pdf.ts';
import { signPdfAtLevel } from '../../../../src/signing/pades/sign-at-level.ts';
import { signatureContentsBytes } from '../../../../src/signing/pades/sign-pdf.ts';
import { prepareSigner } from '../../../../src/signing/prepared-signer.ts';
import { verifyDocument } from '../../../../src/verification/verify-document.ts';
import { openArchivalWorld, type ArchivalWorld } from '../../../support/archival-world.ts';
import { toUnsignedPdf } from '../../../support/minimal-pdf.ts';
import { ownUnsignedPdf } from '../../../support/signed-pdf.ts';
import { makeTestPki, type TestPki } from '../../../support/test-pki.ts';

let pki: TestPki;
let world: ArchivalWorld;
beforeAll(async () => {
  pki = await makeTestPki();
  world = openArchivalWorld(pki);
});

async function signAt(level: PadesLevel): Promise<Uint8Array> {
  const prepared = prepareSigner(pki.getSigner('signer-99001'));
  const room = signatureContentsBytes(prepared, await world.services.timestamps.tokenBytes());
  const signed = await signPdfAtLevel(ownUnsignedPdf(room), prepared, level, world.services);
  return signed.pdf;
}

const endOf = (name: string) =>
  formatInstant(parseCertificate(pki.certificates.get(name)!).notAfter);

describe('raising a signed file', () => {
  it.each(padesLevels)('brings one of %s to B-LTA without changing a byte', async (level) => {
    const before = await signAt(level);
    const after = await raisePdf(before, world.services);
    expect(Buffer.compare(after.subarray(0, before.length), before)).toBe(0);
    const list = { ...world.trust, crls: [] };
    const report = await verifyDocument({
      pdf: after,
      trust: { kind: 'trust-list', list },
      validationTime: pki.now,
    });
    expect(report.signatures[0]).toMatchObject({
      level: 'B-LTA',
      indication: 'TOTAL-PASSED',
      changesAfter: 'LTV_UPDATES',
    });
  });

  it('adds evidence for the newest time-stamp alone where the rest is covered', async () => {
    const before = parsePdf(await signAt('B-LTA'));
    const after = parsePdf(await raisePdf(before.bytes, world.services));
    const [old, now] = [before, after].map((file) =>
      findDocumentSecurityStore(file, file.newest.index)!,
    );
    expect(now!.ocspResponses).toEqual(old!.ocspResponses);
    expect(now!.certificates).toEqual(old!.certificates);
  });

  it('refuses a file without a signature', async () => {
    await expect(raisePdf(toUnsignedPdf(1000), world.services)).rejects.toMatchObject({
      name: 'FormatError',
    });
  });
});

describe('until when a signed file proves itself', () => {
  it.each([
    ['B-B', 'signer-99001'],
    ['B-T', 'signer-99001'],
    ['B-LT', 'ocsp-public-universities'],
    ['B-LTA', 'time-stamp-authority'],
  ] as const)('ends for %s with %s', async (level, name) => {
    const proof = await findSignatureProof(await signAt(level), toMaterialTrust(world.trust));
    expect(formatInstant(proof.endsAt)).toBe(endOf(name));
    expect(proof.algorithms).toEqual(['P-256', 'SHA-256']);
  });
});
