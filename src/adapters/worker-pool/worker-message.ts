import type { ProductionResult } from '../../app/issuing/production/document-producer.ts';
import type { FinishedDocument } from '../../registry/registry-entries.ts';
import { AppError, isAppError } from '../../shared/app-error.ts';
import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';

/**
 * What a worker thread answers. Errors lose their class and their own properties on the way between
 * threads, so failures travel as data. Whatever else becomes of a job says that its thread has died.
 */
export type WorkerAnswer<Result> =
  | { readonly result: Result }
  | { readonly failure: { readonly code: AppErrorCode; readonly text: BilingualText } }
  | { readonly bug: string };

/** Turns the outcome of a job into what may travel. */
export async function toWorkerAnswer<Result>(work: Promise<Result>): Promise<WorkerAnswer<Result>> {
  try {
    return { result: await work };
  } catch (error) {
    if (isAppError(error)) return { failure: { code: error.code, text: error.text } };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The inverse. @throws AppError as the worker met it, or an `Error` for a bug. */
export function fromWorkerAnswer<Result>(answer: WorkerAnswer<Result>): Result {
  if ('failure' in answer) throw new AppError(answer.failure.code, answer.failure.text);
  if ('bug' in answer) throw new Error(`in a worker thread: ${answer.bug}`);
  return answer.result;
}

/**
 * The memory of an answer that may change hands instead of being copied: the documents fill it and the
 * worker has no more use for it.
 */
export function toTransferList(answer: WorkerAnswer<ProductionResult>): ArrayBuffer[] {
  if (!('result' in answer)) return [];
  return answer.result.finished.flatMap(ownBuffers);
}

/** The memory that a document fills all by itself. */
export function ownBuffers({ pdf, sidecar }: FinishedDocument): ArrayBuffer[] {
  return [pdf, sidecar].flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}
