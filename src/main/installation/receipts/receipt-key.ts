import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../shared/app-error.ts';
import { generateReceiptKey, openReceiptSigner } from '../../../signing/receipts/receipt-signer.ts';
import type { ReceiptSigner } from '../../../signing/receipts/receipt-signer.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';

/** Where `parinya init` puts the verifier's key, from the data folder. */
const RECEIPT_KEY_FILE = 'receipt-key.pem';

/** Makes the verifier's own key, readable by its owner only; an existing one stays. */
export async function ensureReceiptKey(dataFolder: string): Promise<void> {
  const file = resolve(dataFolder, RECEIPT_KEY_FILE);
  try {
    await writeFile(file, generateReceiptKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Opens the verifier's key: the setting itself, or else the file. Without either there are no receipts,
 * and verifying works as ever.
 * @throws AppError `key-unreadable`
 */
export function findReceiptSigner({
  settings,
  dataFolder,
}: LoadedConfiguration): ReceiptSigner | undefined {
  if (settings.receiptKey !== undefined) return openReceiptSigner(settings.receiptKey);
  const file = resolve(dataFolder, settings.receiptKeyFile);
  return existsSync(file) ? openReceiptSigner(readKeyFile(file)) : undefined;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'key-unreadable',
      {
        th: `อ่านกุญแจสำหรับใบรับรองผลการตรวจที่ ${file} ไม่ได้ ตรวจสิทธิ์การอ่าน`,
        en: `The key for receipts at ${file} cannot be read: check that it may be read.`,
      },
      { cause },
    );
  }
}
