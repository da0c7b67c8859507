import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { BatchView, IssuerService } from '../../../src/app/services.ts';
import { IssuingRuns } from '../../../src/http/registrar/issuing-runs.ts';
import { AppError } from '../../../src/shared/app-error.ts';
import { instantOf } from '../../../src/shared/instant.ts';

const text = { th: 'รอ', en: 'waits' };
const waiting = { code: 'time-stamp-timeout', text, documents: 1, since: instantOf(0) } as const;

/** An issuer whose batch fails so many times with this reason, and then is issued. */
function failing(times: number, reason: BatchView['waiting']) {
  let runs = 0;
  let issued: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    issued = resolve;
  });
  const issuer = {
    // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- a run without documents
    issueBatch: async function* () {
      if (++runs <= times) throw new AppError('time-stamp-timeout', text);
      issued();
    },
    getBatch: () => Promise.resolve({ waiting: reason }),
  } as unknown as IssuerService;
  return { issuer, done, runs: () => runs };
}

const logger = pino({ level: 'silent' });

describe('Issuing in the background', () => {
  it('takes a batch up again by itself while its documents wait for a service', async () => {
    const { issuer, done, runs } = failing(2, waiting);
    const issuing = new IssuingRuns(issuer, logger, 1);
    issuing.start('b-1');
    await done;
    await issuing.close();
    expect(runs()).toBe(3);
  });

  it('leaves a batch alone that failed for another reason', async () => {
    const { issuer, runs } = failing(9, null);
    const issuing = new IssuingRuns(issuer, logger, 1);
    issuing.start('b-1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await issuing.close();
    expect(runs()).toBe(1);
  });
});
