import { readFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import { approvedBatch, fixtureRecords } from '../../support/issuing-world.ts';
import { softHsmModule } from '../../support/soft-hsm.ts';
import { pulledOutHsm, signingServiceFaults } from '../../support/faults/key-store-faults.ts';
import { batchFaults, type BatchFault } from '../../support/faults/batch-faults.ts';
import { openFaultBench, type FaultBench } from '../../support/faults/fault-bench.ts';

const RECORDS = 12;

/** Issues until the end or a failure; what was issued before it counts. */
async function run(
  environment: IssuerEnvironment,
  onDocument: (count: number) => Promise<void> | void = () => undefined,
): Promise<{ readonly issued: readonly IssuedDocument[]; readonly failure: unknown }> {
  const issued: IssuedDocument[] = [];
  try {
    for await (const document of issueBatch(environment, 'b-1')) {
      issued.push(document);
      await onDocument(issued.length);
    }
    return { issued, failure: undefined };
  } catch (failure) {
    return { issued, failure };
  }
}

describe('A running batch', () => {
  let bench: FaultBench;
  beforeEach(async () => {
    bench = await openFaultBench();
  });
  const after: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    await bench.close();
    for (const close of after.splice(0)) await close();
  });

  const possible = softHsmModule === undefined ? [] : [pulledOutHsm];
  const faults = [...batchFaults, ...signingServiceFaults, ...possible];
  it.each(faults)('meets: $title ($code), and can go on', async (fault) => {
    await fault.prepare?.(bench);
    if (fault.close !== undefined) after.push(fault.close);
    const { registry } = bench.world.environment;
    await registry.storeBatch(approvedBatch(fixtureRecords(RECORDS), { level: fault.level }));
    const first = await bench.startProcess();
    const stopped = await run(first, async (count) => {
      if (count === 1) await fault.begin(bench);
    });
    const before = new Set(stopped.issued.map(({ documentId }) => documentId));
    expect([before.size > 0, before.size === 0 ? stopped.failure : undefined]).toEqual([
      true,
      undefined,
    ]);
    if (fault.code === undefined) {
      expect([stopped.failure, before.size]).toEqual([undefined, RECORDS]);
      return;
    }
    expect(stopped.failure).toMatchObject({ name: 'AppError', code: fault.code });
    expect(before.size).toBeLessThan(RECORDS);
    const batch = (await registry.findBatch('b-1'))!;
    expect(batch.state).toBe('issuing');
    expect(batch.waiting).toMatchObject({ code: fault.code, documents: RECORDS - before.size });
    expect(batch.waiting?.nextAttempt === null).toBe(fault.waits !== true);

    // As long as the fault lasts nothing is lost and nothing is issued twice.
    const again = await run(first);
    expect(again.failure).toMatchObject({ code: fault.code });

    await fault.end(bench);
    const last = await run(await bench.startProcess());
    expect(last.failure).toBeUndefined();
    const all = last.issued.map(({ documentId }) => documentId);
    expect(new Set(all).size).toBe(RECORDS);
    expect(all).toEqual(expect.arrayContaining([...before]));
    expect(last.issued.every(({ level }) => level === fault.level)).toBe(true);
    expect((await registry.findBatch('b-1'))!).toMatchObject({ state: 'issued', waiting: null });
    if (fault.outlivesLists !== true) expect((await bench.audit()).faults).toEqual([]);
  });
});

describe('The table of faults in docs/signatures.md', () => {
  const section = readFileSync('docs/signatures.md', 'utf8')
    .split('## What each fault does to a running batch')[1]!
    .split('\n## ')[0]!;
  const rows = section
    .split('\n')
    .filter((line) => /^\| (?!fault |---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  it('has a row for each fault above, with what was seen to happen, and no other', () => {
    const all = [...batchFaults, ...signingServiceFaults, pulledOutHsm];
    expect(rows).toEqual(all.map(toRow));
  });
});

function toRow({ title, code, level, waits }: BatchFault): readonly string[] {
  if (code === undefined) return [title, level, '', 'goes on'];
  return [title, level, `\`${code}\``, waits === true ? 'waits' : 'ends the run'];
}
