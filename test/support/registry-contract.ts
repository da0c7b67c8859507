import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewBatch, SubmittedRecord } from '../../src/registry/registry-entries.ts';
import type { ArtifactStore } from '../../src/registry/registry.ts';
import type { RegistryWriter, ReservationSource } from '../../src/registry/registry-writer.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import type { DocumentId } from '../../src/shared/document-id.ts';
import { instantOf } from '../../src/shared/instant.ts';

/** What a registry under test must offer: a fresh, empty one for every test. */
export interface RegistryUnderTest {
  readonly registry: RegistryWriter & ArtifactStore;
  readonly close: () => Promise<void>;
}

const t0 = instantOf(Date.UTC(2026, 10, 24, 3));
const later = (seconds: number) => instantOf(t0 + seconds * 1000);

function aRecord(overrides: Partial<SubmittedRecord> = {}): SubmittedRecord {
  const studentId = overrides.studentId ?? '6500000001';
  return {
    file: 'records.csv',
    row: 2,
    studentId,
    documentType: 'transcript',
    language: 'th',
    canonicalRecord: new TextEncoder().encode(`{"studentId":"${studentId}"}`),
    recordDigestHex: 'a'.repeat(64),
    ...overrides,
  };
}

export function aBatch(overrides: Partial<NewBatch> = {}): NewBatch {
  return {
    batchId: 'batch-1',
    institutionCode: '00999',
    template: 'classic',
    level: 'B-B',
    state: 'awaiting-approval',
    submittedBy: 'registrar',
    submittedAt: t0,
    counts: { records: 1, accepted: 1, errors: 0, warnings: 0 },
    reportJson: '{"records":1}',
    idempotency: null,
    records: [aRecord()],
    ...overrides,
  };
}

/** Ids and random numbers that repeat from run to run. */
export function aReservationSource(overrides: Partial<ReservationSource> = {}): ReservationSource {
  let made = 0;
  let state = 1;
  return {
    newDocumentId: () => {
      const number = made++;
      return toDocumentId(
        Uint8Array.from({ length: 15 }, (_, at) => [number & 31, number >> 5][at] ?? 7),
      );
    },
    randomBelow: (below) => (state = (state * 48271) % 2147483647) % below,
    claimHandleHex: (institutionCode, studentId) => `${institutionCode}-${studentId}`,
    statusListSize: 16,
    at: later(1),
    ...overrides,
  };
}

const printing = { repertoire: Uint8Array.of(1, 2, 3), fingerprintHex: 'e'.repeat(64) };
const otherPrinting = { repertoire: Uint8Array.of(9), fingerprintHex: 'f'.repeat(64) };
const all = { limit: 1000 };

const finished = (documentId: DocumentId, pdf = 'pdf') => ({
  documentId,
  issuedAt: later(2),
  level: 'B-B' as const,
  pdf: new TextEncoder().encode(pdf),
  sidecar: new TextEncoder().encode(`${pdf}.sidecar`),
  pdfDigestHex: 'b'.repeat(64),
  sidecarDigestHex: 'c'.repeat(64),
});

