import type { Scratch } from '../../app/scratch.ts';
import type { ReceiptService } from '../../app/services.ts';
import { AppError } from '../../shared/app-error.ts';
import { RECEIPT_MEDIA_TYPE } from '../../verification/receipt/receipt-claims.ts';
import type { OrganisationKeys } from '../access/organisation-keys.ts';
import { fileAnswer } from '../answer.ts';
import type { Route } from '../route.ts';
import { cacheable, KEYS_FRESH_SECONDS } from './public-routes.ts';

/** What signing and keeping receipts needs, in a process that verifies. */
export interface ReceiptSide {
  readonly receipts: ReceiptService;
  readonly organisationKeys: OrganisationKeys;
  /** Where the files of bulk verifications lie while they are judged; left out, there are none. */
  readonly scratch?: Scratch;
}

/** Where a kept receipt is found again. */
export function receiptAddress(receiptId: string): string {
  return `/api/v1/receipts/${receiptId}`;
}

/** The verifier's public keys, for everybody; and kept receipts, for the organisation that asked for them. */
export function receiptRoutes({ receipts }: ReceiptSide): readonly Route[] {
  return [
    {
      audience: 'anyone',
      method: 'get',
      path: '/.well-known/parinya-receipt-keys',
      operationId: 'getReceiptKeys',
      summary: "The verifier's own public keys (RFC 7517): they sign receipts, never documents",
      answers: {
        200: { description: 'The keys.', content: { 'application/jwk-set+json': 'Jwks' } },
      },
      problems: [],
      handle: () =>
        cacheable(
          'application/jwk-set+json',
          JSON.stringify(receipts.getKeys()),
          KEYS_FRESH_SECONDS,
        ),
    },
    {
      audience: 'organisation',
      method: 'get',
      path: '/api/v1/receipts/{receiptId}',
      operationId: 'getReceipt',
      summary: 'A receipt that was kept for your organisation',
      answers: {
        200: {
          description: 'The receipt, a compact JWS.',
          content: { [RECEIPT_MEDIA_TYPE]: 'binary' },
        },
      },
      problems: ['not-found'],
      handle: async (call, { organisation }) => {
        const receiptId = call.pathParameters['receiptId'] ?? '';
        const receipt = await receipts.find(receiptId, organisation);
        if (receipt === undefined) throw receiptNotFound();
        return fileAnswer(RECEIPT_MEDIA_TYPE, receipt, `${receiptId}.jwt`);
      },
    },
  ];
}

function receiptNotFound(): AppError {
  return new AppError('not-found', {
    th: 'ไม่มีใบรับรองผลการตรวจหมายเลขนี้ที่เก็บไว้สำหรับองค์กรของคุณ',
    en: 'No receipt with this id is kept for your organisation.',
  });
}
