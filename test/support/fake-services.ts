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
  DocumentStatus,
  DocumentThen,
  DocumentView,
  IssuedDocument,
  IssuerService,
  Page,
  PageRequest,
  PreviewedRecord,
  PublishedStatusList,
  SubmittedFile,
  VerificationRequest,
  VerifierService,
} from '../../src/app/services.ts';
import type { ApprovalSummary } from '../../src/app/issuing/approval/approval-summary.ts';
import type { DocumentChange, DocumentHistory } from '../../src/app/documents/document-change.ts';
import type { RecordIssue, RecordsReport } from '../../src/records/records-report.ts';
import { AppError } from '../../src/shared/app-error.ts';
import type { AppErrorCode } from '../../src/shared/app-error.ts';
import { latin1Bytes, latin1Text, parseUtf8 } from '../../src/shared/bytes.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import type { DocumentId } from '../../src/shared/document-id.ts';
import { formatInstant, instantOf, parseInstant } from '../../src/shared/instant.ts';
import type { Instant } from '../../src/shared/instant.ts';
import type { CheckResult, VerificationReport } from '../../src/verification/report.ts';
import { toFakeSummary } from './fake-summary.ts';

/** When everything happens in tests of the outer layers. */
export const fakeNow: Instant = parseInstant('2026-11-24T03:00:00Z');

/** A fictional institution that wants a second person, and one that does not. */
export const twoPersonInstitution = {
  code: '90001',
  nameTh: 'มหาวิทยาลัยตัวอย่าง',
  nameEn: 'Example University',
};
export const onePersonInstitution = {
  code: '90002',
  nameTh: 'สถาบันทดสอบ',
  nameEn: 'Test Institute',
};
const institutions = [twoPersonInstitution, onePersonInstitution];

const fakeStateAfter = {
  suspend: 'suspended',
  reinstate: 'issued',
  revoke: 'revoked',
  supersede: 'superseded',
} as const;

interface FakeBatch {
  view: BatchView;
  readonly rows: readonly { readonly row: number; readonly studentId: string }[];
  readonly report: RecordsReport;
}

interface FakeDocument {
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

/**
 * A verifier over the same documents. It judges by words in the bytes: a PDF with `genuine` is intact,
 * with `forged` it is changed, without `%PDF` it is none; `id:` names its document.
 */
export class FakeVerifier implements VerifierService {
  readonly #issuer: FakeIssuer;
  /** The evidence of the last call, to see what came through. */
  lastRequest: VerificationRequest | undefined;
  isReady = true;

  constructor(issuer: FakeIssuer) {
    this.#issuer = issuer;
  }

  async verify(request: VerificationRequest): Promise<VerificationReport> {
    this.lastRequest = request;
    const content = request.pdf === undefined ? '' : latin1Text(request.pdf);
    const documentId = /id:([0-9A-Z-]{19})/.exec(content)?.[1] as DocumentId | undefined;
    const document = documentId && this.#issuer.documents.get(documentId)?.view;
    if (request.pdf !== undefined && !content.startsWith('%PDF')) {
      return toReport('TOTAL-FAILED', 'FORMAT_FAILURE', undefined);
    }
    if (content.includes('forged')) return toReport('TOTAL-FAILED', 'HASH_FAILURE', document);
    if (document?.state === 'revoked')
      return toReport('TOTAL-FAILED', 'DOCUMENT_REVOKED', document);
    if (document === undefined) return toReport('INDETERMINATE', 'TRY_LATER', undefined);
    return toReport('TOTAL-PASSED', null, document);
  }

  async findDocumentStatus(documentId: DocumentId): Promise<DocumentStatus | undefined> {
    const view = this.#issuer.documents.get(documentId)?.view;
    if (view === undefined || view.state === 'reserved') return undefined;
    const { state, since, reason, supersededBy, institutionCode } = view;
    const institution = institutions.find(({ code }) => code === institutionCode)!;
    return { documentId, state, since, reason, supersededBy, institution };
  }

