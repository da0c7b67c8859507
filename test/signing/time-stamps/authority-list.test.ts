import { describe, expect, it } from '@jest/globals';

import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import {
  evidenceFault,
  type EvidenceFaultCode,
} from '../../../src/signing/services/evidence-fault.ts';
import type { ServiceClock } from '../../../src/signing/services/service-clock.ts';
import {
  AuthorityList,
  type AskingSettings,
} from '../../../src/signing/time-stamps/authority-list.ts';
import type { TimestampAuthority } from '../../../src/signing/time-stamps/timestamp-authority.ts';
import { makeTestClock, quickRetry } from '../../support/archival-world.ts';

const start = parseInstant('2026-11-24T03:00:00Z');
const settings: AskingSettings = {
  retry: quickRetry,
  breaker: { failures: 3, pauseMs: 30_000 },
  concurrency: 4,
};
const digest = new Uint8Array(32);

/** An authority that fails as it is told, and counts. */
function makeAuthority(name: number, fail: (call: number) => EvidenceFaultCode | undefined) {
  let calls = 0;
  const authority: TimestampAuthority = {
    stamp: () => {
      calls++;
      const code = fail(calls);
      return code === undefined
        ? Promise.resolve(Uint8Array.of(name))
        : Promise.reject(evidenceFault(code, `tsa-${name}`));
    },
    tokenBytes: () => Promise.resolve(1000 * name),
  };
  return { authority, calls: () => calls };
}

const never = () => undefined;
const always = (code: EvidenceFaultCode) => () => code;

describe('Several time-stamp authorities', () => {
  const listOf = (authorities: readonly TimestampAuthority[], clock = makeTestClock(start)) =>
    new AuthorityList(authorities, settings, { clock, fraction: () => 1 });

  it('are asked in their order: the second only when the first fails', async () => {
    const [first, second] = [makeAuthority(1, never), makeAuthority(2, never)];
    const list = listOf([first.authority, second.authority]);
    expect(await list.stamp(digest)).toEqual(Uint8Array.of(1));
    expect(second.calls()).toBe(0);
  });

  it('are asked again after failures that may pass, with growing pauses', async () => {
    const clock = makeTestClock(start);
    const flaky = makeAuthority(1, (call) => (call < 3 ? 'time-stamp-timeout' : undefined));
    expect(await listOf([flaky.authority], clock).stamp(digest)).toEqual(Uint8Array.of(1));
    expect(clock.pauses).toEqual([100, 200]);
  });

  it('are not asked again after a refusal: the next one is', async () => {
    const refusing = makeAuthority(1, always('time-stamp-refused'));
    const second = makeAuthority(2, never);
    const list = listOf([refusing.authority, second.authority]);
    expect(await list.stamp(digest)).toEqual(Uint8Array.of(2));
    expect(refusing.calls()).toBe(1);
  });

  it('are left alone after failures in a row, then tried once, and used again when they answer', async () => {
    const clock = makeTestClock(start);
    let isDown = true;
    const first = makeAuthority(1, () => (isDown ? 'time-stamp-unreachable' : undefined));
    const second = makeAuthority(2, never);
    const list = listOf([first.authority, second.authority], clock);
    for (let call = 0; call < 10; call++) await list.stamp(digest);
    expect(first.calls()).toBe(3);
    clock.set(instantOf(clock.now() + 30_000));
    await list.stamp(digest);
    expect(first.calls()).toBe(4);
    isDown = false;
    clock.set(instantOf(clock.now() + 30_000));
    expect(await list.stamp(digest)).toEqual(Uint8Array.of(1));
    expect(await list.stamp(digest)).toEqual(Uint8Array.of(1));
  });

  it('say the fault of the preferred one when all fail', async () => {
    const first = makeAuthority(1, always('time-stamp-wrong-imprint'));
    const second = makeAuthority(2, always('time-stamp-unreachable'));
    const list = listOf([first.authority, second.authority]);
    await expect(list.stamp(digest)).rejects.toMatchObject({ code: 'time-stamp-wrong-imprint' });
  });

  it('that are none say what to configure', async () => {
    const fault = { code: 'time-stamping-not-configured' };
    await expect(listOf([]).stamp(digest)).rejects.toMatchObject(fault);
    await expect(listOf([]).tokenBytes()).rejects.toMatchObject(fault);
  });

  it('need as much room as the largest of them', async () => {
    const list = listOf([makeAuthority(1, never).authority, makeAuthority(3, never).authority]);
    expect(await list.tokenBytes()).toBe(3000);
  });
});

