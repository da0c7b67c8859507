import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIssuerService } from '../../../../src/app/issuer-service.ts';
import type { BatchSubmission, IssuerService } from '../../../../src/app/services.ts';
import { openIssuingWorld } from '../../../support/issuing-world.ts';
import type { IssuingWorld } from '../../../support/issuing-world.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as Record<
  string,
  unknown
>[];
const good = bytesOf(JSON.stringify(students.slice(0, 1)));
const mixed = bytesOf(JSON.stringify([students[0], { ...students[1], degreeTh: undefined }]));

describe('submitting and deciding a batch', () => {
  let world: IssuingWorld;
  let issuer: IssuerService;
  beforeEach(async () => {
    world = await openIssuingWorld();
    issuer = createIssuerService(world.environment);
  });
  afterEach(() => world.close());

  const submission = (overrides: Partial<BatchSubmission> = {}): BatchSubmission => ({
    institutionCode: '99001',
    files: [{ name: 'records.json', bytes: good }],
    actor: 'registrar',
    ...overrides,
  });

  it('keeps accepted records and the report', async () => {
    const batch = await issuer.submitBatch(submission());
    expect(batch).toMatchObject({
      state: 'awaiting-approval',
      submittedBy: 'registrar',
      counts: { errors: 0, issued: 0 },
    });
    expect(await issuer.getBatch(batch.batchId)).toEqual(batch);
    expect((await issuer.getBatchReport(batch.batchId)).accepted).toBe(batch.counts.accepted);
  });

  it('keeps neither citizen id nor e-mail address, in no file of the registry', async () => {
    const batch = await issuer.submitBatch(submission());
    await issuer.approveBatch(batch.batchId, 'registrar');
    const issued = [];
    for await (const document of issuer.issueBatch(batch.batchId)) issued.push(document);
    await issuer.refreshStatusLists?.();
    const { citizenId, email } = students[0] as { citizenId: string; email: string };
    const kept = ['', '-wal'].map((end) => readFileSync(`${world.databaseFile}${end}`, 'latin1'));
    for (const secret of [citizenId, email]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(kept.some((text) => text.includes(secret))).toBe(false);
    }
    const documents = await issuer.listDocuments({}, { limit: 10 });
    expect(kept.some((text) => text.includes(documents.items[0]!.studentId))).toBe(true);
  });

  it('does not let a batch with errors be approved, unless only its good records are wanted', async () => {
    const files = [{ name: 'records.json', bytes: mixed }];
    const strict = await issuer.submitBatch(submission({ files }));
    expect(strict.state).toBe('checked');
    await expect(issuer.approveBatch(strict.batchId, 'dean')).rejects.toMatchObject({
      code: 'records-invalid',
    });
    const lenient = await issuer.submitBatch(submission({ files, goodRecordsOnly: true }));
    await issuer.approveBatch(lenient.batchId, 'dean');
    let documents = 0;
    for await (const document of issuer.issueBatch(lenient.batchId)) {
      documents += document.pdf.length > 0 ? 1 : 0;
    }
    expect(await issuer.getBatch(lenient.batchId)).toMatchObject({
      state: 'partly-issued',
      counts: { issued: documents, accepted: documents },
    });
  });

  it('does not let anything be approved that holds no good record', async () => {
    const files = [{ name: 'records.json', bytes: bytesOf('[]') }];
    const batch = await issuer.submitBatch(submission({ files, goodRecordsOnly: true }));
    expect(batch.state).toBe('checked');
  });

  it('finds the batch again by its key, and refuses the key for another request', async () => {
    const first = await issuer.submitBatch(submission({ idempotencyKey: 'k' }));
    const again = await issuer.submitBatch(submission({ idempotencyKey: 'k' }));
    expect(again).toEqual(first);
    const both = await Promise.all([
      issuer.submitBatch(submission({ idempotencyKey: 'race' })),
      issuer.submitBatch(submission({ idempotencyKey: 'race' })),
    ]);
    expect(both[0].batchId).toBe(both[1].batchId);
    const files = [{ name: 'records.json', bytes: mixed }];
    await expect(
      issuer.submitBatch(submission({ idempotencyKey: 'k', files })),
    ).rejects.toMatchObject({ code: 'idempotency-conflict' });
  });

  it('refuses an institution that is not configured', async () => {
    await expect(
      issuer.submitBatch(submission({ institutionCode: '12345' })),
    ).rejects.toMatchObject({ code: 'institution-unknown' });
  });

  it('wants a second person where the institution does', async () => {
    const bytes = bytesOf(
      JSON.stringify(students.slice(0, 1), (name, value: unknown) =>
        /gpax?$/i.test(name) ? undefined : value,
      ),
    );
    const files = [{ name: 'records.json', bytes }];
    const batch = await issuer.submitBatch(submission({ institutionCode: '99002', files }));
    expect(batch.state).toBe('awaiting-approval');
    await expect(issuer.approveBatch(batch.batchId, 'registrar')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { digest } = await issuer.summariseBatch(batch.batchId);
    expect(await issuer.approveBatch(batch.batchId, 'dean', digest)).toMatchObject({
      state: 'approved',
      approvedBy: 'dean',
    });
  });

  it('issues nothing that nobody approved, and nothing that was rejected', async () => {
    const batch = await issuer.submitBatch(submission());
    const issued: string[] = [];
    const issueAll = async () => {
      for await (const { documentId } of issuer.issueBatch(batch.batchId)) issued.push(documentId);
    };
    await expect(issueAll()).rejects.toMatchObject({ code: 'illegal-transition' });
    await issuer.rejectBatch(batch.batchId, 'dean', 'wrong year');
    await expect(issueAll()).rejects.toMatchObject({ code: 'illegal-transition' });
    await expect(issuer.approveBatch(batch.batchId, 'dean')).rejects.toMatchObject({
      code: 'illegal-transition',
    });
    expect(issued).toEqual([]);
    expect((await issuer.listDocuments({}, { limit: 10 })).items).toEqual([]);
  });

  it('issues once when two processes issue the same batch at the same time', async () => {
    const batch = await issuer.submitBatch(submission());
    await issuer.approveBatch(batch.batchId, 'registrar');
    const issueAll = async () => {
      const documents = [];
      for await (const document of issuer.issueBatch(batch.batchId)) documents.push(document);
      return documents;
    };
    const [one, two] = await Promise.all([issueAll(), issueAll()]);
    expect(one.map(({ documentId }) => documentId)).toEqual(two.map((d) => d.documentId));
    expect(one.map(({ sidecar }) => sidecar)).toEqual(two.map(({ sidecar }) => sidecar));
    expect((await issuer.listDocuments({}, { limit: 10 })).items).toHaveLength(one.length);
  });
});
