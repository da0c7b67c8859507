import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startServer } from '../../src/main/server.ts';
import type { ServerRole } from '../../src/main/server.ts';
import { FakeIssuer } from '../support/fake-services/fake-issuer.ts';
import { FakeVerifier } from '../support/fake-services/fake-verifier.ts';
import { memoryReceipts } from '../support/receipts.ts';

const key = 'key-of-employer-0000001';

async function ask(role: ServerRole, path: string, authorization?: string): Promise<number> {
  const issuer = new FakeIssuer();
  const server = await startServer({
    role,
    port: 0,
    issuer,
    verifier: new FakeVerifier(issuer),
    receipts: memoryReceipts(),
    config: { registrarKeys: [], organisationKeys: [{ key, organisation: 'employer' }] },
    logger: pino({ level: 'silent' }),
  });
  try {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    return (await fetch(`${server.url}${path}`, { headers })).status;
  } finally {
    await server.close();
  }
}

describe('receipts of a process', () => {
  it.each([
    ['verifier', 200],
    ['all', 200],
    ['issuer', 404],
  ] as const)('of role %s: their keys answer %i', async (role, status) => {
    expect(await ask(role, '/.well-known/parinya-receipt-keys')).toBe(status);
  });

  it('are fetched with a key from the settings', async () => {
    const path = `/api/v1/receipts/${'0'.repeat(32)}`;
    expect(await ask('verifier', path)).toBe(401);
    expect(await ask('verifier', path, `Bearer ${key}`)).toBe(404);
  });
});
