import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import { renewDocuments } from '../../../src/app/renewal/renew-documents.ts';
import type { RenewalOutcome } from '../../../src/app/renewal/renewal-report.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { formatInstant, type Instant } from '../../../src/shared/instant.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { auditOf } from '../../support/issuing-world.ts';
import {
  firstOverlap,
  longAfter,
  openRenewalWorld,
  secondOverlap,
} from '../../support/renewal-world.ts';
import type { RenewalWorld } from '../../support/renewal-world.ts';

describe('a document that is renewed again and again', () => {
  let world: RenewalWorld;
  let documents: readonly IssuedDocument[];
  const copies: Uint8Array[] = [];
  beforeAll(async () => {
    world = await openRenewalWorld();
    documents = await world.issue(2, 'B-LTA', 'b-1');
    copies.push(documents[0]!.pdf);
  });
  afterAll(() => world.close());

  async function renew(): Promise<readonly RenewalOutcome[]> {
    const outcomes: RenewalOutcome[] = [];
    const { environment, close } = await world.openRenewal();
    await renewDocuments(environment, {}, (outcome) => outcomes.push(outcome));
    await close();
    return outcomes;
  }

  async function verify(pdf: Uint8Array) {
    const { documentId, sidecar } = documents[0]!;
    const { signatures, timeStamps, checks } = await verifyDocument({
      pdf,
      sidecar,
      trust: { kind: 'trust-list', list: world.trustListOfToday() },
      validationTime: world.environment.clock.now(),
      status: {
        kind: 'registry',
        documentId,
        state: 'issued',
        since: world.environment.clock.now(),
        reason: null,
        supersededBy: null,
      },
    });
    return {
      signature: signatures[0],
      stamps: timeStamps!.map(({ indication }) => indication),
      binding: checks.find(({ check }) => check === 'sidecar/binding')?.indication,
    };
  }

  async function newestCopy(at: Instant): Promise<Uint8Array> {
    world.setTime(at);
    return (await world.environment.registry.findPdf(documents[0]!.documentId))!;
  }

  it('is not touched while its proof lasts', async () => {
    expect(await renew()).toEqual([]);
    const [first] = await world.environment.registry.listRevisions(documents[0]!.documentId);
    expect(first).toMatchObject({ revision: 1, level: 'B-LTA' });
    expect(formatInstant(first!.proof!.endsAt).slice(0, 7)).toBe('2032-11');
    expect(first!.proof!.algorithms).toEqual(['P-256', 'SHA-256']);
  });

  it.each([
    ['the first authority is near its end', firstOverlap, 2],
    ['the second is, and the first has long ended', secondOverlap, 3],
  ])('gets one revision more when %s', async (_, at, revision) => {
    world.setTime(at);
    const outcomes = await renew();
    expect(outcomes.map(({ result }) => result)).toEqual(['renewed', 'renewed']);
    const pdf = await newestCopy(at);
    const older = copies.at(-1)!;
    expect(pdf.length).toBeGreaterThan(older.length);
    expect(Buffer.compare(pdf.subarray(0, older.length), older)).toBe(0);
    copies.push(pdf);
    expect(parsePdf(pdf).revisions.length).toBe(1 + 2 * revision);
    expect(await verify(pdf)).toMatchObject({
      signature: {
        level: 'B-LTA',
        indication: 'TOTAL-PASSED',
        integrity: 'INTACT',
        changesAfter: 'LTV_UPDATES',
        bestSignatureTime: '2026-11-24T03:00:00Z',
      },
      stamps: Array.from({ length: revision + 1 }, () => 'TOTAL-PASSED'),
      binding: 'PASSED',
    });
    const revisions = await world.environment.registry.listRevisions(documents[0]!.documentId);
    expect(revisions.map((each) => [each.revision, each.digestHex, each.length])).toEqual(
      copies.map((copy, index) => [
        index + 1,
        createHash('sha256').update(copy).digest('hex'),
        copy.length,
      ]),
    );
    expect(await renew()).toEqual([]);
  });

  it('proves itself when a copy that was never renewed no longer does', async () => {
    world.setTime(longAfter);
    expect((await verify(copies[2]!)).signature?.indication).toBe('TOTAL-PASSED');
    for (const old of copies.slice(0, 2)) {
      expect((await verify(old)).signature?.indication).toBe('INDETERMINATE');
    }
  });

  it('leaves an installation in which everything agrees', async () => {
    world.setTime(secondOverlap);
    const { faults } = await auditInstallation({
      ...auditOf(world),
      trust: { kind: 'trust-list', list: world.trustListOfToday() },
    });
    expect(faults.filter(({ code }) => !code.startsWith('status-list'))).toEqual([]);
  });
});
