import { AppError } from '../../../shared/app-error.ts';
import { resolve } from 'node:path';
import type { ReceiptService } from '../../../app/services.ts';
import { createReceiptService } from '../../../app/verifying/receipts/receipt-service.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';
import type { RandomSource } from '../../../app/random-source.ts';
import type { Clock } from '../../../shared/instant.ts';
import { createReceiptFolder } from './receipt-folder.ts';
import { findReceiptSigner } from './receipt-key.ts';

const RECEIPTS_FOLDER = 'receipts';

/**
 * Opens the signing of receipts, where the installation has a key for it.
 * @throws AppError `key-unreadable`
 */
export function openReceipts(
  loaded: LoadedConfiguration,
  { clock, random }: { readonly clock: Clock; readonly random: RandomSource },
): ReceiptService | undefined {
  const signer = findReceiptSigner(loaded);
  if (signer === undefined) return undefined;
  const { receiptKeptDays: keptDays } = loaded.settings;
  return createReceiptService({
    clock,
    random,
    signer,
    store: createReceiptFolder(resolve(loaded.dataFolder, RECEIPTS_FOLDER), {
      clock,
      ...(keptDays === undefined ? {} : { keptDays }),
    }),
    publicUrl: loaded.settings.publicUrl,
  });
}

/** What to say where a receipt is asked for and there is no key. */
export function receiptKeyMissing(): AppError {
  return new AppError('usage', {
    th: 'ไม่มีกุญแจสำหรับใบรับรองผลการตรวจ สร้างได้ด้วยคำสั่ง parinya init หรือระบุด้วย PARINYA_RECEIPT_KEY_FILE',
    en: 'There is no key for receipts. Make one with: parinya init. Or name one with PARINYA_RECEIPT_KEY_FILE.',
  });
}
