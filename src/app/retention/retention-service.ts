import type { DocumentHold } from '../../registry/erasure.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import { eraseDocument } from './erase-document.ts';
import type { ErasureAnswer, ErasureOrder } from './erase-document.ts';
import type { RetentionEnvironment } from './retention-environment.ts';
import { runRetention } from './run-retention.ts';
import type { RetentionListener, RetentionReport } from './run-retention.ts';

/** What the outer layers may ask about keeping and erasing personal data. */
export interface RetentionService {
  /** @throws AppError `not-found`, `erasure-refused`, `retention-not-over`, `forbidden` */
  eraseDocument(order: ErasureOrder): Promise<ErasureAnswer>;
  /** Lays a legal hold on a document, or takes it off. @throws AppError `not-found`, `document-erased` */
  holdDocument(hold: Omit<DocumentHold, 'at'>): Promise<void>;
  /** Erases what need not be kept any longer, or only tells what that would be. */
  runRetention(
    run: { readonly isRehearsal: boolean; readonly actor: string },
    listener?: RetentionListener,
  ): Promise<RetentionReport>;
}

/** The use cases of keeping and erasing, tied to one environment. */
export function createRetentionService(environment: RetentionEnvironment): RetentionService {
  return {
    eraseDocument: (order) => eraseDocument(environment, order),
    holdDocument: async (hold) => {
      await environment.eraser.holdDocument({ ...hold, at: environment.clock.now() });
      await checkpointTrail(environment);
    },
    runRetention: (run, listener) => runRetention(environment, run, listener),
  };
}
