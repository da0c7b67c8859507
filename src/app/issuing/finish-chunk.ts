import type { BatchDocument, BatchEntry } from '../../registry/registry-entries.ts';
import { toClaimCode } from '../claim-code.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedEntry } from '../services.ts';
import { checkClock } from './check-clock.ts';
import type { IssuedContents } from './issued-contents.ts';
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
export interface FinishedChunk<Issued extends IssuedEntry> {
  readonly issued: readonly Issued[];
  readonly refused: readonly RefusedRecord[];
  readonly waiting: readonly RefusedRecord[];
}

/** Makes and keeps what is still reserved of a chunk, and hands out all of it that is issued. */
export async function finishChunk<Issued extends IssuedEntry>(
  environment: IssuerEnvironment,
  batch: BatchEntry,
  chunk: readonly BatchDocument[],
  keys: SigningKeyWatch,
  contents: IssuedContents<Issued>,
): Promise<FinishedChunk<Issued>> {
  const { finished, refused, waiting } = await produceReserved(environment, batch, chunk, keys);
  const made = new Map(finished.map((document) => [document.documentId, document]));
  const reasons = new Map(
    [...refused, ...waiting].map((document) => [document.documentId, document]),
  );
  const isWaiting = new Set(waiting.map(({ documentId }) => documentId));
  const issued: Issued[] = [];
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
    const entry: IssuedEntry = {
      row,
      file,
      studentId,
      language,
      documentId,
      level: fresh?.level ?? document.level ?? 'B-B',
      claimCode: toClaimCode(environment.claimSecret, batch.institutionCode, studentId),
      isNew: fresh !== undefined,
      template: fresh === undefined ? document.template : batch.template,
    };
    issued.push(await contents.add(entry, document, fresh));
  }
  contents.release(finished);
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
