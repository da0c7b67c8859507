import { z } from 'zod';
import { time } from './values.ts';

const indication = z.enum(['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE']);
/** Sub-indications are added over time, so that readers must not take the list for closed. */
const subIndication = z.string().nullable();

const signer = z.object({
  subject: z.string(),
  issuer: z.string(),
  serial: z.string(),
  institutionCode: z.string().nullable(),
});

const signature = z.object({
  field: z.string(),
  integrity: z.enum(['INTACT', 'BROKEN']),
  coverage: z.enum(['WHOLE_FILE', 'REVISION']),
  changesAfter: z.enum(['NONE', 'LTV_UPDATES', 'FORM_FILLING', 'ANNOTATIONS', 'OTHER']),
  docMdp: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA', 'PKCS7']).nullable(),
  signedAt: time.nullable(),
  bestSignatureTime: time.nullable(),
  signer: signer.nullable(),
  trustAnchor: z.string().nullable(),
  indication,
  subIndication,
});

const timeStamp = z.object({
  field: z.string(),
  kind: z.enum(['signature-time-stamp', 'document-time-stamp']),
  integrity: z.enum(['INTACT', 'BROKEN']),
  time: time.nullable(),
  authority: z.string().nullable(),
  trustAnchor: z.string().nullable(),
  indication,
  subIndication,
});

/** The verification report, as `docs/verdicts.md` defines it. */
export const verificationReportSchema = z.object({
  indication,
  subIndication,
  validationTime: time,
  document: z
    .object({
      documentId: z.string(),
      institution: z
        .object({ code: z.string(), nameTh: z.string(), nameEn: z.string() })
        .nullable(),
      kind: z.string(),
      language: z.string().nullable(),
      issuedAt: z.string(),
    })
    .nullable(),
  registry: z.object({
    state: z.enum([
      'issued',
      'suspended',
      'revoked',
      'superseded',
      'expired',
      'unknown',
      'not-checked',
    ]),
    since: time.nullable(),
    reason: z.string().nullable(),
    supersededBy: z.string().nullable(),
    copy: z
      .object({ revision: z.int(), newestRevision: z.int(), newestMadeAt: time })
      .optional()
      .describe('Which of the copies that were ever handed out the PDF is.'),
  }),
  signatures: z.array(signature),
  timeStamps: z.array(timeStamp).optional(),
  sidecar: z
    .object({
      integrity: z.enum(['INTACT', 'BROKEN']),
      binding: z.enum(['MATCHES', 'MISMATCH']).nullable(),
      standing: z
        .enum(['PROVEN', 'IMPLIED_BY_PDF', 'NOT_PROVEN'])
        .describe('Proven by its own signature, saying only what the proven PDF says, or neither.'),
      signer: signer.nullable(),
      documentId: z.string().nullable(),
    })
    .nullable(),
  checks: z.array(
    z.object({
      check: z.string(),
      indication: z.enum(['PASSED', 'FAILED', 'INDETERMINATE', 'SKIPPED']),
      subIndication,
      found: z.string(),
      because: z.string(),
    }),
  ),
  developmentOnly: z.boolean(),
});

const symbol = z.enum(['passed', 'failed', 'superseded', 'undetermined', 'skipped']);

/** The report, and what it says to people in the language asked for. */
export const verificationAnswerSchema = verificationReportSchema.extend({
  answer: z.object({
    language: z.enum(['th', 'en']),
    symbol,
    headline: z.string(),
    nextStep: z.string(),
    lines: z.array(z.object({ symbol, label: z.string(), text: z.string() })),
    notice: z.string().nullable(),
  }),
  receipt: z
    .string()
    .optional()
    .describe('Compact JWS of type `verification-receipt+jwt`, where the verifier has a key for it.'),
});

/** One line of a bulk verification: the report of one file, or why there is none. */
export const bulkLineSchema = verificationReportSchema.partial().extend({
  file: z.string(),
  receipt: z.string().optional(),
  problem: z
    .looseObject({ code: z.string(), status: z.int(), title: z.string(), detail: z.string() })
    .optional(),
});
