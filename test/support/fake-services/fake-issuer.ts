/* eslint-disable @typescript-eslint/require-await -- the interfaces are asynchronous, memory is not */
import { createHash } from 'node:crypto';
import type {
  BatchFilter,
  BatchSubmission,
  BatchView,
  Claim,
  ClaimCodeOfDocument,
  ClaimedDocuments,
  DocumentFilter,
  DocumentView,
  IssuedDocument,
  IssuerService,
  Page,
  PageRequest,
  PreviewedRecord,
  SubmittedFile,
} from '../../../src/app/services.ts';
import type { ApprovalSummary } from '../../../src/app/issuing/approval/approval-summary.ts';
import type {
  DocumentChange,
  DocumentHistory,
} from '../../../src/app/documents/document-change.ts';
import type { RecordsReport } from '../../../src/records/records-report.ts';
import { latin1Bytes, parseUtf8 } from '../../../src/shared/bytes.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import type { DocumentId } from '../../../src/shared/document-id.ts';
import type { Instant } from '../../../src/shared/instant.ts';
import { toFakeSummary } from './fake-summary.ts';
import { fakeNow, fail } from './fake-world.ts';
import type { FakeBatch } from './fake-batch.ts';
import { needsSecondPerson, toBatch } from './fake-batch.ts';

const fakeStateAfter = {
  suspend: 'suspended',
  reinstate: 'issued',
  revoke: 'revoked',
  supersede: 'superseded',
} as const;

/** A document in memory. */
export interface FakeDocument {
  view: DocumentView;
  readonly row: number;
  readonly pdf: Uint8Array;
  readonly sidecar: string;
  readonly claimCode: string;
}

