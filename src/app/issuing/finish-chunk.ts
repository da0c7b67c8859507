import type {
  BatchDocument,
  BatchEntry,
  FinishedDocument,
} from '../../registry/registry-entries.ts';
import { toClaimCode } from '../claim-code.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { IssuedDocument } from '../services.ts';
import type { ProductionResult, RefusedDocument } from './production/document-producer.ts';

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
}

/** Makes and keeps what is still reserved of a chunk, and hands out all of it that is issued. */
export async function finishChunk(
  environment: IssuerEnvironment,
  batch: BatchEntry,
  chunk: readonly BatchDocument[],
): Promise<FinishedChunk> {
  const { finished, refused } = await produceReserved(environment, batch, chunk);
  const made = new Map(finished.map((document) => [document.documentId, document]));
  const reasons = new Map(refused.map((document) => [document.documentId, document]));
  const issued: IssuedDocument[] = [];
  const refusedRecords: RefusedRecord[] = [];
  for (const { row, file, document } of chunk) {
    const { documentId, studentId, language } = document;
    const reason = reasons.get(documentId);
    if (reason !== undefined) {
      refusedRecords.push({ ...reason, row });
      continue;
    }
    const fresh = made.get(documentId);
    const { pdf, sidecar } = fresh ?? (await getArtifacts(environment, documentId));
    issued.push({
      row,
      file,
      studentId,
      language,
      documentId,
      pdf,
      sidecar,
      claimCode: toClaimCode(environment.claimSecret, batch.institutionCode, studentId),
      isNew: fresh !== undefined,
    });
  }
  return { issued, refused: refusedRecords };
}

const NOTHING: ProductionResult = { finished: [], refused: [] };

/** @returns what this call issued, and what cannot be made. */
async function produceReserved(
  { registry, producer, clock }: IssuerEnvironment,
  { batchId, institutionCode, template }: BatchEntry,
  chunk: readonly BatchDocument[],
): Promise<ProductionResult> {
  const waiting = chunk.filter(({ document }) => document.state === 'reserved');
  if (waiting.length === 0) return NOTHING;
  const documents = await registry.findReservedDocuments(
    waiting.map(({ document }) => document.documentId),
  );
  if (documents.length === 0) return NOTHING;
  const repertoire = await registry.findRepertoire(batchId);
  if (repertoire === undefined) throw new Error('a reserved batch has a repertoire');
  const { finished, refused } = await producer.produce({
    institutionCode,
    template,
    repertoire,
    issuedAt: clock.now(),
    documents,
  });
  if (finished.length === 0) return { finished, refused };
  const issued = new Set(await registry.recordIssued(finished, ISSUING_ACTOR));
  return { finished: finished.filter(({ documentId }) => issued.has(documentId)), refused };
}

async function getArtifacts(
  { registry }: IssuerEnvironment,
  documentId: IssuedDocument['documentId'],
): Promise<Pick<FinishedDocument, 'pdf' | 'sidecar'>> {
  const pdf = await registry.findPdf(documentId);
  const sidecar = await registry.findSidecar(documentId);
  if (pdf === undefined || sidecar === undefined) {
    throw new Error('an issued document has its artifacts');
  }
  return { pdf, sidecar };
}
