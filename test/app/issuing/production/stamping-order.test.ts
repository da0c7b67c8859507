import { beforeAll, describe, expect, it } from '@jest/globals';

import type { PadesLevel } from '../../../../src/formats/pdf/signatures/pades-level.ts';
import type { Signer } from '../../../../src/signing/signer.ts';
import { openArchivalWorld } from '../../../support/archival-world.ts';
import { issueDocuments } from '../../../support/issued-documents.ts';
import { fixtureRecords, worldStart } from '../../../support/issuing-world.ts';
import { makeTestPki, type TestPki } from '../../../support/test-pki.ts';

const DOCUMENTS = 12;

describe('Documents that need time-stamps', () => {
  let pki: TestPki;
  beforeAll(async () => {
    pki = await makeTestPki({ now: worldStart });
  });

  /** What happened, in its order: a PDF or sidecar signed, a time-stamp asked for. */
  async function orderOf(level: PadesLevel, change: Partial<Signer> = {}) {
    const world = openArchivalWorld(pki);
    const own = pki.getSigner('signer-99001');
    const order: string[] = [];
    const { timestamps, material } = world.services;
    const signer: Signer = {
      ...own,
      ...change,
      sign: (data) => {
        order.push('sign');
        return own.sign(data);
      },
    };
    const made = await issueDocuments(signer, fixtureRecords(DOCUMENTS), {
      level,
      archival: {
        material,
        timestamps: {
          tokenBytes: () => timestamps.tokenBytes(),
          stamp: (digest) => {
            order.push('stamp');
            return timestamps.stamp(digest);
          },
        },
      },
    });
    expect(made).toHaveLength(DOCUMENTS);
    return order;
  }

  it.each(['B-T', 'B-LTA'] as const)(
    'at %s are stamped while others are still rendered, so that the authority is never left waiting',
    async (level) => {
      const order = await orderOf(level);
      const signedBeforeFirstStamp = order.indexOf('stamp');
      expect(signedBeforeFirstStamp).toBeGreaterThan(0);
      expect(signedBeforeFirstStamp).toBeLessThan(DOCUMENTS / 2);
    },
  );

  it('are asked for together where one call makes many signatures', async () => {
    const own = pki.getSigner('signer-99001');
    const calls: number[] = [];
    await orderOf('B-T', {
      maxBatch: 64,
      signMany: (all) => {
        calls.push(all.length);
        return Promise.all(all.map((data) => own.sign(data)));
      },
    });
    expect(Math.max(...calls)).toBe(DOCUMENTS);
  });
});