async function bytesOf({ bytes, pieces }: SubmittedFile): Promise<Uint8Array> {
  if (bytes !== undefined) return bytes;
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/**
 * An issuer that keeps everything in memory and signs nothing, but goes through the same states as the
 * real one. A file has one student id a line; a line `?` is an error.
 */
export class FakeIssuer implements IssuerService {
  readonly batches = new Map<string, FakeBatch>();
  readonly documents = new Map<DocumentId, FakeDocument>();
  readonly #submissions = new Map<string, { readonly digest: string; readonly batchId: string }>();
  /** Thrown by the next call of `issueBatch`, to see what a failure does. */
  failNextIssuing: Error | undefined;
  birthDate = '2000-07-21';
  /** Stands for whatever a batch is approved in view of: another word, another digest. */
  surroundings = 'as they are';

  async submitBatch(submission: BatchSubmission): Promise<BatchView> {
    const bytes = await bytesOf(submission.files[0]!);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const before = this.#submissions.get(submission.idempotencyKey ?? '');
    if (before !== undefined) {
      if (before.digest !== digest) throw fail('idempotency-conflict');
      return this.getBatch(before.batchId);
    }
    const batchId = `batch-${this.batches.size + 1}`;
    const batch = toBatch(batchId, submission, parseUtf8(bytes).trim().split(/\r?\n/));
    this.batches.set(batchId, batch);
    if (submission.idempotencyKey !== undefined) {
      this.#submissions.set(submission.idempotencyKey, { digest, batchId });
    }
    return batch.view;
  }

  async getBatch(batchId: string): Promise<BatchView> {
    return this.#batch(batchId).view;
  }

  async listBatches(page: PageRequest, filter: BatchFilter = {}): Promise<Page<BatchView>> {
    const views = [...this.batches.values()].map(({ view }) => view).reverse();
    const own = views.filter(
      ({ institutionCode }) =>
        filter.institutionCode === undefined || institutionCode === filter.institutionCode,
    );
    return toPage(own, page, ({ batchId }) => batchId);
  }

  async getBatchReport(batchId: string): Promise<RecordsReport> {
    return this.#batch(batchId).report;
  }

  async summariseBatch(batchId: string): Promise<ApprovalSummary> {
    const { view } = this.#batch(batchId);
    return toFakeSummary(view, needsSecondPerson(view), this.surroundings);
  }

  async previewRecord(batchId: string, { row, language }: PreviewedRecord): Promise<Uint8Array> {
    const { rows } = this.#batch(batchId);
    if (!rows.some((each) => each.row === row)) throw fail('not-found');
    return latin1Bytes(`%PDF-1.7 specimen of ${batchId} row ${row} in ${language ?? 'any'}`);
  }

  async approveBatch(batchId: string, actor: string, digest?: string): Promise<BatchView> {
    const batch = this.#batch(batchId);
    const { view } = batch;
    if (view.state === 'checked') throw fail('records-invalid');
    if (view.state !== 'awaiting-approval') throw fail('illegal-transition');
    const isAlone = actor === view.submittedBy;
    if (needsSecondPerson(view) && isAlone) throw fail('forbidden');
    if (needsSecondPerson(view) && digest === undefined) throw fail('approval-digest-missing');
    const { digest: approvedDigest } = await this.summariseBatch(batchId);
    const isOther = digest !== undefined && !approvedDigest.startsWith(digest.replace(/-/g, ''));
    if (isOther) throw fail('approval-outdated');
    const approved = { approvedBy: actor, approvedDigest, isApprovedAlone: isAlone };
    batch.view = { ...view, ...approved, state: 'approved' };
    return batch.view;
  }

  async rejectBatch(batchId: string): Promise<BatchView> {
    const batch = this.#batch(batchId);
    if (batch.view.state === 'issued') throw fail('illegal-transition');
    batch.view = { ...batch.view, state: 'rejected' };
    return batch.view;
  }

  async cancelBatch(batchId: string): Promise<BatchView> {
    const batch = this.#batch(batchId);
    if (batch.view.state === 'issued') throw fail('illegal-transition');
    batch.view = { ...batch.view, state: 'cancelled' };
    return batch.view;
  }

  runBatch(batchId: string): AsyncIterable<IssuedDocument> {
    return this.issueBatch(batchId);
  }

  async *issueBatch(batchId: string): AsyncIterable<IssuedDocument> {
    const batch = this.#batch(batchId);
    const failure = this.failNextIssuing;
    this.failNextIssuing = undefined;
    if (failure !== undefined) throw failure;
    batch.view = { ...batch.view, state: 'issuing' };
    for (const { row, studentId } of batch.rows) {
      await Promise.resolve();
      const known = [...this.documents.values()].find(
        (document) => document.view.batchId === batchId && document.row === row,
      );
      const document = known ?? this.#issue(batch.view, row, studentId);
      const { documentId, language } = document.view;
      const { pdf, sidecar, claimCode } = document;
      yield {
        file: 'batch.csv',
        row,
        studentId,
        language,
        documentId,
        level: 'B-B',
        pdf,
        sidecar,
        claimCode,
        isNew: known === undefined,
        template: 'classic',
      };
    }
    const counts = { ...batch.view.counts, issued: batch.rows.length };
    batch.view = { ...batch.view, state: 'issued', counts };
  }

  async *listClaimCodes(batchId: string): AsyncIterable<ClaimCodeOfDocument> {
    for (const { view, row, claimCode } of this.documents.values()) {
      const { studentId, language, documentId } = view;
      if (view.batchId === batchId) yield { row, studentId, language, documentId, claimCode };
    }
  }

  async listDocuments(filter: DocumentFilter, page: PageRequest): Promise<Page<DocumentView>> {
    const views = [...this.documents.values()].map(({ view }) => view);
    const matching = views.filter(
      (view) =>
        (filter.institutionCode ?? view.institutionCode) === view.institutionCode &&
        (filter.batchId ?? view.batchId) === view.batchId &&
        (filter.state ?? view.state) === view.state,
    );
    return toPage(matching, page, ({ documentId }) => documentId);
  }

  async getDocument(documentId: DocumentId): Promise<DocumentView> {
    return this.#document(documentId).view;
  }

  async getPdf(documentId: DocumentId): Promise<Uint8Array> {
    return this.#document(documentId).pdf;
  }

  async getSidecar(documentId: DocumentId): Promise<string> {
    return this.#document(documentId).sidecar;
  }

  async changeDocument(change: DocumentChange): Promise<DocumentView> {
    const document = this.#document(change.documentId);
    const { operation, reason = null, note = null, supersededBy = null } = change;
    const { state: before } = document.view;
    const state = fakeStateAfter[operation];
    if (before === state || before === 'revoked') throw fail('illegal-transition');
    if (operation === 'reinstate' && before !== 'suspended') throw fail('illegal-transition');
    if (reason === 'other' && note === null) throw fail('reason-unknown');
    if (supersededBy !== null) {
      const successor = this.documents.get(supersededBy)?.view;
      if (successor?.studentId !== document.view.studentId) throw fail('successor-refused');
    }
    document.view = { ...document.view, state, reason, note, supersededBy, since: fakeNow };
    return document.view;
  }

  /** Nothing of a fake batch ever waits. */
  async findDueBatches(): Promise<readonly string[]> {
    return [];
  }

  async getDocumentHistory(
    documentId: DocumentId,
    { at = fakeNow, knownAt = fakeNow }: { readonly at?: Instant; readonly knownAt?: Instant } = {},
  ): Promise<DocumentHistory> {
    const { state, since, reason, supersededBy } = this.#document(documentId).view;
    const isIssued = at >= fakeNow && knownAt >= fakeNow;
    return {
      documentId,
      at,
      knownAt,
      state: isIssued && state !== 'reserved' ? state : 'not-issued',
      isInForce: isIssued && state === 'issued',
      since: isIssued ? since : null,
      recordedAt: isIssued ? since : null,
      reason,
      supersededBy,
      changes: [],
    };
  }

  async claimDocuments({ claimCode, birthDate }: Claim): Promise<ClaimedDocuments> {
    const found = [...this.documents.values()].filter(
      (document) => document.claimCode === claimCode,
    );
    if (found.length === 0 || birthDate !== this.birthDate) throw fail('claim-refused');
    return { documents: found.map(({ view }) => view) };
  }

  #issue(batch: BatchView, row: number, studentId: string): FakeDocument {
    const number = this.documents.size + 1;
    const documentId = toDocumentId(new Uint8Array(15).fill(number));
    const pdf = latin1Bytes(`%PDF-1.7 genuine id:${documentId}`);
    const view: DocumentView = {
      documentId,
      batchId: batch.batchId,
      institutionCode: batch.institutionCode,
      studentId,
      language: 'th',
      kind: 'transcript',
      state: 'issued',
      issuedAt: fakeNow,
      since: fakeNow,
      reason: null,
      note: null,
      supersededBy: null,
      level: 'B-B',
      pdfDigestHex: createHash('sha256').update(pdf).digest('hex'),
      statusList: { uri: 'http://localhost/status-lists/1', index: number },
    };
    const sidecar = `eyJ0eXAiOiJ2Yytqd3QifQ.${documentId.replaceAll('-', '')}.c2ln`;
    const document = { view, row, pdf, sidecar, claimCode: `CLAIM-${studentId}` };
    this.documents.set(documentId, document);
    return document;
  }

  #batch(batchId: string): FakeBatch {
    const batch = this.batches.get(batchId);
    if (batch === undefined) throw fail('not-found');
    return batch;
  }

  #document(documentId: DocumentId): FakeDocument {
    const document = this.documents.get(documentId);
    if (document === undefined) throw fail('not-found');
    return document;
  }
}

function toPage<Item>(
  all: readonly Item[],
  { cursor, limit }: PageRequest,
  keyOf: (item: Item) => string,
): Page<Item> {
  const start = cursor === undefined ? 0 : all.findIndex((item) => keyOf(item) === cursor) + 1;
  const items = all.slice(start, start + limit);
  const isLast = start + limit >= all.length;
  return { items, nextCursor: isLast ? null : keyOf(items.at(-1)!) };
}
