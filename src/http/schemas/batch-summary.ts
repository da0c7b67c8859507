import { z } from 'zod';
import { sampleReasons } from '../../app/issuing/approval/approval-summary.ts';
import { padesLevels } from '../../formats/pdf/signatures/pades-level.ts';
import { batchStates, documentStates } from '../../registry/states.ts';
import { documentId } from './values.ts';

const place = { file: z.string(), row: z.int(), studentId: z.string(), language: z.enum(['th', 'en']) };
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What an approver has to know of a batch. */
export const batchSummarySchema = z.object({
  batchId: z.string(),
  institutionCode: z.string(),
  state: z.enum(batchStates),
  template: z.string(),
  level: z.enum(padesLevels),
  submittedBy: z.string(),
  digest: digest.describe('What an approval names; the `ETag` of this answer.'),
  digestShort: z.string().describe('Its first 16 digits in groups, for people; an approval may name these.'),
  rule: z.object({
    needsSecondPerson: z.boolean().describe('Whether another person than the submitter must approve it.'),
    needsDigest: z.boolean().describe('Whether an approval has to name the digest.'),
    onePersonUpTo: z
      .int()
      .nullable()
      .describe('Up to how many documents one person may do both; `null`: any number.'),
  }),
  counts: z.object({
    records: z.int(),
    accepted: z.int(),
    errors: z.int(),
    warnings: z.int(),
  }),
  differences: z.object({
    new: z.int().describe('Records for which nothing was issued before.'),
    same: z.int().describe('Records whose document is in force already: it stays the one.'),
    again: z.int().describe('Records whose document was revoked or superseded: they get a new one.'),
    changed: z.int().describe('Records that say something else than the document issued before.'),
    fields: z
      .array(z.object({ field: z.string(), records: z.int() }))
      .describe('In how many of the changed records each field differs.'),
    changedRecords: z
      .array(
        z.object({
          ...place,
          documentId,
          issuedOn: z.string().describe('`YYYY-MM-DD`.'),
          state: z.enum(documentStates),
          differences: z.array(
            z.object({
              path: z.string(),
              before: z.string().nullable(),
              after: z.string().nullable(),
            }),
          ),
          moreDifferences: z.int(),
        }),
      )
      .describe('The first 50 of them, each with up to 20 differences.'),
  }),
  warnings: z.array(
    z.object({
      code: z.string(),
      count: z.int(),
      file: z.string(),
      row: z.int().nullable(),
      messageTh: z.string(),
      messageEn: z.string(),
    }),
  ),
  samples: z
    .array(z.object({ ...place, reasons: z.array(z.enum(sampleReasons)) }))
    .describe('Records to look at (`/previews/{row}.pdf`); which they are follows from the digest.'),
  keys: z.array(
    z.object({
      use: z.enum(['pdf', 'jose']),
      keyId: z.string().nullable(),
      problem: z.string().nullable().describe('Why it cannot be opened now: a code.'),
    }),
  ),
  printing: z.object({
    template: z.string(),
    digest: digest
      .nullable()
      .describe('Of template and design as they were when the batch was submitted.'),
    presentDigest: digest
      .nullable()
      .describe('Of what they are now: another one where they were edited since.'),
    problem: z.string().nullable().describe('Why documents cannot be printed so: a code.'),
  }),
});
