import { describe, expect, it } from '@jest/globals';
import {
  fromWorkerAnswer,
  toTransferList,
  toWorkerAnswer,
} from '../../../src/adapters/worker-pool/worker-message.ts';
import type { ProductionResult } from '../../../src/app/issuing/production/document-producer.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';
import { instantOf } from '../../../src/shared/instant.ts';

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

  it('lets documents change hands instead of being copied, but no memory that holds more', async () => {
    const pdf = Uint8Array.of(1, 2, 3);
    const part = Uint8Array.of(0, 4, 5, 0).subarray(1, 3);
    const result: ProductionResult = {
      finished: [finished(0, pdf, Uint8Array.of(7)), finished(1, part, Uint8Array.of(8))],
      refused: [],
      waiting: [],
    };
    const answer = await toWorkerAnswer(Promise.resolve(result));
    const received = structuredClone(answer, { transfer: toTransferList(answer) });
    expect(fromWorkerAnswer(received).finished).toMatchObject([
      { pdf: Uint8Array.of(1, 2, 3), sidecar: Uint8Array.of(7) },
      { pdf: Uint8Array.of(4, 5), sidecar: Uint8Array.of(8) },
    ]);
    expect([pdf.length, part.length]).toEqual([0, 2]);
  });
});

function finished(index: number, pdf: Uint8Array, sidecar: Uint8Array) {
  return {
    documentId: toDocumentId(new Uint8Array(15).fill(index)),
    issuedAt: instantOf(0),
    level: 'B-B' as const,
    pdf,
    sidecar,
    pdfDigestHex: '',
    sidecarDigestHex: '',
  };
}
