import type { RetentionService } from '../../../src/app/retention/retention-service.ts';
import { fakeNow } from './fake-world.ts';

/** A retention service that erases whatever it is asked to, and has nothing else to keep. */
export const fakeRetention: RetentionService = {
  eraseDocument: ({ documentId, reason }) =>
    Promise.resolve({ kind: 'erased', documentId, reason, erasedAt: fakeNow, isPurged: true }),
  holdDocument: () => Promise.resolve(),
  runRetention: ({ isRehearsal }) =>
    Promise.resolve({ isRehearsal, institutions: [], isPurged: true }),
};
