import type { BatchView, DocumentView, IssuerService } from '../../app/services.ts';
import type { Registrar } from '../access/registrar-keys.ts';
import { AppError } from '../../shared/app-error.ts';
import { documentIdOf, documentNotFound } from '../requests/document-id-parameter.ts';
import type { Call } from '../route.ts';

/**
 * The batch in a route's address, if it is the caller's institution's.
 * @throws AppError `not-found` also for another institution's batch: it is nobody else's to know of.
 */
export async function getOwnBatch(
  issuer: IssuerService,
  call: Call,
  { institutionCode }: Registrar,
): Promise<BatchView> {
  const batch = await issuer.getBatch(call.pathParameters['batchId'] ?? '');
  if (batch.institutionCode !== institutionCode) {
    throw new AppError('not-found', {
      th: 'ไม่พบชุดเอกสารนี้',
      en: 'There is no such batch.',
    });
  }
  return batch;
}

/** The document in a route's address, if it is the caller's institution's. @throws AppError `not-found`. */
export async function getOwnDocument(
  issuer: IssuerService,
  call: Call,
  { institutionCode }: Registrar,
): Promise<DocumentView> {
  const document = await issuer.getDocument(documentIdOf(call));
  if (document.institutionCode !== institutionCode) throw documentNotFound();
  return document;
}

/** @throws AppError `illegal-transition` unless documents of the batch are issued and no more will be. */
export function requireDocuments(batch: BatchView): void {
  const isCutShort = batch.state === 'cancelled' && batch.counts.issued > 0;
  requireState(batch, ['issued', 'partly-issued', ...(isCutShort ? (['cancelled'] as const) : [])]);
}

/** @throws AppError `illegal-transition` unless the batch is in one of the states. */
export function requireState(batch: BatchView, states: readonly BatchView['state'][]): void {
  if (states.includes(batch.state)) return;
  throw new AppError('illegal-transition', {
    th: `ทำรายการนี้ไม่ได้เมื่อชุดเอกสารอยู่ในสถานะ ${batch.state}`,
    en: `This cannot be done while the batch is ${batch.state}.`,
  });
}
