import type { BatchDocument, BatchEntry, KeptTemplate } from '../../registry/registry-entries.ts';
import { toFingerprintHex } from '../../rendering/template/frozen/frozen-template.ts';
import { AppError } from '../../shared/app-error.ts';
import { toDocumentId } from '../../shared/document-id.ts';
import { isPassingKeyFault } from '../../signing/services/waiting-fault.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import { toClaimCode, toClaimHandle } from '../claim-code.ts';
import { refreshStatusLists } from '../documents/publish-status-list.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedDocument, IssuedEntry } from '../services.ts';
import { getBatchEntry } from './batch-view.ts';
import { checkClock } from './check-clock.ts';
import { finishChunk, ISSUING_ACTOR } from './finish-chunk.ts';
import type { FinishedChunk, RefusedRecord } from './finish-chunk.ts';
import { holdBatch, takeUp } from './hold-batch.ts';
import { handedOut, leftInRegistry } from './issued-contents.ts';
import type { IssuedContents } from './issued-contents.ts';
import { getBatchTemplate } from './production/get-batch-template.ts';
import { SigningKeyWatch } from './signing-key-watch.ts';

const RECORDS_PER_PAGE = 100;

/**
 * Issues an approved batch, or goes on with one that was interrupted anywhere: every accepted record ends
 * with exactly one document. The steps, each durable before the next begins: (1) ids, status entries and
 * the repertoire are reserved, (2) the status list that will answer for them is published, then chunk by
 * chunk (3) PDFs and sidecars are made and (4) kept together with the state `issued`.
 * @returns each document, old or new, in record order, as soon as it and those before it are issued.
 * @throws AppError `not-found`, `illegal-transition` for a batch that nobody approved or that was cancelled,
 *   `batch-cancelled` when that happens meanwhile, and what producing throws.
 */
export function issueBatch(
  environment: IssuerEnvironment,
  batchId: string,
): AsyncIterable<IssuedDocument> {
  return issue(environment, batchId, handedOut);
}

/** Issues as {@link issueBatch} does, for whoever does not look at the PDFs: they are in the registry. */
export function runBatch(
  environment: IssuerEnvironment,
  batchId: string,
): AsyncIterable<IssuedEntry> {
  return issue(environment, batchId, leftInRegistry);
}

async function* issue<Issued extends IssuedEntry>(
  environment: IssuerEnvironment,
  batchId: string,
  toContents: (environment: IssuerEnvironment, batch: BatchEntry) => IssuedContents<Issued>,
): AsyncIterable<Issued> {
  const batch = await getBatchEntry(environment.registry, batchId);
  const isFinished = batch.state === 'issued' || batch.state === 'partly-issued';
  let template: KeptTemplate | undefined;
  if (!isFinished) {
    await checkClock(environment, batchId);
    template = await getBatchTemplate(environment, batch);
    await startIssuing(environment, batch, template);
    await takeUp(environment, batch);
  }
  try {
    if (template !== undefined) await reserve(environment, batch, template);
    await refreshStatusLists(environment, batch.institutionCode);
    yield* finishDocuments(environment, batch, toContents(environment, batch));
  } catch (error) {
    throw isFinished ? error : await holdBatch(environment, batch, error);
  }
  await environment.registry.recordWaiting(batchId, null, ISSUING_ACTOR);
  if (!isFinished) {
    await environment.registry.changeBatchState({
      batchId,
      to: batch.counts.errors === 0 ? 'issued' : 'partly-issued',
      actor: ISSUING_ACTOR,
      at: environment.clock.now(),
    });
  }
  await checkpointTrail(environment);
}

async function startIssuing(
  { registry, clock, templates }: IssuerEnvironment,
  { batchId, state }: BatchEntry,
  template: KeptTemplate,
): Promise<void> {
  if (state === 'awaiting-approval' || state === 'checked') {
    throw new AppError('illegal-transition', {
      th: 'ชุดเอกสารนี้ยังไม่ได้รับอนุมัติ จึงออกเอกสารไม่ได้',
      en: 'This batch has not been approved, so nothing of it can be issued.',
    });
  }
  // Before anything begins; what is under way already meets it where documents are left to be made.
  if (state === 'approved') templates.check(template.content);
  await registry.changeBatchState({
    batchId,
    to: 'issuing',
    actor: ISSUING_ACTOR,
    at: clock.now(),
  });
}

