import type { ProductionResult } from '../../app/issuing/production/document-producer.ts';
import { AppError, isAppError } from '../../shared/app-error.ts';
import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';

/**
 * What a worker thread answers. Errors lose their class and their own properties on the way between
 * threads, so known failures travel as data; unknown ones are thrown and arrive as plain errors.
 */
export type WorkerAnswer =
  | { readonly result: ProductionResult }
  | { readonly failure: { readonly code: AppErrorCode; readonly text: BilingualText } };

/** Turns the outcome of a job into what may travel. */
export async function toWorkerAnswer(work: Promise<ProductionResult>): Promise<WorkerAnswer> {
  try {
    return { result: await work };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { failure: { code: error.code, text: error.text } };
  }
}

/** The inverse. @throws AppError as the worker met it. */
export function fromWorkerAnswer(answer: WorkerAnswer): ProductionResult {
  if ('failure' in answer) throw new AppError(answer.failure.code, answer.failure.text);
  return answer.result;
}