  async findDocumentThen(
    documentId: DocumentId,
    times: { readonly at?: Instant; readonly knownAt?: Instant },
  ): Promise<DocumentThen | undefined> {
    if (!this.#issuer.documents.has(documentId)) return undefined;
    const history = await this.#issuer.getDocumentHistory(documentId, times);
    const { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy } = history;
    return { at, knownAt, state, isInForce, since, recordedAt, reason, supersededBy };
  }

  async findStatusList(listNumber: number): Promise<PublishedStatusList | undefined> {
    if (listNumber !== 1) return undefined;
    return { token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', etag: 'v7', ttlSeconds: 60 };
  }

  async getJwks(): Promise<{ readonly keys: readonly object[] }> {
    return { keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1' }] };
  }

  async getTrustList(): Promise<string> {
    return '{"format":"parinya-trust-list/1"}';
  }

  async checkReadiness(): Promise<void> {
    if (!this.isReady) throw fail('database-unreadable');
  }
}

function needsSecondPerson({ institutionCode }: BatchView): boolean {
  return institutionCode === twoPersonInstitution.code;
}

function toBatch(
  batchId: string,
  submission: BatchSubmission,
  lines: readonly string[],
): FakeBatch {
  const rows = lines.map((studentId, index) => ({ row: index + 1, studentId }));
  const errors = rows.filter(({ studentId }) => studentId === '?');
  return {
    rows,
    view: {
      batchId,
      institutionCode: submission.institutionCode,
      state: errors.length === 0 ? 'awaiting-approval' : 'checked',
      submittedBy: submission.actor,
      submittedAt: fakeNow,
      approvedBy: null,
      approvedDigest: null,
      isApprovedAlone: false,
      level: 'B-B',
      printing: { template: 'classic', templateDigest: '0'.repeat(64), fingerprint: null },
      signingKeys: [],
      waiting: null,
      counts: {
        records: rows.length,
        accepted: rows.length - errors.length,
        issued: 0,
        errors: errors.length,
        warnings: 0,
      },
    },
    report: {
      format: 'csv',
      encoding: 'utf-8',
      records: rows.length,
      courses: 0,
      accepted: rows.length - errors.length,
      errorCount: errors.length,
      warningCount: 0,
      errors: errors.map(({ row }) => toIssue(submission.files[0]!.name, row)),
    },
  };
}

function toIssue(file: string, line: number): RecordIssue {
  return {
    file,
    line,
    sheet: null,
    cell: null,
    path: null,
    column: 'student_id',
    code: 'student-id/syntax',
    value: '=1+1, "x"',
    severity: 'error',
    messageTh: 'รหัสนักศึกษาไม่ถูกต้อง',
    messageEn: 'The student id is not valid.',
  };
}

function toReport(
  indication: VerificationReport['indication'],
  subIndication: VerificationReport['subIndication'],
  document: DocumentView | undefined,
): VerificationReport {
  const institution = institutions.find(({ code }) => code === document?.institutionCode);
  const isIntact = subIndication !== 'HASH_FAILURE';
  return {
    developmentOnly: false,
    indication,
    subIndication,
    validationTime: formatInstant(fakeNow),
    document:
      document === undefined
        ? null
        : {
            documentId: document.documentId,
            institution: institution ?? null,
            kind: document.kind,
            language: document.language,
            issuedAt: formatInstant(document.issuedAt ?? fakeNow),
          },
    registry: {
      state: document?.state === undefined ? 'not-checked' : asRegistryState(document.state),
      since: document === undefined ? null : formatInstant(document.since),
      reason: document?.reason ?? null,
      supersededBy: document?.supersededBy ?? null,
    },
    signatures:
      subIndication === 'FORMAT_FAILURE'
        ? []
        : [
            {
              field: 'Institution',
              integrity: isIntact ? 'INTACT' : 'BROKEN',
              coverage: 'WHOLE_FILE',
              changesAfter: 'NONE',
              docMdp: 1,
              level: 'B-T',
              signedAt: formatInstant(fakeNow),
              bestSignatureTime: formatInstant(fakeNow),
              signer: {
                subject: `CN=${institution?.nameEn ?? 'Unknown'}`,
                issuer: 'CN=Example CA',
                serial: '01',
                institutionCode: document?.institutionCode ?? null,
              },
              trustAnchor: 'CN=Example Root',
              indication: isIntact ? 'TOTAL-PASSED' : indication,
              subIndication: isIntact ? null : subIndication,
            },
          ],
    sidecar: null,
    checks: toChecks(indication, subIndication),
  };
}

/** The checks that people's sentences look at. */
function toChecks(
  indication: VerificationReport['indication'],
  subIndication: VerificationReport['subIndication'],
): readonly CheckResult[] {
  if (subIndication === 'FORMAT_FAILURE') {
    return [toCheck('document/format', 'FAILED', 'FORMAT_FAILURE')];
  }
  const isChanged = subIndication === 'HASH_FAILURE';
  return [
    toCheck('document/format', 'PASSED', null),
    isChanged
      ? toCheck('signature/digest', 'FAILED', 'HASH_FAILURE')
      : toCheck('signature/digest', 'PASSED', null),
    toCheck('signature/mathematics', isChanged ? 'SKIPPED' : 'PASSED', null),
    toCheck('path/chain', 'PASSED', null),
    toCheck('document/institution', 'PASSED', null),
    indication === 'INDETERMINATE'
      ? toCheck('registry/state', 'INDETERMINATE', 'TRY_LATER')
      : toCheck('registry/state', 'PASSED', null),
  ];
}

function toCheck(
  check: string,
  indication: CheckResult['indication'],
  subIndication: CheckResult['subIndication'],
): CheckResult {
  return { check, indication, subIndication, found: 'what was found', because: 'RFC 5652 §5.4' };
}

function asRegistryState(state: DocumentView['state']): VerificationReport['registry']['state'] {
  return state === 'reserved' ? 'unknown' : state;
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

function fail(code: AppErrorCode): AppError {
  return new AppError(code, { th: `ไม่สำเร็จ: ${code}`, en: `failed: ${code}` });
}

/** The moment that is `seconds` after {@link fakeNow}. */
export function afterFakeNow(seconds: number): Instant {
  return instantOf(fakeNow + seconds * 1000);
}
