import { z } from 'zod';
import type { BatchView } from '../../app/services.ts';
import { padesLevels } from '../../formats/pdf/signatures/pades-level.ts';
import { batchStates } from '../../registry/states.ts';
import type { BilingualText } from '../../shared/app-error.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { Language } from '../requests/language.ts';
import { pageOf, time } from './values.ts';

/** What whoever looks after a batch can do next. */
const nextSteps = {
  'correct-and-submit-again': {
    th: 'มีแถวที่ผิดพลาด ชุดนี้จึงออกเอกสารไม่ได้ โปรดดูรายการข้อผิดพลาด แก้ไข แล้วส่งชุดใหม่',
    en: 'Some rows have errors, so this batch cannot be issued. See its errors, correct them and submit again.',
  },
  approve: {
    th: 'ดูสรุปของชุดเอกสาร (summary) แล้วอนุมัติโดยระบุรหัสสรุปนั้น',
    en: 'Look at the summary of the batch, then approve it by its digest.',
  },
  wait: { th: 'รอสักครู่ ระบบกำลังทำงาน', en: 'Wait: the batch is being worked on.' },
  'collect-documents': { th: 'ดาวน์โหลดเอกสารได้แล้ว', en: 'The documents can be downloaded.' },
  resume: {
    th: 'ยังออกเอกสารไม่ครบ สั่งทำต่อได้',
    en: 'Not every document was issued. The batch can be resumed.',
  },
  none: { th: 'ชุดนี้สิ้นสุดแล้ว', en: 'This batch is closed.' },
} as const satisfies Record<string, BilingualText>;

type NextStep = keyof typeof nextSteps;

export const batchSchema = z.object({
  batchId: z.string(),
  institutionCode: z.string(),
  state: z.enum(batchStates),
  submittedBy: z.string(),
  submittedAt: time,
  approvedBy: z.string().nullable(),
  approvedDigest: z.string().nullable().describe('Of the summary that was approved.'),
  isApprovedAlone: z.boolean().describe('Whether whoever submitted it approved it too.'),
  level: z.enum(padesLevels).describe('The level that every signature of it reaches (docs/signatures.md).'),
  printing: z
    .object({
      template: z.string(),
      templateDigest: z
        .string()
        .nullable()
        .describe('SHA-256 of template and design as they were when the batch was submitted.'),
      fingerprint: z
        .string()
        .nullable()
        .describe('SHA-256 of all that decides how its documents come out; null until they are reserved.'),
    })
    .describe('What its documents are printed with, whatever is edited meanwhile.'),
  signingKeys: z
    .array(z.object({ pdf: z.string(), sidecar: z.string(), since: time }))
    .describe('The keys that signed for it, by id: more than one where keys were changed meanwhile.'),
  waiting: z
    .object({
      code: z.string(),
      text: z.string(),
      documents: z.int(),
      since: time.describe('When it was last tried.'),
      attempts: z.int().describe('How often in a row without any document being issued.'),
      nextAttempt: time
        .nullable()
        .describe('When it is tried again by itself; null where somebody must see to it first.'),
    })
    .nullable()
    .describe('Why documents of it are not issued yet: a service or key store failed.'),
  pace: z
    .object({ perSecond: z.number(), remainingSeconds: z.int() })
    .nullable()
    .describe('Documents a second of late, and how long the rest takes at that; while it is issued here.'),
  counts: z.object({
    records: z.int(),
    accepted: z.int(),
    issued: z.int(),
    errors: z.int(),
    warnings: z.int(),
  }),
  next: z
    .object({
      step: z.enum(Object.keys(nextSteps) as [NextStep, ...NextStep[]]),
      text: z.string().describe('The same for people, in the language asked for.'),
    })
    .describe('A batch with errors stays `checked` and cannot be approved: correct it and submit it again.'),
});

export const batchPageSchema = pageOf(batchSchema);

/** A batch as the API shows it. */
export function toBatchJson(batch: BatchView, language: Language): z.input<typeof batchSchema> {
  const { batchId, institutionCode, state, submittedBy, submittedAt, approvedBy, counts } = batch;
  const { level, waiting, pace, approvedDigest, isApprovedAlone } = batch;
  // Of a batch that was cut short, what is issued is there.
  const isCutShort = state === 'cancelled' && counts.issued > 0;
  const step = isCutShort ? 'collect-documents' : nextStepByState[state];
  return {
    batchId,
    institutionCode,
    state,
    submittedBy,
    submittedAt: formatInstant(submittedAt),
    approvedBy,
    approvedDigest,
    isApprovedAlone,
    level,
    printing: batch.printing,
    signingKeys: batch.signingKeys.map((keys) => ({ ...keys, since: formatInstant(keys.since) })),
    waiting: waiting && {
      code: waiting.code,
      text: waiting.text[language],
      documents: waiting.documents,
      since: formatInstant(waiting.since),
      attempts: waiting.attempts,
      nextAttempt: waiting.nextAttempt && formatInstant(waiting.nextAttempt),
    },
    pace: pace === undefined ? null : toPaceJson(pace),
    counts,
    next: { step, text: nextSteps[step][language] },
  };
}

function toPaceJson({ perSecond, remainingSeconds }: NonNullable<BatchView['pace']>) {
  return {
    perSecond: Number(perSecond.toPrecision(3)),
    remainingSeconds: Math.ceil(remainingSeconds),
  };
}

const nextStepByState: Readonly<Record<BatchView['state'], NextStep>> = {
  received: 'wait',
  checked: 'correct-and-submit-again',
  'awaiting-approval': 'approve',
  approved: 'wait',
  issuing: 'wait',
  issued: 'collect-documents',
  'partly-issued': 'collect-documents',
  rejected: 'none',
  cancelled: 'none',
};
