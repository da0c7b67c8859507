import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';

import { createIssuerService } from '../../../src/app/issuer-service.ts';
import { IssuingRuns } from '../../../src/http/registrar/issuing-runs.ts';
import type { BatchWaiting } from '../../../src/registry/registry-entries.ts';
import { approvedBatch, fixtureRecords } from '../../support/issuing-world.ts';
import { batchFaults, type BatchFault } from '../../support/faults/batch-faults.ts';
import { openFaultBench, type FaultBench } from '../../support/faults/fault-bench.ts';
import { pulledOutHsm, signingServiceFaults } from '../../support/faults/key-store-faults.ts';
import { softHsmModule } from '../../support/soft-hsm.ts';

const RECORDS = 12;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const logger = pino({ level: 'silent' });

const faultOf = (title: string): BatchFault =>
  [...batchFaults, ...signingServiceFaults].find((fault) => fault.title === title)!;

describe('A service that issues in the background', () => {
  let bench: FaultBench;
  let runs: IssuingRuns | undefined;
  /** How often the batch was taken up. */
  let attempts = 0;
  const after: (() => Promise<void> | void)[] = [];

  beforeEach(async () => {
    bench = await openFaultBench();
    attempts = 0;
  });
  afterEach(async () => {
    await runs?.close();
    runs = undefined;
    for (const close of after.splice(0)) await close();
    await bench.close();
  });

  const batch = async () => (await bench.world.environment.registry.findBatch('b-1'))!;
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  /** What the batch waits for, once so many attempts have been made. */
  async function waitingAfter(count: number): Promise<BatchWaiting> {
    await until(async () => attempts >= count && !isRunning && (await batch()).waiting !== null);
    return (await batch()).waiting!;
  }
  const isIssued = async () => (await batch()).state === 'issued';
  let isRunning = false;

  /** Begins a batch, in the midst of which the fault comes. */
  async function serve(fault: BatchFault): Promise<void> {
    await fault.prepare?.(bench);
    if (fault.close !== undefined) after.push(fault.close);
    const { registry } = bench.world.environment;
    await registry.storeBatch(approvedBatch(fixtureRecords(RECORDS), { level: fault.level }));
    const service = createIssuerService(await bench.startProcess());
    let hasBegun = false;
    runs = new IssuingRuns(
      {
        ...service,
        runBatch: async function* (batchId) {
          isRunning = true;
          attempts++;
          try {
            for await (const document of service.runBatch(batchId)) {
              yield document;
              if (hasBegun) continue;
              hasBegun = true;
              await fault.begin(bench);
            }
          } finally {
            isRunning = false;
          }
        },
      },
      logger,
    );
    runs.watch(1);
    runs.start('b-1');
  }

  const possible = softHsmModule === undefined ? [] : [pulledOutHsm];
  const passing = [
    ...possible,
    ...['time-stamp authority down', 'signing service down', 'signing service busy'].map(faultOf),
    faultOf('permission to sign ends before it is used'),
  ];
  it.each(passing)('goes on by itself after: $title', async (fault) => {
    await serve(fault);
    const first = await waitingAfter(1);
    expect(first).toMatchObject({ code: fault.code, attempts: 1 });
    expect(first.nextAttempt).toBeGreaterThan(bench.now());

    // As long as it lasts each attempt is in vain, and the next one further away.
    bench.pass(first.nextAttempt! - bench.now());
    const second = await waitingAfter(2);
    expect(second).toMatchObject({ code: fault.code, attempts: 2, documents: first.documents });

    const before = attempts;
    await fault.end(bench);
    bench.pass(Math.max(0, second.nextAttempt! - bench.now()));
    await until(isIssued);
    expect(attempts).toBe(before + 1);
    expect(await batch()).toMatchObject({ waiting: null, issued: RECORDS });
    expect((await bench.audit()).faults).toEqual([]);
  });

  it('pauses twice as long each time, but never longer than a quarter of an hour', async () => {
    await serve(faultOf('signing service down'));
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const { since, nextAttempt } = await waitingAfter(attempt);
      pauses.push((nextAttempt! - since) / SECOND_MS);
      bench.pass(nextAttempt! - bench.now());
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('waits as long as a busy signing service asks for, and not a second less', async () => {
    await serve(faultOf('signing service busy'));
    const { since, nextAttempt } = await waitingAfter(1);
    expect(nextAttempt! - since).toBe(15 * MINUTE_MS);
    bench.pass(15 * MINUTE_MS - SECOND_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(attempts).toBe(1);
    bench.pass(SECOND_MS);
    await until(() => Promise.resolve(attempts === 2));
  });

  it.each(['wrong PIN', 'wrong signature by the key store'])(
    'never tries by itself again after: %s',
    async (title) => {
      const fault = faultOf(title);
      await serve(fault);
      expect(await waitingAfter(1)).toMatchObject({ code: fault.code, nextAttempt: null });
      bench.pass(24 * 60 * MINUTE_MS);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(attempts).toBe(1);
      // Until somebody has seen to it and says so.
      await fault.end(bench);
      runs!.start('b-1');
      await until(() => Promise.resolve(attempts === 2));
    },
  );
});
