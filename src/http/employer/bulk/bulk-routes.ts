import type { Request } from 'express';
import { z } from 'zod';
import type { Scratch, ScratchFile } from '../../../app/scratch.ts';
import type { VerifierService } from '../../../app/services.ts';
import { AppError, isAppError } from '../../../shared/app-error.ts';
import { toFailure, toProblem } from '../../problems/problem.ts';
import { requestIdOf } from '../../middleware/request-id.ts';
import { mediaTypeOf, parseQuery, streamBody } from '../../requests/body.ts';
import type { Call, RouteOf } from '../../route.ts';
import type { ReceiptSide } from '../receipt-routes.ts';
import type { BulkDocument } from './bulk-document.ts';
import { BulkPlaces } from './bulk-places.ts';
import { readBulkForm } from './read-bulk-form.ts';
import { readBulkZip } from './read-bulk-zip.ts';

const NDJSON = 'application/x-ndjson';
/** What the entries of a zip may unpack to, for each byte that may be sent. */
const UNPACKED_SHARE = 2;

const query = z.strictObject({
  receipts: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether each line has a receipt, which is kept for your organisation.'),
});

/** How a verifying organisation has many documents judged at once. */
export function bulkRoutes(
  verifier: VerifierService,
  receiptSide: ReceiptSide,
  scratch: Scratch,
  mostBytes: number,
): readonly RouteOf<'organisation'>[] {
  const places = new BulkPlaces();
  return [
    {
      audience: 'organisation',
      method: 'post',
      path: '/api/v1/verifications/bulk',
      operationId: 'verifyDocuments',
      summary: 'Verify up to 10,000 documents at once',
      description:
        'The documents lie in a file on the disk that is gone when the answer ends; nothing is kept. The answer begins ' +
        'when everything has arrived: one line of JSON for each document, in the order in which they were sent, ' +
        'each the report with `file`, its name. A document that could not be unpacked has `problem` in place of the ' +
        'report. Who reads slowly is answered slowly.',
      query,
      body: {
        description:
          'A zip, in which a `.jws` is the sidecar of the PDF of the same name, or a form whose every file is a document.',
        required: true,
        content: { 'application/zip': 'binary', 'multipart/form-data': 'BulkForm' },
      },
      answers: {
        200: { description: 'A line for each document.', content: { [NDJSON]: 'BulkLine' } },
      },
      problems: [
        'request-invalid',
        'input-empty',
        'input-too-large',
        'input-unreadable',
        'unsupported-media-type',
        'rate-limited',
      ],
      handle: async (call, { organisation }) => {
        const wantsReceipts = parseQuery(call.request, query).receipts === 'true';
        const place = places.take(organisation);
        const file = await scratch.open();
        const end = async () => {
          place.giveBack();
          await file.close();
        };
        try {
          const documents = await readDocuments(call.request, file, mostBytes);
          const lines = toLines(documents, call, async (request) => {
            const report = await verifier.verify(request);
            if (!wantsReceipts) return report;
            const { receipt } = await receiptSide.receipts.issue(
              { ...request, report },
              organisation,
            );
            return { ...report, receipt };
          });
          return { status: 200, mediaType: NDJSON, body: endingWith(lines, end) };
        } catch (error) {
          await end();
          throw error;
        }
      },
    },
  ];
}

async function readDocuments(
  request: Request,
  file: ScratchFile,
  mostBytes: number,
): Promise<readonly BulkDocument[]> {
  switch (mediaTypeOf(request)) {
    case 'application/zip':
    case 'application/x-zip-compressed':
      for await (const chunk of streamBody(request, mostBytes)) await file.append(chunk);
      return readBulkZip(await file.ranges(), UNPACKED_SHARE * mostBytes);
    case 'multipart/form-data':
      return readBulkForm(request, file, mostBytes);
    default:
      throw new AppError('unsupported-media-type', {
        th: 'โปรดส่งไฟล์ zip (application/zip) หรือแบบฟอร์ม multipart/form-data',
        en: 'Send a zip (application/zip) or a form (multipart/form-data).',
      });
  }
}

/** One line after the other, each made when the one before has been taken; stops when the caller has gone. */
async function* toLines(
  documents: readonly BulkDocument[],
  { signal, language, request }: Call,
  judge: (request: ReturnType<BulkDocument['read']>) => Promise<object>,
): AsyncGenerator<string> {
  for (const document of documents) {
    if (signal.aborted) return;
    // Judging is quick and does not wait: others shall get their turn in between.
    await new Promise((resolve) => setImmediate(resolve));
    const { name } = document;
    try {
      yield toLine({ file: name, ...(await judge(document.read())) });
    } catch (error) {
      if (!isAppError(error) || !ABOUT_ONE.has(error.code)) throw error;
      const requestId = requestIdOf(request.res!);
      yield toLine({ file: name, problem: toProblem(toFailure(error), language, requestId) });
    }
  }
}

/** What may be wrong with one document and leaves the others alone. */
const ABOUT_ONE: ReadonlySet<string> = new Set(['input-unreadable', 'input-too-large']);

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** Whoever stops reading, the end is reached. */
async function* endingWith<Item>(
  items: AsyncIterable<Item>,
  end: () => Promise<void>,
): AsyncGenerator<Item> {
  try {
    yield* items;
  } finally {
    await end();
  }
}
