import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVerifierService } from '../../../../src/app/verifier-service.ts';
import { latin1Text } from '../../../../src/shared/bytes.ts';
import { openApprovalWorld, sentRecords } from '../../../support/approval-world.ts';
import type { ApprovalWorld } from '../../../support/approval-world.ts';

const [first, second] = sentRecords as [(typeof sentRecords)[0], (typeof sentRecords)[0]];

describe('previewing a record of a batch', () => {
  let world: ApprovalWorld;
  let batchId: string;
  beforeAll(async () => {
    world = await openApprovalWorld();
    ({ batchId } = await world.submit(first, second));
  });
  afterAll(() => world.close());

  const textOf = (pdf: Uint8Array) => {
    const file = join(world.folder, 'preview.pdf');
    writeFileSync(file, pdf);
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  };

  it('draws the record of the row in the language asked for, the first where none is', async () => {
    const english = await world.issuer.previewRecord(batchId, { row: 2, language: 'en' });
    expect(textOf(english)).toContain(String(second['familyNameEn']));
    const thai = await world.issuer.previewRecord(batchId, { row: 1, file: 'records.json' });
    expect(textOf(thai)).toContain(String(first['familyNameTh']));
  });

  it('signs nothing, names no document, and is nothing that a verifier believes', async () => {
    const pdf = await world.issuer.previewRecord(batchId, { row: 1 });
    expect(latin1Text(pdf)).not.toContain('/ByteRange');
    expect(textOf(pdf)).toContain('0000-0000-0000-0000');
    const verifier = createVerifierService({
      clock: world.environment.clock,
      registry: world.environment.registry,
      trustList: { read: () => Promise.resolve(JSON.stringify(world.pki.trustList)) },
      publicUrl: world.environment.publicUrl,
      statusListTtlSeconds: 60,
    });
    expect((await verifier.verify({ pdf })).indication).toBe('INDETERMINATE');
    expect(await world.environment.registry.countDocuments({})).toBe(0);
  });

  it('knows no row, file or language that the batch does not have', async () => {
    for (const which of [{ row: 3 }, { row: 1, file: 'other.json' }]) {
      await expect(world.issuer.previewRecord(batchId, which)).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    await expect(world.issuer.previewRecord('b-none', { row: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
