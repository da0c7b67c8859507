import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toClaimCode, toClaimHandle } from '../../../src/app/claim-code.ts';
import { claimDocuments } from '../../../src/app/documents/claim-documents.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { approvedBatch, fixtureRecords, openIssuingWorld } from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

describe('claiming documents', () => {
  let world: IssuingWorld;
  const documents: IssuedDocument[] = [];
  const born = '2001-02-28';
  beforeAll(async () => {
    world = await openIssuingWorld();
    const [thai] = fixtureRecords(1, 'th');
    const [english] = fixtureRecords(1, 'en');
    const withoutBirthDate: { birthDate?: string } & typeof thai = { ...thai!, studentId: '900' };
    delete withoutBirthDate.birthDate;
    const partial = { ...thai!, studentId: '901', birthDate: '2001' };
    const records = [thai!, english!, withoutBirthDate, partial];
    await world.environment.registry.storeBatch(approvedBatch(records));
    for await (const document of issueBatch(world.environment, 'b-1')) documents.push(document);
  });
  afterAll(() => world.close());

  const claim = (at: number, birthDate: string, claimCode = documents[at]!.claimCode) =>
    claimDocuments(world.environment, { claimCode, birthDate });

  it.each([
    ['CE', '2001-02-28'],
    ['Buddhist Era', '2544-02-28'],
    ['blanks around it', ' 2001-02-28 '],
  ])('gives a student all of their documents for the birth date in %s', async (_, birthDate) => {
    const claimed = await claim(0, birthDate);
    expect(claimed.documents.map(({ documentId }) => documentId)).toEqual([
      documents[0]!.documentId,
      documents[1]!.documentId,
    ]);
  });

  it('reads a code as people type it', async () => {
    const typed = documents[0]!.claimCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await claim(0, born, typed)).documents).toHaveLength(2);
  });

  it('asks for the student id where no full birth date is known', async () => {
    expect((await claim(2, '900')).documents).toHaveLength(1);
    expect((await claim(3, '901')).documents).toHaveLength(1);
    await expect(claim(3, '2001')).rejects.toMatchObject({ code: 'claim-refused' });
  });

  it('answers a wrong detail and an unknown code alike', async () => {
    const wrongDetail = await claim(0, '2001-02-27').catch((error: unknown) => error);
    const unknownCode = await claim(0, born, '0000-0000-0000').catch((error: unknown) => error);
    expect(wrongDetail).toMatchObject({ code: 'claim-refused' });
    expect(unknownCode).toEqual(wrongDetail);
  });

  it('never opens by the placeholder of a detail that is not there', async () => {
    await expect(claim(0, '?', '0000-0000-0000')).rejects.toMatchObject({ code: 'claim-refused' });
  });
});

describe('a claim code', () => {
  const secret = new Uint8Array(32).fill(1);

  it('is the same whenever it is printed, and another for every student, institution and secret', () => {
    const codes = [
      toClaimCode(secret, '99001', '1'),
      toClaimCode(secret, '99001', '2'),
      toClaimCode(secret, '99002', '1'),
      toClaimCode(new Uint8Array(32).fill(2), '99001', '1'),
    ];
    expect(new Set(codes).size).toBe(4);
    expect(toClaimCode(secret, '99001', '1')).toBe(codes[0]);
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('does not run institution and student together', () => {
    expect(toClaimCode(secret, '99001', '1')).not.toBe(toClaimCode(secret, '9900', '11'));
  });

  it('is kept as a digest that needs the secret', () => {
    const code = toClaimCode(secret, '99001', '1');
    expect(toClaimHandle(secret, code)).toMatch(/^[0-9a-f]{64}$/);
    expect(toClaimHandle(secret, code)).not.toBe(toClaimHandle(new Uint8Array(32), code));
  });
});
