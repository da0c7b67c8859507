import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startServer } from '../../src/main/server.ts';
import type { RunningServer, ServerOptions } from '../../src/main/server.ts';
import { FakeIssuer } from '../support/fake-services/fake-issuer.ts';
import { FakeVerifier } from '../support/fake-services/fake-verifier.ts';
import { twoPersonInstitution } from '../support/fake-services/fake-world.ts';

function optionsFor(issuer: FakeIssuer): ServerOptions {
  return {
    role: 'all',
    port: 0,
    issuer,
    verifier: new FakeVerifier(issuer),
    config: { registrarKeys: [] },
    logger: pino({ level: 'silent' }),
  };
}

async function withServer(
  options: ServerOptions,
  act: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await startServer(options);
  try {
    await act(server);
  } finally {
    await server.close();
  }
}

describe('startServer', () => {
  it('serves at the address it names, and no longer after it was closed', async () => {
    let url = '';
    await withServer(optionsFor(new FakeIssuer()), async (server) => {
      url = server.url;
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const response = await fetch(`${url}/healthz`);
      expect(await response.json()).toEqual({ status: 'alive' });
    });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('says clearly that a port is taken', async () => {
    await withServer(optionsFor(new FakeIssuer()), async ({ url }) => {
      const port = Number(new URL(url).port);
      await expect(startServer({ ...optionsFor(new FakeIssuer()), port })).rejects.toMatchObject({
        code: 'port-in-use',
        text: { en: expect.stringContaining(String(port)) },
      });
    });
  });

  it('takes up a batch that an earlier process left approved', async () => {
    const issuer = new FakeIssuer();
    const files = [{ name: 'batch.csv', bytes: new TextEncoder().encode('S1\nS2') }];
    const institutionCode = twoPersonInstitution.code;
    const { batchId } = await issuer.submitBatch({ institutionCode, actor: 'anan', files });
    const { digest } = await issuer.summariseBatch(batchId);
    await issuer.approveBatch(batchId, 'benja', digest);
    await withServer(optionsFor(issuer), async () => {
      for (let attempt = 0; attempt < 50; attempt++) {
        if ((await issuer.getBatch(batchId)).state === 'issued') return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    expect((await issuer.getBatch(batchId)).state).toBe('issued');
  });

  it('lets a request under way finish before it closes', async () => {
    const issuer = new FakeIssuer();
    const options = optionsFor(issuer);
    let release = (): void => undefined;
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    options.verifier!.checkReadiness = () =>
      new Promise((resolve) => {
        release = resolve;
        isAsked();
      });
    const server = await startServer(options);
    const response = fetch(`${server.url}/readyz`);
    await asked;
    const closed = server.close();
    release();
    expect((await response).status).toBe(200);
    await closed;
  });

  it('refuses settings with which nobody would be safe', async () => {
    const options = optionsFor(new FakeIssuer());
    const key = { key: 'short', actor: 'anan', institutionCode: '90001' };
    await expect(
      startServer({ ...options, config: { registrarKeys: [key] } }),
    ).rejects.toMatchObject({ code: 'configuration-invalid' });
  });
});
