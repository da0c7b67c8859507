import { describe, expect, it } from '@jest/globals';
import {
  fromWorkerAnswer,
  toWorkerAnswer,
} from '../../../src/adapters/worker-pool/worker-message.ts';
import { AppError } from '../../../src/shared/app-error.ts';

describe('what a worker answers', () => {
  it('carries known failures as data that survives the way between threads', async () => {
    const failure = new AppError('glyph-missing', { th: 'ก', en: 'a' });
    const answer = structuredClone(await toWorkerAnswer(Promise.reject(failure)));
    expect(() => fromWorkerAnswer(answer)).toThrow(
      expect.objectContaining({ code: 'glyph-missing', text: { th: 'ก', en: 'a' } }),
    );
  });

  it('does not dress a bug up as a known failure', async () => {
    const bug = new Error('a bug');
    const answer = structuredClone(await toWorkerAnswer(Promise.reject(bug)));
    expect(() => fromWorkerAnswer(answer)).toThrow(
      expect.objectContaining({ name: 'Error', message: expect.stringContaining('a bug') }),
    );
  });
});
