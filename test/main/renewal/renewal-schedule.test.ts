import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hostname } from 'node:os';
import { pino } from 'pino';
import { isHolderGone, nameHolder } from '../../../src/main/renewal/process-holder.ts';
import { Metrics } from '../../../src/main/metrics/metrics.ts';
import { startRenewalSchedule } from '../../../src/main/renewal/renewal-schedule.ts';
import { evidenceFault } from '../../../src/signing/services/evidence-fault.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import { openRenewalWorld } from '../../support/renewal-world.ts';
import type { RenewalWorld } from '../../support/renewal-world.ts';

describe('renewing by itself', () => {
  let world: RenewalWorld;
  let metrics: Metrics;
  beforeAll(async () => {
    world = await openRenewalWorld();
    metrics = new Metrics(world.environment.clock);
    await world.issue(1, 'B-B', 'b-1');
    world.setTime(parseInstant('2031-06-01T00:00:00Z'));
  });
  afterAll(() => world.close());

  /** What is logged, until so many lines of it have come. */
  async function logOf(lines: number): Promise<readonly Record<string, unknown>[]> {
    const { environment, close } = await world.openRenewal();
    const logged: Record<string, unknown>[] = [];
    await new Promise<void>((resolve) => {
      const logger = pino(
        { level: 'info' },
        {
          write: (text: string) => {
            logged.push(JSON.parse(text) as Record<string, unknown>);
            if (logged.length === lines) void schedule.close().then(resolve);
          },
        },
      );
      // A few milliseconds.
      const intervalHours = 0.000_005;
      const schedule = startRenewalSchedule(environment, {
        intervalHours,
        logger,
        counter: metrics,
      });
    });
    await close();
    return logged;
  }

  it('tries again after a failure, and logs what it did in numbers', async () => {
    world.failWith(evidenceFault('time-stamp-unreachable', 'tsa.example'));
    const failed = await logOf(2);
    expect(failed[0]).toMatchObject({ level: 40, code: 'time-stamp-unreachable' });
    expect(failed[1]).toMatchObject({ level: 40, stoppedBy: 'time-stamp-unreachable' });
    world.failWith(undefined);
    const [renewed, idle] = await logOf(2);
    expect(renewed).toMatchObject({ level: 30, counts: { renewed: 1 } });
    expect(idle).toMatchObject({ level: 30, counts: { renewed: 0 } });
    const { text } = await metrics.write();
    expect(text).toContain('parinya_renewals_total{result="failed"} 1\n');
    expect(text).toContain('parinya_renewals_total{result="renewed"} 1\n');
  });

  it('stops at once when nothing is under way', async () => {
    const { environment, close } = await world.openRenewal();
    const logger = pino({ level: 'silent' });
    await startRenewalSchedule(environment, { intervalHours: 24, logger }).close();
    await close();
  });
});

describe('how a process names itself', () => {
  it('tells whether it still runs, and says nothing of other machines', () => {
    const holder = nameHolder((length) => new Uint8Array(length));
    expect(isHolderGone(holder)).toBe(false);
    // More than any system gives out.
    expect(isHolderGone(`${hostname()}/4194999/x`)).toBe(true);
    expect(isHolderGone('another machine/4194999/x')).toBe(false);
    expect(isHolderGone('')).toBe(false);
  });
});
