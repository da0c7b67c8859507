import type { BatchView, DocumentView, IssuerService } from '../../../app/services.ts';
import { fileAnswer } from '../../answer.ts';
import { HttpError } from '../../problems/http-error.ts';
import type { RouteOf } from '../../route.ts';
import { toBatchJson } from '../../schemas/batch.ts';
import { toBatchEvents } from './batch-events.ts';
import { getOwnBatch, requireDocuments } from '../own-entries.ts';
import { MOST_ZIP_ENTRIES, toZipStream } from './zip-stream.ts';
import type { ZipEntry } from './zip-stream.ts';

const PAGE_SIZE = 200;
/** A PDF and a sidecar for each document. */
const FILES_PER_DOCUMENT = 2;

/** What comes piece by piece for a batch: its progress, and all its documents in one file. */
export function batchStreamRoutes(issuer: IssuerService): readonly RouteOf<'registrar'>[] {
  return [
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/events',
      operationId: 'watchBatch',
      summary: 'The progress of a batch as server-sent events',
      description: 'Events `progress` and at last `end`, each with the batch as JSON.',
      answers: { 200: { description: 'The stream.', content: { 'text/event-stream': 'binary' } } },
      problems: ['not-found'],
      handle: async (call, registrar) => {
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        const look = (): Promise<BatchView> => issuer.getBatch(batchId);
        const toJson = (batch: BatchView): object => toBatchJson(batch, call.language);
        const body = toBatchEvents(look, toJson, call.signal);
        return { status: 200, mediaType: 'text/event-stream', body };
      },
    },
    {
      audience: 'registrar',
      method: 'get',
      path: '/api/v1/batches/{batchId}/documents.zip',
      operationId: 'getBatchArchive',
      summary: 'All PDFs and sidecars of an issued batch in one file',
      answers: { 200: { description: 'The archive.', content: { 'application/zip': 'binary' } } },
      problems: ['not-found', 'illegal-transition', 'answer-too-large'],
      handle: async (call, registrar) => {
        const batch = await getOwnBatch(issuer, call, registrar);
        requireDocuments(batch);
        if (batch.counts.issued * FILES_PER_DOCUMENT > MOST_ZIP_ENTRIES) throw tooManyDocuments();
        const entries = toEntries(issuer, batch, call.signal);
        return fileAnswer('application/zip', toZipStream(entries), `${batch.batchId}.zip`);
      },
    },
  ];
}

async function* toEntries(
  issuer: IssuerService,
  batch: BatchView,
  signal: AbortSignal,
): AsyncIterable<ZipEntry> {
  for await (const { documentId, issuedAt, since } of documentsOf(issuer, batch)) {
    if (signal.aborted) return;
    const modified = issuedAt ?? since;
    yield { name: `${documentId}.pdf`, bytes: await issuer.getPdf(documentId), modified };
    const sidecar = Buffer.from(await issuer.getSidecar(documentId), 'utf8');
    yield { name: `${documentId}.jws`, bytes: sidecar, modified };
  }
}

async function* documentsOf(
  issuer: IssuerService,
  { batchId, institutionCode }: BatchView,
): AsyncIterable<DocumentView> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<IssuerService['listDocuments']>> = await issuer.listDocuments(
      { batchId, institutionCode },
      { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) },
    );
    yield* page.items.filter(({ state }) => state !== 'reserved');
    cursor = page.nextCursor;
  } while (cursor !== null);
}

function tooManyDocuments(): HttpError {
  return new HttpError('answer-too-large', {
    th: 'ชุดเอกสารนี้ใหญ่เกินกว่าจะรวมเป็นไฟล์ ZIP เดียว โปรดดาวน์โหลดทีละเอกสาร',
    en: 'This batch is too large for one ZIP file. Fetch its documents one by one.',
  });
}
