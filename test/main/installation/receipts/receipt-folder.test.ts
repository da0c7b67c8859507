import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createReceiptFolder } from '../../../../src/main/installation/receipts/receipt-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'parinya-receipts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the folder of receipts', () => {
  const id = '0123456789abcdef0123456789abcdef';

  it('keeps a receipt for the organisation that asked for it', async () => {
    const store = createReceiptFolder(folder);
    await store.put('../employer', id, 'a.b.c');
    expect(await createReceiptFolder(folder).find('../employer', id)).toBe('a.b.c');
    expect(await store.find('agency', id)).toBeUndefined();
  });

  it.each(['', '../x', `${'0'.repeat(31)}/`, id.toUpperCase()])(
    'has nothing under %j',
    async (receiptId) => {
      expect(await createReceiptFolder(folder).find('../employer', receiptId)).toBeUndefined();
    },
  );
});