async function reserve(
  { registry, clock, random, repertoires, statusLists, claimSecret }: IssuerEnvironment,
  { batchId }: BatchEntry,
  template: KeptTemplate,
): Promise<void> {
  const repertoire =
    (await registry.findRepertoire(batchId)) ??
    (await repertoires.collect(template.content, allRecords(registry, batchId)));
  const fingerprintHex = toFingerprintHex(template.content, repertoire);
  await registry.reserveDocuments(
    batchId,
    { repertoire, fingerprintHex, template },
    {
      newDocumentId: () => toDocumentId(random.bytes(15)),
      randomBelow: random.below,
      claimHandleHex: (institution, studentId) =>
        toClaimHandle(claimSecret, toClaimCode(claimSecret, institution, studentId)),
      statusListSize: statusLists.size,
      at: clock.now(),
    },
  );
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

/**
 * Chunks are worked on side by side and handed out in order; an error of one reaches the caller in its
 * turn. Records that cannot be printed do not hold up the others: they are named when those are done.
 */
async function* finishDocuments<Issued extends IssuedEntry>(
  environment: IssuerEnvironment,
  batch: BatchEntry,
  contents: IssuedContents<Issued>,
): AsyncIterable<Issued> {
  const underWay: Promise<FinishedChunk<Issued>>[] = [];
  const most = environment.producer.parallelJobs + 1;
  const refused: RefusedRecord[] = [];
  const waiting: RefusedRecord[] = [];
  const run = { isStopped: false };
  const keys = new SigningKeyWatch(environment, batch, ISSUING_ACTOR);
  async function* handOut(): AsyncIterable<Issued> {
    const chunk = await underWay.shift()!;
    refused.push(...chunk.refused);
    waiting.push(...chunk.waiting);
    // A service that fails for a whole chunk will fail for the next: nothing more is signed for nothing.
    run.isStopped ||= chunk.waiting.length > 0 && chunk.issued.every(({ isNew }) => !isNew);
    // Nor is a key asked again whose store has just failed.
    run.isStopped ||= chunk.waiting.some(({ code }) => isPassingKeyFault(code));
    yield* chunk.issued;
  }
  try {
    for await (const chunk of documentChunks(environment, batch.batchId)) {
      const finishing = finishChunk(environment, batch, chunk, keys, contents);
      // A chunk may fail before its turn comes: the failure waits for it and is not "unhandled".
      finishing.catch(() => undefined);
      underWay.push(finishing);
      if (underWay.length >= most) yield* handOut();
      if (run.isStopped) break;
    }
    while (underWay.length > 0) yield* handOut();
  } finally {
    // After an error, or when the caller wants no more, what is under way still ends before we do.
    await Promise.allSettled(underWay);
  }
  if (waiting.length > 0) throw documentsWait(waiting);
  if (refused.length > 0) throw recordsRefused(refused);
}

/** The first reason stands for all; of times to wait the longest. */
function documentsWait(waiting: readonly RefusedRecord[]): AppError {
  const [{ code, text }] = waiting as readonly [RefusedRecord];
  const retryAfterMs = Math.max(...waiting.map((each) => each.retryAfterMs ?? 0));
  return new AppError(code, text, { retryAfterMs });
}

function recordsRefused(refused: readonly RefusedRecord[]): AppError {
  const [{ code, text }] = refused as readonly [RefusedRecord];
  const rows = refused.map(({ row }) => row).join(', ');
  return new AppError(code, {
    th: `ออกเอกสารไม่ได้ ${refused.length} ระเบียน (แถว ${rows}): ${text.th}`,
    en: `${refused.length} records could not be issued (rows ${rows}): ${text.en}`,
  });
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
