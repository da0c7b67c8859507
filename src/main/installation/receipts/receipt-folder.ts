import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReceiptStore } from '../../../app/verifying/receipts/receipt-service.ts';
import type { Clock } from '../../../shared/instant.ts';
import { makeFolder, writeFileWhole } from '../write-file-whole.ts';

const RECEIPT_ID = /^[0-9a-f]{32}$/;
const DAY_MS = 86_400_000;

/** How long receipts are kept. */
export interface ReceiptRetention {
  readonly clock: Clock;
  /** Left out: until the operator deletes them. */
  readonly keptDays?: number;
}

/**
 * Keeps receipts as files of one folder, apart from the registry, which a verifier cannot write:
 * `<organisation's digest>/<first two digits>/<id>.jwt`. One that has been kept long enough is not given out any more;
 * its file goes the next time that one is kept, at most once a day.
 */
export function createReceiptFolder(folder: string, retention: ReceiptRetention): ReceiptStore {
  const { clock, keptDays } = retention;
  const oldest = () => (keptDays === undefined ? -Infinity : clock.now() - keptDays * DAY_MS);
  const folderOf = (organisation: string, receiptId: string): string =>
    join(folder, toFolderName(organisation), receiptId.slice(0, 2));
  let sweptAt = -Infinity;
  return {
    put: async (organisation, receiptId, receipt) => {
      const place = folderOf(organisation, receiptId);
      await makeFolder(place, 0o700);
      await writeFileWhole(join(place, `${receiptId}.jwt`), `${receipt}\n`, 0o600);
      if (keptDays === undefined || clock.now() - sweptAt < DAY_MS) return;
      sweptAt = clock.now();
      await removeOlder(folder, oldest());
    },
    find: async (organisation, receiptId) => {
      if (!RECEIPT_ID.test(receiptId)) return undefined;
      const place = folderOf(organisation, receiptId);
      const receipt = await unlessMissing(readFile(join(place, `${receiptId}.jwt`), 'utf8'));
      if (receipt === undefined) return undefined;
      const isOver = keptDays !== undefined && issuedAt(receipt) < oldest();
      return isOver ? undefined : receipt.trim();
    },
  };
}

/** What our own receipt says of itself: the time of a file is another after it was copied. */
function issuedAt(receipt: string): number {
  const [, claims = ''] = receipt.split('.');
  const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { iat: number };
  return iat * 1000;
}

async function removeOlder(folder: string, oldest: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.jwt')) continue;
    const file = join(entry.parentPath, entry.name);
    const found = await unlessMissing(stat(file));
    if (found !== undefined && found.mtimeMs < oldest) await rm(file, { force: true });
  }
}

async function unlessMissing<Value>(looking: Promise<Value>): Promise<Value | undefined> {
  try {
    return await looking;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Organisations name themselves freely; a folder's name must not be theirs to choose. */
function toFolderName(organisation: string): string {
  return createHash('sha256').update(organisation, 'utf8').digest('hex').slice(0, 32);
}
