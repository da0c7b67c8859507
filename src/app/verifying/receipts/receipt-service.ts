import { toHex } from '../../../shared/bytes.ts';
import type { Clock } from '../../../shared/instant.ts';
import type { ReceiptSigner } from '../../../signing/receipts/receipt-signer.ts';
import { RECEIPT_TYPE, toReceiptClaims } from '../../../verification/receipt/receipt-claims.ts';
import type { RandomSource } from '../../random-source.ts';
import type { ReceiptService } from '../../services.ts';

/** Where receipts of organisations are kept. A receipt holds digests only, nothing of a person. */
export interface ReceiptStore {
  /** Kept for good when this returns. */
  put(organisation: string, receiptId: string, receipt: string): Promise<void>;
  /** `undefined` for what is not there, or is another organisation's. */
  find(organisation: string, receiptId: string): Promise<string | undefined>;
}

/** What signing receipts needs from outside. */
export interface ReceiptEnvironment {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly signer: ReceiptSigner;
  readonly store: ReceiptStore;
  /** The address of the service: who verified. */
  readonly publicUrl: string;
}

const RECEIPT_ID_BYTES = 16;

/** The use cases around receipts, tied to one environment. */
export function createReceiptService(environment: ReceiptEnvironment): ReceiptService {
  const { clock, random, signer, store, publicUrl } = environment;
  return {
    issue: async (judged, organisation) => {
      const receiptId = toHex(random.bytes(RECEIPT_ID_BYTES));
      const claims = await toReceiptClaims(judged, {
        iss: publicUrl,
        jti: receiptId,
        issuedAt: clock.now(),
      });
      const receipt = signer.sign(JSON.stringify(claims), RECEIPT_TYPE);
      if (organisation !== undefined) await store.put(organisation, receiptId, receipt);
      return { receiptId, receipt };
    },
    find: (receiptId, organisation) => store.find(organisation, receiptId),
    getKeys: () => ({ keys: [signer.publicJwk] }),
  };
}
