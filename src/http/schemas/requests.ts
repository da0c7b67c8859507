import { z } from 'zod';
import { isReadable, LONGEST_NOTE } from '../../app/staff-words.ts';
import { padesLevels } from '../../formats/pdf/signatures/pades-level.ts';
import { documentId, time } from './values.ts';

/** What a person writes to a decision. */
const note = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_NOTE)
  .refine(isReadable);

/** Why a batch is rejected. */
export const rejectionSchema = z.strictObject({
  note,
});

/** What a batch is approved for. */
export const approvalSchema = z.strictObject({
  digest: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .describe('Of the summary that was looked at: hexadecimal, or at least its first 16 digits.'),
});

/** Why a batch is given up. */
export const cancellationSchema = z.strictObject({
  note: note.optional(),
});

/** Why a document is taken back or suspended. The reason is looked up in the published list. */
export const revocationSchema = z.strictObject({
  reason: z.string(),
  note: note.optional().describe('Needed with the reason `other`.'),
  effectiveAt: time
    .optional()
    .describe('From when it counts, where that was earlier; not before the document was issued.'),
});

/** Why a document is superseded, and by which. */
export const supersessionSchema = revocationSchema.extend({ supersededBy: documentId });

/** What a graduate shows to get documents: the code from the institution and one detail. */
export const claimSchema = z.strictObject({
  claimCode: z.string().trim().min(1).max(64),
  birthDate: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .describe(
      '`YYYY-MM-DD`, in the Common or the Buddhist Era; the student id where the record has no full date.',
    ),
});

/** How a batch is to be taken in. */
export const submissionQuerySchema = z.strictObject({
  template: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional()
    .describe("The template of the documents; the institution's own when left out."),
  level: z
    .enum(padesLevels)
    .optional()
    .describe("The level that every signature must reach; the institution's own when left out."),
  goodRecordsOnly: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Leave out the records with errors and go on with the others.'),
});