/** The promises of `Registry` and `RegistryWriter`, kept by every implementation alike. */
export function describeRegistryContract(
  name: string,
  openEmpty: () => Promise<RegistryUnderTest>,
): void {
  describe(`${name} keeps the registry contract`, () => {
    let opened: RegistryUnderTest;
    let registry: RegistryWriter & ArtifactStore;
    let source: ReservationSource;

    beforeEach(async () => {
      opened = await openEmpty();
      registry = opened.registry;
      source = aReservationSource();
    });
    afterEach(() => opened.close());

    async function reserved(batch = aBatch()): Promise<readonly DocumentId[]> {
      await registry.storeBatch(batch);
      await registry.reserveDocuments(batch.batchId, printing, source);
      const { items } = await registry.listBatchDocuments(batch.batchId, all);
      return items.map(({ document }) => document.documentId);
    }

    async function issuedOne(): Promise<DocumentId> {
      const [documentId] = await reserved();
      await registry.recordIssued([finished(documentId!)], 'issuer');
      return documentId!;
    }

    it('gives back a batch, its report and its history', async () => {
      await registry.storeBatch(aBatch());
      expect(await registry.findBatch('batch-1')).toEqual({
        batchId: 'batch-1',
        institutionCode: '00999',
        template: 'classic',
        templateDigestHex: null,
        fingerprintHex: null,
        signingKeys: [],
        level: 'B-B',
        waiting: null,
        state: 'awaiting-approval',
        submittedBy: 'registrar',
        submittedAt: t0,
        approvedBy: null,
        approvedDigestHex: null,
        isApprovedAlone: false,
        counts: { records: 1, accepted: 1, errors: 0, warnings: 0 },
        issued: 0,
        idempotency: null,
      });
      expect(await registry.findBatchReport('batch-1')).toBe('{"records":1}');
      await registry.changeBatchState({
        batchId: 'batch-1',
        to: 'approved',
        actor: 'dean',
        at: later(5),
      });
      expect(await registry.findBatch('batch-1')).toMatchObject({
        state: 'approved',
        approvedBy: 'dean',
      });
      expect(await registry.listBatchEvents('batch-1')).toEqual([
        { at: t0, actor: 'registrar', to: 'awaiting-approval', note: null },
        { at: later(5), actor: 'dean', to: 'approved', note: null },
      ]);
    });

    it('keeps what documents of a batch wait for, until they wait no more', async () => {
      await registry.storeBatch(aBatch({ level: 'B-LTA' }));
      const waiting = {
        code: 'time-stamp-timeout',
        text: { th: 'รอ', en: 'waits' },
        documents: 7,
        since: later(3),
        attempts: 1,
        nextAttempt: later(5),
      } as const;
      await registry.recordWaiting('batch-1', waiting, 'issuer');
      await registry.recordWaiting('batch-1', { ...waiting, since: later(4) }, 'issuer');
      expect(await registry.findBatch('batch-1')).toMatchObject({
        level: 'B-LTA',
        waiting: { ...waiting, since: later(4) },
      });
      const events = await registry.listBatchEvents('batch-1');
      expect(events.map(({ note }) => note)).toEqual([null, '7 waiting: time-stamp-timeout']);
      await registry.recordWaiting('batch-1', null, 'issuer');
      expect((await registry.findBatch('batch-1'))!.waiting).toBeNull();
    });

    it('finds the batches that are tried again by themselves', async () => {
      const waiting = {
        code: 'key-store-unavailable',
        text: { th: 'รอ', en: 'waits' },
        documents: 1,
        since: later(3),
        attempts: 2,
        nextAttempt: later(9),
      } as const;
      const stopped = { ...waiting, code: 'pin-wrong', nextAttempt: null } as const;
      await registry.storeBatch(aBatch({ state: 'issuing' }));
      await registry.storeBatch(
        aBatch({ batchId: 'batch-2', state: 'issuing', idempotency: null }),
      );
      expect(await registry.listWaitingBatches()).toEqual([]);
      await registry.recordWaiting('batch-1', waiting, 'issuer');
      await registry.recordWaiting('batch-2', stopped, 'issuer');
      expect(await registry.listWaitingBatches()).toEqual([
        { batchId: 'batch-1', nextAttempt: later(9) },
      ]);
      const [event] = (await registry.listBatchEvents('batch-2')).slice(-1);
      expect(event?.note).toBe('1 stopped: pin-wrong');
      await registry.recordWaiting('batch-1', stopped, 'issuer');
      expect(await registry.listWaitingBatches()).toEqual([]);
    });

    it('remembers the level of what it issued', async () => {
      const [documentId] = await reserved();
      expect((await registry.findDocument(documentId!))!.level).toBeNull();
      await registry.recordIssued([{ ...finished(documentId!), level: 'B-T' }], 'issuer');
      expect((await registry.findDocument(documentId!))!.level).toBe('B-T');
    });

    it('keeps a frozen template once for the batches that share it, and the first for good', async () => {
      const template = { digestHex: '1'.repeat(64), content: Uint8Array.of(7, 8, 9) };
      await registry.storeBatch(aBatch({ frozenTemplate: template }));
      const records = [aRecord({ studentId: '6500000002' })];
      await registry.storeBatch(aBatch({ batchId: 'batch-2', frozenTemplate: template, records }));
      for (const batchId of ['batch-1', 'batch-2']) {
        expect(await registry.findFrozenTemplate(batchId)).toEqual(template.content);
        expect((await registry.findBatch(batchId))?.templateDigestHex).toBe(template.digestHex);
      }
      const other = { digestHex: '2'.repeat(64), content: Uint8Array.of(1) };
      await registry.reserveDocuments('batch-1', { ...printing, template: other }, source);
      expect(await registry.findFrozenTemplate('batch-1')).toEqual(template.content);
      // A batch that was stored without one takes what it is reserved with.
      const third = [aRecord({ studentId: '6500000003' })];
      await registry.storeBatch(aBatch({ batchId: 'batch-3', records: third }));
      expect(await registry.findFrozenTemplate('batch-3')).toBeUndefined();
      await registry.reserveDocuments('batch-3', { ...printing, template: other }, source);
      expect(await registry.findFrozenTemplate('batch-3')).toEqual(other.content);
    });

    it('remembers what a document was printed with: of the batch in whose run it was made', async () => {
      const [documentId] = await reserved();
      expect(await registry.findDocument(documentId!)).toMatchObject({
        template: null,
        fingerprintHex: null,
      });
      await registry.storeBatch(aBatch({ batchId: 'batch-2', template: 'modern' }));
      await registry.reserveDocuments('batch-2', otherPrinting, source);
      await registry.recordIssued([finished(documentId!)], 'issuer', 'batch-2');
      expect(await registry.findDocument(documentId!)).toMatchObject({
        batchId: 'batch-1',
        template: 'modern',
        fingerprintHex: otherPrinting.fingerprintHex,
      });
      const [event] = await registry.listTrail({ after: 0, limit: 9, object: documentId! });
      expect(event?.after['fingerprint']).toBe(otherPrinting.fingerprintHex);
    });

    it('tells of other keys that sign for a batch, and of the same ones once', async () => {
      await registry.storeBatch(aBatch());
      const keys = (pdf: string, at: number) => ({ pdf, sidecar: 'jose-1', since: later(at) });
      const record = (pdf: string, at: number) =>
        registry.recordSigningKeys('batch-1', keys(pdf, at), 'issuer');
      await record('pdf-1', 3);
      await record('pdf-1', 4);
      await record('pdf-2', 5);
      expect((await registry.findBatch('batch-1'))?.signingKeys).toEqual([
        keys('pdf-1', 3),
        keys('pdf-2', 5),
      ]);
      const events = await registry.listBatchEvents('batch-1');
      expect(events).toHaveLength(2);
      expect(events[1]?.note).toContain('pdf-1 to pdf-2');
      const trail = await registry.listTrail({ after: 0, limit: 9, object: 'batch-1' });
      expect(trail.map(({ action }) => action)).toEqual([
        'batch.awaiting-approval',
        'batch.signing-keys',
        'batch.signing-keys',
      ]);
      await expect(
        registry.recordSigningKeys('none', keys('pdf-1', 3), 'issuer'),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('knows nothing of what was never stored', async () => {
      const nobody = toDocumentId(new Uint8Array(15));
      expect(await registry.findBatch('none')).toBeUndefined();
      expect(await registry.findBatchReport('none')).toBeUndefined();
      expect(await registry.findFrozenTemplate('none')).toBeUndefined();
      expect(await registry.findDocument(nobody)).toBeUndefined();
      expect(await registry.findPdf(nobody)).toBeUndefined();
      expect(await registry.findSidecar(nobody)).toBeUndefined();
      expect(await registry.findRecord(nobody)).toBeUndefined();
      expect(await registry.findStatusList(1)).toBeUndefined();
      expect(await registry.findClaim('none')).toBeUndefined();
      await registry.checkReadiness();
    });

    it('stores a batch once for one idempotency key', async () => {
      const idempotency = { key: 'k', requestDigestHex: 'd'.repeat(64) };
      await registry.storeBatch(aBatch({ idempotency }));
      await expect(
        registry.storeBatch(aBatch({ batchId: 'batch-2', idempotency })),
      ).rejects.toMatchObject({ code: 'idempotency-conflict' });
      await registry.storeBatch(
        aBatch({ batchId: 'batch-3', institutionCode: '00998', idempotency }),
      );
      expect((await registry.findBatchByKey('00999', 'k'))?.batchId).toBe('batch-1');
      expect((await registry.findBatchByKey('00999', 'k'))?.idempotency).toEqual(idempotency);
    });

    it('keeps nothing of a batch that it refuses', async () => {
      await registry.storeBatch(aBatch());
      await expect(registry.storeBatch(aBatch())).rejects.toMatchObject({
        code: 'idempotency-conflict',
      });
      expect((await registry.listBatches(all)).items).toHaveLength(1);
      expect((await registry.listBatchRecords('batch-1', all)).items).toHaveLength(1);
    });

    it('takes records that come one by one, and keeps nothing when they stop coming', async () => {
      async function* coming(count: number, failure?: Error): AsyncGenerator<SubmittedRecord> {
        for (let row = 0; row < count; row++) {
          await Promise.resolve();
          yield aRecord({ row, studentId: String(row) });
        }
        if (failure !== undefined) throw failure;
      }
      await registry.storeBatch(aBatch({ records: coming(1100) }));
      const stored = await registry.listBatchRecords('batch-1', { limit: 2000 });
      expect(stored.items.map((bytes) => new TextDecoder().decode(bytes))).toEqual(
        Array.from({ length: 1100 }, (_, row) => `{"studentId":"${row}"}`),
      );
      const broken = coming(600, new RangeError('the disk is gone'));
      await expect(
        registry.storeBatch(aBatch({ batchId: 'batch-2', records: broken })),
      ).rejects.toThrow('the disk is gone');
      expect(await registry.findBatch('batch-2')).toBeUndefined();
      expect((await registry.listBatchRecords('batch-2', all)).items).toEqual([]);
    });

    it('finds the documents of many students at once, in any state', async () => {
      const students = Array.from({ length: 600 }, (_, at) => `65${at}`);
      const records = students.map((studentId) => aRecord({ studentId }));
      await reserved(aBatch({ records }));
      await reserved(
        aBatch({ batchId: 'b', records: [aRecord({ studentId: '650', language: 'en' })] }),
      );
      await reserved(
        aBatch({
          batchId: 'c',
          institutionCode: '00998',
          records: [aRecord({ studentId: '650' })],
        }),
      );
      const found = await registry.findDocumentsOfStudents('00999', [...students, 'nobody']);
      expect(found).toHaveLength(601);
      const ofOne = await registry.findDocumentsOfStudents('00999', ['650']);
      expect(ofOne.map(({ language, state }) => [language, state])).toEqual([
        ['th', 'reserved'],
        ['en', 'reserved'],
      ]);
      expect(await registry.findDocumentsOfStudents('00999', [])).toEqual([]);
    });

    it('moves a batch along its table only', async () => {
      await registry.storeBatch(aBatch());
      const change = { batchId: 'batch-1', actor: 'x', at: later(1) };
      await expect(registry.changeBatchState({ ...change, to: 'issued' })).rejects.toMatchObject({
        code: 'illegal-transition',
      });
      await registry.changeBatchState({ ...change, to: 'rejected', note: 'wrong term' });
      await registry.changeBatchState({ ...change, to: 'rejected', note: 'again' });
      expect(await registry.listBatchEvents('batch-1')).toHaveLength(2);
      await expect(
        registry.changeBatchState({ ...change, batchId: 'none', to: 'rejected' }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('reserves a document for every record and changes nothing when asked again', async () => {
      const ids = await reserved(
        aBatch({
          records: [
            aRecord(),
            aRecord({ language: 'en', row: 3, recordDigestHex: 'e'.repeat(64) }),
          ],
        }),
      );
      expect(new Set(ids).size).toBe(2);
      expect(await registry.reserveDocuments('batch-1', otherPrinting, source)).toBe(0);
      const again = await registry.listBatchDocuments('batch-1', all);
      expect(again.items.map(({ document }) => document.documentId)).toEqual(ids);
      expect(again.items.map(({ row }) => row)).toEqual([2, 3]);
      expect(await registry.findRepertoire('batch-1')).toEqual(printing.repertoire);
      expect((await registry.findBatch('batch-1'))?.fingerprintHex).toBe(printing.fingerprintHex);
      expect(await registry.findDocument(ids[0]!)).toMatchObject({
        batchId: 'batch-1',
        state: 'reserved',
        reservedAt: later(1),
        issuedAt: null,
        pdfDigestHex: null,
      });
      expect(await registry.findRecord(ids[0]!)).toEqual(aRecord().canonicalRecord);
      expect(await registry.findClaim('00999-6500000001')).toEqual({
        institutionCode: '00999',
        studentId: '6500000001',
      });
    });

    it('lets one document stand for equal records, within a batch and across batches', async () => {
      const [first, second] = await reserved(aBatch({ records: [aRecord(), aRecord({ row: 9 })] }));
      expect(second).toBe(first);
      expect(await reserved(aBatch({ batchId: 'batch-2' }))).toEqual([first]);
      expect(await registry.countDocuments({})).toBe(1);
    });

    it('makes a new document when anything of its identity differs', async () => {
      await reserved();
      const [otherContent] = await reserved(
        aBatch({ batchId: 'b', records: [aRecord({ recordDigestHex: 'f'.repeat(64) })] }),
      );
      const [otherInstitution] = await reserved(aBatch({ batchId: 'c', institutionCode: '00998' }));
      expect(await registry.countDocuments({})).toBe(3);
      expect(otherContent).not.toBe(otherInstitution);
    });

    it('hands out each status entry once and opens a list per institution and size', async () => {
      const records = Array.from({ length: 20 }, (_, at) =>
        aRecord({ studentId: String(at), recordDigestHex: at.toString(16).padStart(64, '0') }),
      );
      await reserved(aBatch({ records }));
      await reserved(aBatch({ batchId: 'b', institutionCode: '00998' }));
      const { items } = await registry.listDocuments({}, all);
      const places = items.map((document) => `${document.statusList}/${document.statusIndex}`);
      expect(new Set(places).size).toBe(21);
      expect(items.every((document) => document.statusIndex < 16)).toBe(true);
      expect(
        (await registry.listStatusLists()).map(({ list, institutionCode }) => [
          list,
          institutionCode,
        ]),
      ).toEqual([
        [1, '00999'],
        [2, '00999'],
        [3, '00998'],
      ]);
      expect(places.slice(0, 16)).not.toEqual([...places.slice(0, 16)].sort());
    });

    it('issues a document once: the first artifacts stay', async () => {
      const [documentId] = await reserved();
      expect(await registry.findReservedDocuments([documentId!])).toMatchObject([
        { documentId, canonicalRecord: aRecord().canonicalRecord },
      ]);
      expect(await registry.recordIssued([finished(documentId!, 'first')], 'issuer')).toEqual([
        documentId,
      ]);
      expect(await registry.recordIssued([finished(documentId!, 'second')], 'issuer')).toEqual([]);
      expect(new TextDecoder().decode(await registry.findPdf(documentId!))).toBe('first');
      expect(await registry.findSidecar(documentId!)).toBe('first.sidecar');
      expect(await registry.findReservedDocuments([documentId!])).toEqual([]);
      expect((await registry.findBatch('batch-1'))?.issued).toBe(1);
      expect(await registry.listStateChanges(documentId!)).toEqual([
        {
          documentId,
          from: 'reserved',
          to: 'issued',
          effectiveAt: later(2),
          recordedAt: later(2),
          reason: null,
          note: null,
          actor: 'issuer',
          supersededBy: null,
        },
      ]);
    });

    it('keeps nothing of a chunk of which one document cannot be kept', async () => {
      const [one, two] = await reserved(
        aBatch({
          records: [aRecord(), aRecord({ language: 'en', recordDigestHex: '9'.repeat(64) })],
        }),
      );
      const broken = { ...finished(two!), sidecarDigestHex: null as unknown as string };
      await expect(registry.recordIssued([finished(one!), broken], 'issuer')).rejects.toBeDefined();
      expect(await registry.findPdf(one!)).toBeUndefined();
      expect((await registry.findDocument(one!))?.state).toBe('reserved');
    });

    it('changes states along the table, with history and a new list revision', async () => {
      const documentId = await issuedOne();
      const change = {
        documentId,
        effectiveAt: later(10),
        recordedAt: later(11),
        reason: 'fraud',
        note: 'decided by the council',
        actor: 'registrar',
      };
      await registry.changeDocumentState({ ...change, to: 'revoked' });
      await registry.changeDocumentState({ ...change, to: 'revoked' });
      expect(await registry.findDocument(documentId)).toMatchObject({
        state: 'revoked',
        since: later(10),
        reason: 'fraud',
        note: 'decided by the council',
      });
      expect(await registry.listStateChanges(documentId)).toHaveLength(2);
      const place = (await registry.findDocument(documentId))!;
      expect(await registry.readStatusMarks(place.statusList)).toEqual({
        revision: 2,
        marks: [{ index: place.statusIndex, state: 'revoked' }],
      });
      await expect(
        registry.changeDocumentState({ ...change, to: 'suspended' }),
      ).rejects.toMatchObject({ code: 'illegal-transition' });
    });

    it('does not speak of reserved documents when a state is to change', async () => {
      const [documentId] = await reserved();
      await expect(
        registry.changeDocumentState({
          documentId: documentId!,
          to: 'revoked',
          effectiveAt: later(3),
          recordedAt: later(3),
          reason: 'fraud',
          note: null,
          actor: 'x',
        }),
      ).rejects.toMatchObject({ code: 'not-found' });
    });

    it('never goes back to an older status list', async () => {
      await reserved();
      const list = (revision: number, token: string) => ({
        revision,
        token,
        publishedAt: later(20),
        expiresAt: later(900),
      });
      await registry.publishStatusList(1, list(2, 'two'));
      await registry.publishStatusList(1, list(1, 'one'));
      expect((await registry.findStatusList(1))?.published).toEqual(list(2, 'two'));
      await registry.publishStatusList(1, list(2, 'two again'));
      expect((await registry.findStatusList(1))?.published?.token).toBe('two again');
    });

    it('pages through batches newest first and documents in a steady order', async () => {
      const records = Array.from({ length: 5 }, (_, at) =>
        aRecord({ studentId: String(at), recordDigestHex: at.toString(16).padStart(64, '0') }),
      );
      await reserved(aBatch({ records }));
      await registry.storeBatch(aBatch({ batchId: 'batch-2' }));
      await registry.storeBatch(aBatch({ batchId: 'other', institutionCode: '00998' }));
      const batches = await registry.listBatches({ limit: 1 }, '00999');
      expect(batches.items.map(({ batchId }) => batchId)).toEqual(['batch-2']);
      const next = await registry.listBatches({ limit: 1, cursor: batches.nextCursor! }, '00999');
      expect(next.items.map(({ batchId }) => batchId)).toEqual(['batch-1']);
      expect(next.nextCursor).toBeNull();

      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<RegistryWriter['listDocuments']>> =
          await registry.listDocuments(
            { batchId: 'batch-1', state: 'reserved' },
            { limit: 2, ...(cursor === null ? {} : { cursor }) },
          );
        seen.push(...page.items.map(({ studentId }) => studentId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(['0', '1', '2', '3', '4']);
      expect(await registry.countDocuments({ studentId: '3' })).toBe(1);
      expect((await registry.listDocuments({ institutionCode: '00998' }, all)).items).toEqual([]);
    });
  });
}
