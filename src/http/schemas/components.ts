import { z } from 'zod';
import { problemTypes } from '../problems/problem-types.ts';
import { batchPageSchema, batchSchema } from './batch.ts';
import { batchSummarySchema } from './batch-summary.ts';
import { time } from './values.ts';
import {
  documentHistorySchema,
  documentPageSchema,
  documentSchema,
  documentStatusSchema,
  ownDocumentPageSchema,
  ownDocumentSchema,
} from './document.ts';
import { erasureAnswerSchema, erasureSchema } from './erasure.ts';
import { bulkLineSchema, verificationAnswerSchema } from './report.ts';
import {
  approvalSchema,
  cancellationSchema,
  claimSchema,
  rejectionSchema,
  revocationSchema,
  supersessionSchema,
} from './requests.ts';

const recordIssue = z.object({
  file: z.string(),
  line: z.int().nullable(),
  sheet: z.string().nullable(),
  cell: z.string().nullable(),
  path: z.string().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
  severity: z.enum(['error', 'warning']),
  messageTh: z.string(),
  messageEn: z.string(),
  suggestion: z.string().optional(),
  computed: z.string().optional(),
  row: z.int().optional(),
});

const problemCodes = Object.keys(problemTypes) as [string, ...string[]];

/** Every body that the API takes or gives, by the name it has in the description. */
export const componentSchemas: Readonly<Record<string, z.ZodType>> = {
  Batch: batchSchema,
  BatchPage: batchPageSchema,
  BatchSummary: batchSummarySchema,
  Approval: approvalSchema,
  Cancellation: cancellationSchema,
  Rejection: rejectionSchema,
  Document: documentSchema,
  DocumentPage: documentPageSchema,
  OwnDocument: ownDocumentSchema,
  OwnDocumentPage: ownDocumentPageSchema,
  DocumentStatus: documentStatusSchema,
  DocumentHistory: documentHistorySchema,
  Revocation: revocationSchema,
  Supersession: supersessionSchema,
  Erasure: erasureSchema,
  ErasureAnswer: erasureAnswerSchema,
  Claim: claimSchema,
  Session: z.object({
    token: z.string().describe('Opaque; for `Authorization: Bearer`.'),
    tokenType: z.literal('Bearer'),
    expiresAt: time,
    documents: z.array(ownDocumentSchema),
  }),
  RecordsReport: z.object({
    format: z.enum(['csv', 'json', 'ndjson', 'etda-xml', 'xlsx', 'zip', 'unknown']),
    encoding: z.string().nullable(),
    records: z.int(),
    courses: z.int(),
    accepted: z.int(),
    errorCount: z.int(),
    warningCount: z.int(),
    errors: z.array(recordIssue),
  }),
  VerificationAnswer: verificationAnswerSchema,
  BulkForm: z.object({ files: z.array(z.file()) }),
  BulkLine: bulkLineSchema,
  EvidenceForm: z.object({ pdf: z.file().optional(), sidecar: z.file().optional() }),
  Jwks: z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }),
  JsonLdContext: z.looseObject({ '@context': z.looseObject({}) }),
  TrustList: z.looseObject({ format: z.literal('parinya-trust-list/1') }),
  Health: z.object({
    status: z.enum(['alive', 'ready']),
    warnings: z
      .array(
        z.object({
          code: z.enum(['certificate-expires-soon', 'certificate-expired']),
          institutionCode: z.string(),
          keyId: z.string(),
          expiresAt: z.iso.datetime(),
          daysLeft: z.int(),
        }),
      )
      .optional()
      .describe('Signing certificates that end within 60 days; left out when there are none.'),
  }),
  OpenApi: z.looseObject({ openapi: z.string() }),
  Problem: z
    .object({
      type: z.string().describe('`/problems/<code>`, the same at every installation.'),
      title: z.string(),
      status: z.int(),
      detail: z.string(),
      code: z.enum(problemCodes),
      requestId: z.string(),
      errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
    })
    .describe('RFC 9457.'),
};
