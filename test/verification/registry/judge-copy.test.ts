import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import type { KnownCopy } from '../../../src/verification/evidence.ts';
import { judgeCopy } from '../../../src/verification/registry/judge-copy.ts';

const issued = new TextEncoder().encode('%PDF-1.7 as it was issued %%EOF');
const renewed = new TextEncoder().encode('%PDF-1.7 as it was issued %%EOF and renewed %%EOF');
const stranger = new TextEncoder().encode('%PDF-1.7 as it was never issued %%EOF');
const madeAt = parseInstant('2026-11-24T03:00:00Z');

function toCopy(pdf: Uint8Array, revision: number): KnownCopy {
  const digestHex = createHash('sha256').update(pdf).digest('hex');
  return { revision, digestHex, length: pdf.length, madeAt: instantOf(madeAt + revision * 1000) };
}

const copies = [toCopy(issued, 1), toCopy(renewed, 2)];

function judge(pdf: Uint8Array, known: readonly KnownCopy[] = copies, isIntact = true) {
  return judgeCopy(pdf, isIntact, 'ID', {
    trust: { kind: 'anchors', anchors: [] },
    validationTime: madeAt,
    status: {
      kind: 'registry',
      documentId: 'ID',
      state: 'issued',
      since: madeAt,
      reason: null,
      supersededBy: null,
      copies: known,
    },
  });
}

describe('which copy of a document a file is', () => {
  let additions: Uint8Array;
  beforeAll(() => {
    additions = Buffer.concat([issued, Buffer.from(' and evidence of others %%EOF')]);
  });

  it.each([
    ['the newest', () => renewed, 2],
    ['an older one', () => issued, 1],
    ['an older one with additions of others', () => additions, 1],
  ])('is found for %s', async (_, pdf, revision) => {
    const { check, copy } = await judge(pdf());
    expect(check?.indication).toBe('PASSED');
    expect(copy).toEqual({
      revision,
      newestRevision: 2,
      newestMadeAt: '2026-11-24T03:00:02Z',
    });
  });

  it('is none for a file that was never handed out, whoever signed it', async () => {
    const { check, copy } = await judge(stranger);
    expect(check).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'COPY_UNKNOWN' });
    expect(copy).toBeUndefined();
  });

  it('is not asked where the signature is broken, or no copies are known', async () => {
    expect((await judge(stranger, copies, false)).check?.indication).toBe('SKIPPED');
    expect(await judge(stranger, [])).toEqual({});
  });
});
