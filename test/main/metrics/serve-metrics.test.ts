import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';

import { Metrics } from '../../../src/main/metrics/metrics.ts';
import {
  openMetrics,
  serveMetrics,
  type MetricsEndpoint,
  type RunningMetrics,
} from '../../../src/main/metrics/serve-metrics.ts';
import { testNow } from '../../support/test-pki.ts';

const logger = pino({ level: 'silent' });
const metrics = new Metrics({ now: () => testNow });
const TOKEN = 'a token of an operator';

describe('The port of metrics', () => {
  const running: RunningMetrics[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.close()));
  });
  async function serve(endpoint: Partial<MetricsEndpoint> = {}): Promise<string> {
    const served = await serveMetrics(metrics, { port: 0, host: '127.0.0.1', ...endpoint }, logger);
    running.push(served);
    return served.url;
  }
  const ask = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

  it('answers in the text format of Prometheus, and is kept by nobody', async () => {
    metrics.countChange('revoke');
    const response = await ask(await serve());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('parinya_document_changes_total');
  });

  it('answers nobody without the token where there is one', async () => {
    const url = await serve({ token: TOKEN });
    const wrong = [{}, { authorization: TOKEN }, { authorization: `Bearer ${TOKEN}x` }];
    for (const headers of wrong) {
      const response = await ask(url, headers);
      expect([response.status, await response.text()]).toEqual([401, '']);
    }
    expect((await ask(url, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  it('has nothing else', async () => {
    const url = await serve();
    expect((await ask(url.replace('/metrics', '/'))).status).toBe(404);
    const posted = await fetch(url, { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is not opened for other machines without a token, and not at all where none is named', async () => {
    const settings = { metricsHost: '0.0.0.0', metricsPort: 0, metricsToken: undefined };
    await expect(openMetrics(metrics, settings, logger)).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
    const none = { ...settings, metricsPort: undefined };
    await expect(openMetrics(metrics, none, logger)).resolves.toBeUndefined();
  });

  it('that is taken is said to be', async () => {
    const port = Number(new URL(await serve()).port);
    await expect(serve({ port })).rejects.toMatchObject({ code: 'port-in-use' });
  });
});
