import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { instantOf, parseInstant, type Instant } from '../../../../src/shared/instant.ts';
import { createReceiptFolder } from '../../../../src/main/installation/receipts/receipt-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'parinya-receipts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY_MS = 86_400_000;
const start = parseInstant('2026-11-24T03:00:00Z');
const clock = { now: () => start };

/** Unsigned: the folder reads only when it was made. */
function receiptOf(made: Instant): string {
  const claims = Buffer.from(JSON.stringify({ iat: made / 1000 })).toString('base64url');
  return `e30.${claims}.c2ln`;
}

describe('the folder of receipts', () => {
  const id = '0123456789abcdef0123456789abcdef';

  it('keeps a receipt for the organisation that asked for it', async () => {
    const store = createReceiptFolder(folder, { clock });
    await store.put('../employer', id, 'a.b.c');
    expect(await createReceiptFolder(folder, { clock }).find('../employer', id)).toBe('a.b.c');
    expect(await store.find('agency', id)).toBeUndefined();
  });

  it.each(['', '../x', `${'0'.repeat(31)}/`, id.toUpperCase()])(
    'has nothing under %j',
    async (receiptId) => {
      expect(
        await createReceiptFolder(folder, { clock }).find('../employer', receiptId),
      ).toBeUndefined();
    },
  );

  it('gives out no receipt that was kept long enough, and then deletes it', async () => {
    const own = mkdtempSync(join(folder, 'retention-'));
    let now: Instant = start;
    const store = createReceiptFolder(own, { clock: { now: () => now }, keptDays: 30 });
    const other = id.replace('0', 'f');
    await store.put('employer', id, receiptOf(start));
    now = instantOf(start + 30 * DAY_MS);
    expect(await store.find('employer', id)).toBe(receiptOf(start));
    now = instantOf(start + 30 * DAY_MS + 1000);
    expect(await store.find('employer', id)).toBeUndefined();
    const [file] = listReceipts(own);
    utimesSync(join(own, file!), start / 1000, start / 1000);
    await store.put('employer', other, receiptOf(now));
    expect(listReceipts(own)).toEqual([expect.stringContaining(other)]);
    expect(await store.find('employer', other)).toBe(receiptOf(now));
  });
});

function listReceipts(own: string): readonly string[] {
  return (readdirSync(own, { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.jwt'),
  );
}
