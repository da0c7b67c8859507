import { createReceiptService } from '../../src/app/verifying/receipts/receipt-service.ts';
import type { ReceiptService } from '../../src/app/services.ts';
import {
  generateReceiptKey,
  openReceiptSigner,
} from '../../src/signing/receipts/receipt-signer.ts';
import { fakeNow } from './fake-services/fake-world.ts';
import { seededRandom } from './issuing-world.ts';

/** A verifier's receipts with a key of its own, kept in memory. */
export function memoryReceipts(): ReceiptService {
  const kept = new Map<string, string>();
  return createReceiptService({
    clock: { now: () => fakeNow },
    random: seededRandom(5),
    signer: openReceiptSigner(generateReceiptKey()),
    store: {
      put: (organisation, receiptId, receipt) => {
        kept.set(`${organisation} ${receiptId}`, receipt);
        return Promise.resolve();
      },
      find: (organisation, receiptId) => Promise.resolve(kept.get(`${organisation} ${receiptId}`)),
    },
    publicUrl: 'https://verify.example',
  });
}
