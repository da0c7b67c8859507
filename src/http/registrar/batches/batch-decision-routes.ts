import type { Request } from 'express';
import type { BatchView, IssuerService } from '../../../app/services.ts';
import { jsonAnswer } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { ProblemCode } from '../../problems/problem-types.ts';
import { parseJson, requestInvalid } from '../../requests/body.ts';
import type { Call, RouteOf } from '../../route.ts';
import { toBatchJson } from '../../schemas/batch.ts';
import { approvalSchema, cancellationSchema, rejectionSchema } from '../../schemas/requests.ts';
import type { IssuingRuns } from '../issuing-runs.ts';
import { getOwnBatch, requireState } from '../own-entries.ts';

const BATCH = '/api/v1/batches/{batchId}';
const batchAnswer = { description: 'The batch.', content: { 'application/json': 'Batch' } };
const decisionProblems: readonly ProblemCode[] = [
  'not-found',
  'request-invalid',
  'changed-meanwhile',
  'illegal-transition',
  'idempotency-conflict',
];

/** What a person decides on a batch: approve, reject, cancel, go on. */
export function batchDecisionRoutes(
  issuer: IssuerService,
  runs: IssuingRuns,
): readonly RouteOf<'registrar'>[] {
  const answer = (batch: BatchView, { language }: Call, status = 200): Answer =>
    jsonAnswer(status, toBatchJson(batch, language));

  return [
    {
      audience: 'registrar',
      method: 'post',
      path: `${BATCH}/approval`,
      operationId: 'approveBatch',
      summary: 'Approve exactly what was looked at, which starts its issuing',
      description:
        'Where the institution asks for a second person for a batch of this size, that must be another one ' +
        'than who submitted. Name the digest of the summary that was looked at: in the body, or as `If-Match` ' +
        'with the `ETag` of the summary; an institution may insist on it. Where anything has changed since ' +
        'it was shown, the answer says what. ' +
        'Issuing goes on after the answer: ask for the batch until it is `issued`.',
      idempotency: 'answer',
      takesIfMatch: true,
      readsJson: 'optional',
      body: {
        description: 'The digest of the summary that was looked at.',
        required: false,
        content: { 'application/json': 'Approval' },
      },
      answers: { 200: batchAnswer },
      problems: [
        ...decisionProblems,
        'usage',
        'forbidden',
        'records-invalid',
        'approval-digest-missing',
        'approval-outdated',
      ],
      handle: async (call, registrar) => {
        const digest = toNamedDigest(call);
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        const batch = await issuer.approveBatch(batchId, registrar.actor, digest);
        if (batch.state === 'approved') runs.start(batchId);
        return answer(batch, call);
      },
    },
    {
      audience: 'registrar',
      method: 'post',
      path: `${BATCH}/rejection`,
      operationId: 'rejectBatch',
      summary: 'Reject a batch, saying why',
      idempotency: 'answer',
      readsJson: true,
      body: {
        description: 'Why, for whoever submitted it.',
        required: true,
        content: { 'application/json': 'Rejection' },
      },
      answers: { 200: batchAnswer },
      problems: decisionProblems,
      handle: async (call, registrar) => {
        const { note } = parseJson(call.json, rejectionSchema);
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        return answer(await issuer.rejectBatch(batchId, registrar.actor, note), call);
      },
    },
    {
      audience: 'registrar',
      method: 'post',
      path: `${BATCH}/cancellation`,
      operationId: 'cancelBatch',
      summary: 'Give a batch up, also while it is being issued',
      description:
        'What is issued stays in force (`counts.issued`), the chunk that is being made is not kept, and the ' +
        'rest is never issued. A cancelled batch cannot be resumed.',
      idempotency: 'answer',
      readsJson: 'optional',
      body: {
        description: 'Why, for the history of the batch.',
        required: false,
        content: { 'application/json': 'Cancellation' },
      },
      answers: { 200: batchAnswer },
      problems: decisionProblems,
      handle: async (call, registrar) => {
        const { note } = call.json.length === 0 ? {} : parseJson(call.json, cancellationSchema);
        const { batchId } = await getOwnBatch(issuer, call, registrar);
        return answer(await issuer.cancelBatch(batchId, registrar.actor, note), call);
      },
    },
    {
      audience: 'registrar',
      method: 'post',
      path: `${BATCH}/resumption`,
      operationId: 'resumeBatch',
      summary: 'Go on issuing a batch that was interrupted; nothing is issued twice',
      idempotency: 'answer',
      answers: { 202: { ...batchAnswer, description: 'Lined up for issuing.' } },
      problems: ['not-found', 'illegal-transition', 'idempotency-conflict'],
      handle: async (call, registrar) => {
        const batch = await getOwnBatch(issuer, call, registrar);
        requireState(batch, ['approved', 'issuing', 'partly-issued']);
        runs.start(batch.batchId);
        return answer(batch, call, 202);
      },
    },
  ];
}

/** The digest in the body or in `If-Match`; both may name it, if they name the same. */
function toNamedDigest({ json, request }: Call): string | undefined {
  const inBody = json.length === 0 ? undefined : parseJson(json, approvalSchema).digest;
  const inHeader = readIfMatch(request);
  if (inBody !== undefined && inHeader !== undefined && inBody !== inHeader) {
    throw requestInvalid([
      {
        at: 'If-Match',
        message: {
          th: 'ระบุรหัสสรุปคนละรหัสกับในเนื้อหาของคำขอ',
          en: 'Names another digest than the body.',
        },
      },
    ]);
  }
  return inBody ?? inHeader;
}

/** The one strong entity tag of `If-Match` (RFC 9110 §13.1.1): `*` and lists say nothing of what was seen. */
function readIfMatch(request: Request): string | undefined {
  const header = request.get('If-Match');
  if (header === undefined) return undefined;
  const tag = /^\s*"([^"]*)"\s*$/.exec(header)?.[1];
  if (tag === undefined) {
    throw requestInvalid([
      {
        at: 'If-Match',
        message: {
          th: 'ต้องเป็น ETag ของสรุปค่าเดียว',
          en: 'Must be the one ETag of the summary.',
        },
      },
    ]);
  }
  return tag;
}
