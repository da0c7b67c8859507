import { z } from 'zod';
import type { ErasureAnswer } from '../../app/retention/erase-document.ts';
import { erasureReasons } from '../../registry/erasure.ts';
import { formatInstant } from '../../shared/instant.ts';
import { documentId, time } from './values.ts';

/** Why the personal data of a document are erased. */
export const erasureSchema = z.strictObject({
  reason: z
    .enum(erasureReasons)
    .exclude(['never-issued'])
    .describe('`retention-period` needs no second person, and the period to be over.'),
});

/** What became of an erasure. */
export const erasureAnswerSchema = z.object({
  documentId,
  erased: z.boolean().describe('False while it waits for a second person.'),
  reason: z.enum(erasureReasons),
  erasedAt: time.optional(),
  requestedBy: z.string().optional().describe('Who asked; another person must ask for the same.'),
  requestedAt: time.optional(),
});

/** An answer as the API gives it. */
export function toErasureAnswerJson(answer: ErasureAnswer): z.input<typeof erasureAnswerSchema> {
  if (answer.kind === 'erased') {
    const { documentId: id, reason, erasedAt } = answer;
    return { documentId: id, erased: true, reason, erasedAt: formatInstant(erasedAt) };
  }
  const { documentId: id, reason, requestedBy, requestedAt } = answer.request;
  const requested = { requestedBy, requestedAt: formatInstant(requestedAt) };
  return { documentId: id, erased: false, reason, ...requested };
}
