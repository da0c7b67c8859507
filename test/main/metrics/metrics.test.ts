import { describe, expect, it } from '@jest/globals';

import type { IssuerVitals } from '../../../src/main/metrics/issuer-vitals.ts';
import { Metrics } from '../../../src/main/metrics/metrics.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { testNow } from '../../support/test-pki.ts';

const clock = { now: () => testNow };

/** Lines of the text, without comments. */
async function linesOf(metrics: Metrics): Promise<readonly string[]> {
  const { text } = await metrics.write();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function makeVitals(change: Partial<IssuerVitals> = {}): IssuerVitals {
  return {
    findCertificateEnds: () => Promise.resolve([]),
    countBatches: () =>
      Promise.resolve({ byState: new Map(), waiting: 0, stopped: 0, nextAttempt: undefined }),
    findServiceStandings: () => [],
    readWorkers: () => ({ threads: 0, queued: 0 }),
    ...change,
  };
}

describe('Metrics', () => {
  it('say of each key when its certificate ends, and whether somebody should see to it', async () => {
    const end = { institutionCode: '99001', state: 'active' } as const;
    const metrics = new Metrics(
      clock,
      makeVitals({
        findCertificateEnds: () =>
          Promise.resolve([
            { ...end, keyId: 'soon', expiresAt: instantOf(testNow + 1000), isUrgent: true },
            { ...end, keyId: 'later', expiresAt: instantOf(testNow + 2000), isUrgent: false },
          ]),
      }),
    );
    const lines = await linesOf(metrics);
    const name = 'parinya_signing_certificate_expires';
    expect(lines).toEqual(
      expect.arrayContaining([
        `${name}_timestamp_seconds{institution="99001",key_id="soon",state="active"} ${testNow / 1000 + 1}`,
        `${name}_soon{institution="99001",key_id="soon",state="active"} 1`,
        `${name}_soon{institution="99001",key_id="later",state="active"} 0`,
      ]),
    );
  });

  it('forget a key, a host, a state that is no longer there', async () => {
    const standings = [{ kind: 'revocation', name: 'ocsp.example', isLeftAlone: true }] as const;
    let shown: ReturnType<IssuerVitals['findServiceStandings']> = standings;
    const metrics = new Metrics(clock, makeVitals({ findServiceStandings: () => shown }));
    const line = 'parinya_service_left_alone{kind="revocation",name="ocsp.example"} 1';
    expect(await linesOf(metrics)).toContain(line);
    shown = [];
    expect((await linesOf(metrics)).join('\n')).not.toContain('ocsp.example');
  });

  it('show every state of batches, also those of none', async () => {
    const metrics = new Metrics(
      clock,
      makeVitals({
        countBatches: () =>
          Promise.resolve({
            byState: new Map([['issuing', 3]]),
            waiting: 1,
            stopped: 2,
            nextAttempt: instantOf(testNow + 30_000),
          }),
        readWorkers: () => ({ threads: 2, queued: 7 }),
      }),
    );
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'parinya_batches{state="issuing"} 3',
        'parinya_batches{state="approved"} 0',
        'parinya_batches_waiting 1',
        'parinya_batches_stopped 2',
        `parinya_batches_next_attempt_timestamp_seconds ${testNow / 1000 + 30}`,
        'parinya_worker_threads 2',
        'parinya_worker_jobs_queued 7',
      ]),
    );
  });

  it('measure requests by the template of their route, and count what was done', async () => {
    const metrics = new Metrics(clock);
    const route = '/api/v1/documents/{id}/status';
    metrics.observeRequest({ method: 'GET', route, status: 200, milliseconds: 30 });
    metrics.observeRequest({ method: 'GET', route, status: 200, milliseconds: 700 });
    metrics.observeRequest({ method: 'BREW', route: 'unmatched', status: 404, milliseconds: 1 });
    metrics.countIssued('99001', 'B-T');
    metrics.countIssued('99001', 'B-T');
    metrics.countChange('revoke');
    metrics.countSubmission('99001');
    metrics.countStop('time-stamp-timeout');
    metrics.countVerification('TOTAL-PASSED');
    const labels = `method="GET",route="${route}",status="200"`;
    const name = 'parinya_http_request_duration_seconds';
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        `${name}_bucket{le="0.05",${labels}} 1`,
        `${name}_bucket{le="1",${labels}} 2`,
        `${name}_count{${labels}} 2`,
        `${name}_count{method="other",route="unmatched",status="404"} 1`,
        'parinya_documents_issued_total{institution="99001",level="B-T"} 2',
        'parinya_document_changes_total{operation="revoke"} 1',
        'parinya_batches_submitted_total{institution="99001"} 1',
        'parinya_issuing_stops_total{code="time-stamp-timeout"} 1',
        'parinya_verifications_total{indication="TOTAL-PASSED"} 1',
      ]),
    );
  });
});
