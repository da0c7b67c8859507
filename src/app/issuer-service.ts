import type { RecordsReport } from '../records/records-report.ts';
import type { BatchEntry } from '../registry/registry-entries.ts';
import { toTwoTimes } from '../registry/state-at.ts';
import { checkpointTrail } from './audit/checkpoint-trail.ts';
import { claimDocuments } from './documents/claim-documents.ts';
import { changeDocument } from './documents/change-document.ts';
import { getDocumentHistory } from './documents/document-history.ts';
import type { DocumentId } from '../shared/document-id.ts';
import {
  documentErased,
  documentNotFound,
  getDocumentEntry,
  toDocumentView,
} from './documents/document-view.ts';
import { refreshStatusLists } from './documents/publish-status-list.ts';
import type { IssuerEnvironment } from './issuer-environment.ts';
import { getBatchEntry, toBatchView } from './issuing/batch-view.ts';
import { approveBatch, cancelBatch, rejectBatch } from './issuing/approval/decide-batch.ts';
import { showSummary } from './issuing/approval/show-summary.ts';
import { issueBatch, runBatch } from './issuing/issue-batch.ts';
import { IssuingPaces } from './issuing/issuing-paces.ts';
import { listClaimCodes } from './issuing/list-claim-codes.ts';
import { submitBatch } from './issuing/intake/submit-batch.ts';
import { previewRecord } from './issuing/preview/preview-record.ts';
import type { IssuerService } from './services.ts';

/** The use cases of the issuing side, tied to one environment. */
export function createIssuerService(environment: IssuerEnvironment): IssuerService {
  const { registry, publicUrl } = environment;
  const paces = new IssuingPaces(environment.clock);
  const show = (entry: BatchEntry) => toBatchView(entry, paces.find(entry.batchId));
  return {
    submitBatch: (submission) => submitBatch(environment, submission),
    getBatch: async (batchId) => show(await getBatchEntry(registry, batchId)),
    listBatches: async (page, filter) => {
      const { items, nextCursor } = await registry.listBatches(page, filter?.institutionCode);
      return { items: items.map(show), nextCursor };
    },
    getBatchReport: async (batchId) => {
      await getBatchEntry(registry, batchId);
      return JSON.parse((await registry.findBatchReport(batchId))!) as RecordsReport;
    },
    summariseBatch: (batchId) => showSummary(environment, batchId),
    previewRecord: (batchId, record) => previewRecord(environment, batchId, record),
    approveBatch: (batchId, actor, digest) => approveBatch(environment, batchId, actor, digest),
    rejectBatch: (batchId, actor, note) => rejectBatch(environment, batchId, actor, note),
    cancelBatch: (batchId, actor, note) => cancelBatch(environment, batchId, actor, note),
    issueBatch: async function* (batchId) {
      const { counts } = await getBatchEntry(registry, batchId);
      yield* paces.watch(batchId, counts.accepted, issueBatch(environment, batchId));
    },
    runBatch: async function* (batchId) {
      const { counts } = await getBatchEntry(registry, batchId);
      yield* paces.watch(batchId, counts.accepted, runBatch(environment, batchId));
    },
    findDueBatches: async () => {
      const now = environment.clock.now();
      const waiting = await registry.listWaitingBatches();
      return waiting.filter(({ nextAttempt }) => nextAttempt <= now).map(({ batchId }) => batchId);
    },
    listClaimCodes: (batchId) => listClaimCodes(environment, batchId),
    listDocuments: async (filter, page) => {
      const { items, nextCursor } = await registry.listDocuments(filter, page);
      return { items: items.map((entry) => toDocumentView(entry, publicUrl)), nextCursor };
    },
    getDocument: async (documentId) => ({
      ...toDocumentView(await getDocumentEntry(registry, documentId), publicUrl),
      revisions: await registry.listRevisions(documentId),
    }),
    getPdf: async (documentId) =>
      (await registry.findPdf(documentId)) ?? refuseMissing(registry, documentId),
    getSidecar: async (documentId) =>
      (await registry.findSidecar(documentId)) ?? refuseMissing(registry, documentId),
    changeDocument: (change) => changeDocument(environment, change),
    getDocumentHistory: (documentId, times) =>
      getDocumentHistory(registry, documentId, toTwoTimes(times, environment.clock.now())),
    claimDocuments: (claim) => claimDocuments(environment, claim),
    refreshStatusLists: async () => {
      await refreshStatusLists(environment);
      await checkpointTrail(environment);
    },
    checkReadiness: async () => {
      await registry.checkReadiness();
      for (const code of environment.institutions.keys()) await checkKeys(environment, code);
    },
    findKeyWarnings: async () => (await environment.signers.findWarnings?.()) ?? [],
  };
}

/** A test signature with each key of an institution or, where signatures are paid for, the store's own word. */
async function checkKeys({ signers }: IssuerEnvironment, code: string): Promise<void> {
  const keys = [await signers.getSigner(code, 'pdf'), await signers.getSigner(code, 'jose')];
  for (const { signer } of new Set(keys)) {
    if (signer.check !== undefined) await signer.check();
    else await signer.sign(new TextEncoder().encode('parinya readiness'));
  }
}

/** Says of artifacts that are not there whether they were erased or never were. */
async function refuseMissing(
  registry: IssuerEnvironment['registry'],
  documentId: DocumentId,
): Promise<never> {
  const { erasedAt } = (await registry.findDocument(documentId)) ?? {};
  if (erasedAt === undefined) throw documentNotFound();
  throw documentErased();
}
