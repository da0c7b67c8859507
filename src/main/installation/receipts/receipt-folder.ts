import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReceiptStore } from '../../../app/verifying/receipts/receipt-service.ts';
import { makeFolder, writeFileWhole } from '../write-file-whole.ts';

const RECEIPT_ID = /^[0-9a-f]{32}$/;

/**
 * Keeps receipts as files of one folder, apart from the registry, which a verifier cannot write:
 * `<organisation's digest>/<first two digits>/<id>.jwt`.
 */
export function createReceiptFolder(folder: string): ReceiptStore {
  const folderOf = (organisation: string, receiptId: string): string =>
    join(folder, toFolderName(organisation), receiptId.slice(0, 2));
  return {
    put: async (organisation, receiptId, receipt) => {
      const place = folderOf(organisation, receiptId);
      await makeFolder(place, 0o700);
      await writeFileWhole(join(place, `${receiptId}.jwt`), `${receipt}\n`, 0o600);
    },
    find: async (organisation, receiptId) => {
      if (!RECEIPT_ID.test(receiptId)) return undefined;
      const place = folderOf(organisation, receiptId);
      try {
        return (await readFile(join(place, `${receiptId}.jwt`), 'utf8')).trim();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

/** Organisations name themselves freely; a folder's name must not be theirs to choose. */
function toFolderName(organisation: string): string {
  return createHash('sha256').update(organisation, 'utf8').digest('hex').slice(0, 32);
}
