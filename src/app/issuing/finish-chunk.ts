import { batchCancelled } from '../../registry/batch-cancelled.ts';
import type { BatchDocument, BatchEntry } from '../../registry/registry-entries.ts';
import { parseUtf8 } from '../../shared/bytes.ts';
import { toClaimCode } from '../claim-code.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedDocument } from '../services.ts';
import { checkClock } from './check-clock.ts';
import { allWaiting } from './production/all-waiting.ts';
import type {
  ProductionJob,
  ProductionResult,
  RefusedDocument,
} from './production/document-producer.ts';
import type { SigningKeyWatch } from './signing-key-watch.ts';

/** In whose name the machinery issues. */
export const ISSUING_ACTOR = 'parinya';

/** A record that cannot become a document, and why. */
export interface RefusedRecord extends RefusedDocument {
  readonly row: number;
}

/** What became of the records of a chunk, in their order. */
export interface FinishedChunk {
  readonly issued: readonly IssuedDocument[];
  readonly refused: readonly RefusedRecord[];
  readonly waiting: readonly RefusedRecord[];
}

/** Makes and keeps what is still reserved of a chunk, and hands out all of it that is issued. */
export async function finishChunk(
  environment: IssuerEnvironment,
  batch: BatchEntry,
  chunk: readonly BatchDocument[],
  keys: SigningKeyWatch,
): Promise<FinishedChunk> {
  const { finished, refused, waiting } = await produceReserved(environment, batch, chunk, keys);
  const made = new Map(finished.map((document) => [document.documentId, document]));
  const reasons = new Map(
    [...refused, ...waiting].map((document) => [document.documentId, document]),
  );
  const isWaiting = new Set(waiting.map(({ documentId }) => documentId));
  const issued: IssuedDocument[] = [];
  const refusedRecords: RefusedRecord[] = [];
  const waitingRecords: RefusedRecord[] = [];
  for (const { row, file, document } of chunk) {
    const { documentId, studentId, language } = document;
    if (document.erasedAt !== undefined) continue;
    const reason = reasons.get(documentId);
    if (reason !== undefined) {
      (isWaiting.has(documentId) ? waitingRecords : refusedRecords).push({ ...reason, row });
      continue;
    }
    const fresh = made.get(documentId);
    const { pdf, sidecar } =
      fresh === undefined
        ? await getArtifacts(environment, batch, documentId)
        : { pdf: fresh.pdf, sidecar: parseUtf8(fresh.sidecar) };
    issued.push({
      row,
      file,
      studentId,
      language,
      documentId,
      level: fresh?.level ?? document.level ?? 'B-B',
      pdf,
      sidecar,
      claimCode: toClaimCode(environment.claimSecret, batch.institutionCode, studentId),
      isNew: fresh !== undefined,
      template: fresh === undefined ? document.template : batch.template,
    });
  }
  return { issued, refused: refusedRecords, waiting: waitingRecords };
}

const NOTHING: ProductionResult = { finished: [], refused: [], waiting: [] };

/** @returns what this call issued, and what cannot be made. */
async function produceReserved(
  { registry, producer, clock }: IssuerEnvironment,
  { batchId, institutionCode, template, level }: BatchEntry,
  chunk: readonly BatchDocument[],
  keys: SigningKeyWatch,
): Promise<ProductionResult> {
  const reserved = chunk.filter(({ document }) => document.state === 'reserved');
  if (reserved.length === 0) return NOTHING;
  const documents = await registry.findReservedDocuments(
    reserved.map(({ document }) => document.documentId),
  );
  if (documents.length === 0) return NOTHING;
  const repertoire = await registry.findRepertoire(batchId);
  const frozenTemplate = await registry.findFrozenTemplate(batchId);
  if (repertoire === undefined || frozenTemplate === undefined) {
    throw new Error('a reserved batch has what it is printed with');
  }
  await checkClock({ registry, clock }, batchId);
  const { finished, refused, waiting } = await produceOrWait(producer, keys, {
    institutionCode,
    template,
    frozenTemplate,
    repertoire,
    issuedAt: clock.now(),
    level,
    documents,
  });
  if (finished.length === 0) return { finished, refused, waiting };
  const issued = new Set(await registry.recordIssued(finished, ISSUING_ACTOR, batchId));
  return {
    finished: finished.filter(({ documentId }) => issued.has(documentId)),
    refused,
    waiting,
  };
}

/** Where the key's store cannot be reached nothing of the chunk is made, and all of it waits. */
async function produceOrWait(
  producer: IssuerEnvironment['producer'],
  keys: SigningKeyWatch,
  job: ProductionJob,
): Promise<ProductionResult> {
  try {
    await keys.note();
    return await producer.produce(job);
  } catch (error) {
    return allWaiting(job.documents, error);
  }
}

/** @throws AppError `batch-cancelled` where the document was given up with its batch meanwhile. */
async function getArtifacts(
  { registry }: IssuerEnvironment,
  { batchId }: BatchEntry,
  documentId: IssuedDocument['documentId'],
): Promise<Pick<IssuedDocument, 'pdf' | 'sidecar'>> {
  const pdf = await registry.findPdf(documentId);
  const sidecar = await registry.findSidecar(documentId);
  if (pdf === undefined || sidecar === undefined) {
    if ((await registry.findBatch(batchId))?.state === 'cancelled') throw batchCancelled();
    throw new Error('an issued document has its artifacts');
  }
  return { pdf, sidecar };
}