/** A clock on which nothing passes but what is waited for, in order of time. */
function makeVirtualClock(): ServiceClock & {
  readonly run: (done: Promise<unknown>) => Promise<void>;
} {
  let now = 0;
  let isDone = false;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => instantOf(now),
    pause: (milliseconds) => new Promise((wake) => sleepers.push({ at: now + milliseconds, wake })),
    async run(done) {
      const finished = done.then(() => (isDone = true));
      while (!isDone) {
        // Everything that can go on without time passing goes on first.
        await new Promise((resolve) => setImmediate(resolve));
        sleepers.sort((left, right) => left.at - right.at);
        const next = sleepers.shift();
        if (next === undefined) continue;
        now = next.at;
        next.wake();
        while (sleepers[0]?.at === now) sleepers.shift()!.wake();
      }
      await finished;
    },
  };
}

describe('A batch of 5,000 with an authority that takes 80 ms', () => {
  async function timeFor(change: Partial<AskingSettings>) {
    const clock = makeVirtualClock();
    let underWay = 0;
    let most = 0;
    const slow: TimestampAuthority = {
      stamp: async () => {
        most = Math.max(most, ++underWay);
        await clock.pause(80);
        underWay--;
        return digest;
      },
      tokenBytes: () => Promise.resolve(4000),
    };
    const list = new AuthorityList(
      [slow],
      { ...settings, ...change },
      { clock, fraction: () => 0 },
    );
    const all = Array.from({ length: 5000 }, () => list.stamp(digest));
    await clock.run(Promise.all(all));
    return { most, elapsedMs: clock.now() };
  }

  it('takes what the concurrency allows, no less and no more', async () => {
    expect(await timeFor({ concurrency: 50 })).toEqual({ most: 50, elapsedMs: 8000 });
  });

  it('keeps to the rate of the contract', async () => {
    const { elapsedMs } = await timeFor({ concurrency: 50, requestsPerSecond: 250 });
    expect(elapsedMs).toBeGreaterThanOrEqual(4999 * 4);
    expect(elapsedMs).toBeLessThan(5000 * 4 + 200);
  });
});

describe('An authority that takes its time', () => {
  it('has as many requests under way as configured and no more, however large the batch', async () => {
    const waiting: (() => void)[] = [];
    let underWay = 0;
    let most = 0;
    let stamped = 0;
    const slow: TimestampAuthority = {
      stamp: async () => {
        most = Math.max(most, ++underWay);
        await new Promise<void>((resolve) => waiting.push(resolve));
        underWay--;
        stamped++;
        return Uint8Array.of(1);
      },
      tokenBytes: () => Promise.resolve(1000),
    };
    const clock = makeTestClock(start);
    const concurrency = 16;
    const list = new AuthorityList(
      [slow],
      { ...settings, concurrency },
      { clock, fraction: () => 1 },
    );
    const all = Array.from({ length: 5_000 }, () => list.stamp(digest));
    let rounds = 0;
    while (stamped < all.length) {
      await new Promise(setImmediate);
      // Every 80 ms those that are under way are answered, and as many come after them.
      expect(underWay).toBe(Math.min(concurrency, all.length - stamped));
      rounds++;
      for (const answer of waiting.splice(0)) answer();
      await new Promise(setImmediate);
    }
    await Promise.all(all);
    expect([most, rounds]).toEqual([concurrency, Math.ceil(5_000 / concurrency)]);
  });
});
