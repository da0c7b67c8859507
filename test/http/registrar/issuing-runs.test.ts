import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { IssuerService } from '../../../src/app/services.ts';
import { IssuingRuns } from '../../../src/http/registrar/issuing-runs.ts';
import { AppError } from '../../../src/shared/app-error.ts';

const text = { th: 'รอ', en: 'waits' };

/** An issuer whose batch fails so many times and is due again after each; then it is issued. */
function failing(times: number, isDueAgain: boolean) {
  let runs = 0;
  let looks = 0;
  let issued: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    issued = resolve;
  });
  const issuer = {
    // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- a run without documents
    runBatch: async function* () {
      if (++runs <= times) throw new AppError('time-stamp-timeout', text);
      issued();
    },
    findDueBatches: () => {
      looks++;
      return Promise.resolve(isDueAgain && runs <= times ? ['b-1'] : []);
    },
  } as unknown as IssuerService;
  return { issuer, done, runs: () => runs, looks: () => looks };
}

const logger = pino({ level: 'silent' });

describe('Issuing in the background', () => {
  it('takes a batch up again by itself when its next attempt has come', async () => {
    const { issuer, done, runs } = failing(2, true);
    const issuing = new IssuingRuns(issuer, logger);
    issuing.watch(1);
    issuing.start('b-1');
    await done;
    await issuing.close();
    expect(runs()).toBe(3);
  });

  it('takes up what another process left waiting', async () => {
    const { issuer, done, runs } = failing(0, true);
    const issuing = new IssuingRuns(issuer, logger);
    issuing.watch(1);
    await done;
    await issuing.close();
    expect(runs()).toBe(1);
  });

  it('leaves a batch alone that is not due', async () => {
    const { issuer, runs, looks } = failing(9, false);
    const issuing = new IssuingRuns(issuer, logger);
    issuing.watch(1);
    issuing.start('b-1');
    while (looks() < 5) await new Promise(setImmediate);
    await issuing.close();
    expect(runs()).toBe(1);
  });

  it('looks no more once it is closed', async () => {
    const { issuer, looks } = failing(0, false);
    const issuing = new IssuingRuns(issuer, logger);
    issuing.watch(1);
    while (looks() < 2) await new Promise(setImmediate);
    await issuing.close();
    const atClosing = looks();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(looks()).toBe(atClosing);
  });
});
