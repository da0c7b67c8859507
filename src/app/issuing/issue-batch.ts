import type {
  BatchDocument,
  BatchEntry,
  FinishedDocument,
} from '../../registry/registry-entries.ts';
import { AppError } from '../../shared/app-error.ts';
import { toDocumentId } from '../../shared/document-id.ts';
import { toClaimCode, toClaimHandle } from '../claim-code.ts';
import { refreshStatusLists } from '../documents/publish-status-list.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedDocument } from '../services.ts';
import { getBatchEntry } from './batch-view.ts';

const RECORDS_PER_PAGE = 500;
const ISSUING_ACTOR = 'parinya';

/**
 * Issues an approved batch, or goes on with one that was interrupted anywhere: every accepted record ends
 * with exactly one document. The steps, each durable before the next begins: (1) ids, status entries and
 * the repertoire are reserved, (2) the status list that will answer for them is published, then chunk by
 * chunk (3) PDFs and sidecars are made and (4) kept together with the state `issued`.
 * @returns each document, old or new, in record order, as soon as it and those before it are issued.
 * @throws AppError `not-found`, `illegal-transition` for a batch that nobody approved, and what producing throws.
 */
export async function* issueBatch(
  environment: IssuerEnvironment,
  batchId: string,
): AsyncIterable<IssuedDocument> {
  const batch = await getBatchEntry(environment.registry, batchId);
  const isFinished = batch.state === 'issued' || batch.state === 'partly-issued';
  if (!isFinished) {
    await startIssuing(environment, batch);
    await reserve(environment, batch);
  }
  await refreshStatusLists(environment, batch.institutionCode);
  yield* finishDocuments(environment, batch);
  if (!isFinished) {
    await environment.registry.changeBatchState({
      batchId,
      to: batch.counts.errors === 0 ? 'issued' : 'partly-issued',
      actor: ISSUING_ACTOR,
      at: environment.clock.now(),
    });
  }
}

async function startIssuing(
  { registry, clock }: IssuerEnvironment,
  { batchId, state }: BatchEntry,
): Promise<void> {
  if (state === 'awaiting-approval' || state === 'checked') {
    throw new AppError('illegal-transition', {
      th: 'ชุดเอกสารนี้ยังไม่ได้รับอนุมัติ จึงออกเอกสารไม่ได้',
      en: 'This batch has not been approved, so nothing of it can be issued.',
    });
  }
  await registry.changeBatchState({
    batchId,
    to: 'issuing',
    actor: ISSUING_ACTOR,
    at: clock.now(),
  });
}

async function reserve(
  { registry, clock, random, repertoires, statusLists, claimSecret }: IssuerEnvironment,
  { batchId, institutionCode, template }: BatchEntry,
): Promise<void> {
  const repertoire =
    (await registry.findRepertoire(batchId)) ??
    (await repertoires.collect(institutionCode, template, allRecords(registry, batchId)));
  await registry.reserveDocuments(batchId, repertoire, {
    newDocumentId: () => toDocumentId(random.bytes(15)),
    randomBelow: random.below,
    claimHandleHex: (institution, studentId) =>
      toClaimHandle(claimSecret, toClaimCode(claimSecret, institution, studentId)),
    statusListSize: statusLists.size,
    at: clock.now(),
  });
}

async function* allRecords(
  registry: IssuerEnvironment['registry'],
  batchId: string,
): AsyncIterable<Uint8Array> {
  let cursor: string | undefined;
  do {
    const page = await registry.listBatchRecords(batchId, {
      limit: RECORDS_PER_PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Chunks are worked on side by side and handed out in order; an error of one reaches the caller in its turn. */
async function* finishDocuments(
  environment: IssuerEnvironment,
  batch: BatchEntry,
): AsyncIterable<IssuedDocument> {
  const underWay: Promise<readonly IssuedDocument[]>[] = [];
  const most = environment.producer.parallelJobs + 1;
  try {
    for await (const chunk of documentChunks(environment, batch.batchId)) {
      const finishing = finishChunk(environment, batch, chunk);
      // A chunk may fail before its turn comes: the failure waits for it and is not "unhandled".
      finishing.catch(() => undefined);
      underWay.push(finishing);
      if (underWay.length >= most) yield* (await underWay.shift())!;
    }
    while (underWay.length > 0) yield* (await underWay.shift())!;
  } finally {
    // After an error, or when the caller wants no more, what is under way still ends before we do.
    await Promise.allSettled(underWay);
  }
}

async function* documentChunks(
  { registry, chunkDocuments }: IssuerEnvironment,
  batchId: string,
): AsyncIterable<readonly BatchDocument[]> {
  let cursor: string | undefined;
  do {
    const page = await registry.listBatchDocuments(batchId, {
      limit: chunkDocuments,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function finishChunk(
  environment: IssuerEnvironment,
  batch: BatchEntry,
  chunk: readonly BatchDocument[],
): Promise<readonly IssuedDocument[]> {
  const made = await produceReserved(environment, batch, chunk);
  const issued: IssuedDocument[] = [];
  for (const { row, file, document } of chunk) {
    const { documentId, studentId, language } = document;
    const fresh = made.get(documentId);
    const artifacts = fresh ?? (await getArtifacts(environment, documentId));
    issued.push({
      row,
      file,
      studentId,
      language,
      documentId,
      pdf: artifacts.pdf,
      sidecar: artifacts.sidecar,
      claimCode: toClaimCode(environment.claimSecret, batch.institutionCode, studentId),
      isNew: fresh !== undefined,
    });
  }
  return issued;
}

/** Makes and keeps those of the chunk that are still reserved. @returns what this call issued, by id. */
async function produceReserved(
  { registry, producer, clock }: IssuerEnvironment,
  { batchId, institutionCode, template }: BatchEntry,
  chunk: readonly BatchDocument[],
): Promise<ReadonlyMap<string, FinishedDocument>> {
  const waiting = chunk.filter(({ document }) => document.state === 'reserved');
  if (waiting.length === 0) return new Map();
  const documents = await registry.findReservedDocuments(
    waiting.map(({ document }) => document.documentId),
  );
  if (documents.length === 0) return new Map();
  const repertoire = await registry.findRepertoire(batchId);
  if (repertoire === undefined) throw new Error('a reserved batch has a repertoire');
  const finished = await producer.produce({
    institutionCode,
    template,
    repertoire,
    issuedAt: clock.now(),
    documents,
  });
  const issued = new Set(await registry.recordIssued(finished, ISSUING_ACTOR));
  return new Map(
    finished
      .filter(({ documentId }) => issued.has(documentId))
      .map((document) => [document.documentId, document]),
  );
}

async function getArtifacts(
  { registry }: IssuerEnvironment,
  documentId: IssuedDocument['documentId'],
): Promise<{ readonly pdf: Uint8Array; readonly sidecar: string }> {
  const pdf = await registry.findPdf(documentId);
  const sidecar = await registry.findSidecar(documentId);
  if (pdf === undefined || sidecar === undefined) {
    throw new Error('an issued document has its artifacts');
  }
  return { pdf, sidecar };
}
