import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { listCscCredentials } from '../../../../src/adapters/key-stores/csc/credentials/list-csc-credentials.ts';
import { toCscKey } from '../../../support/csc-key.ts';
import { startCscServer, type CscServer } from '../../../support/csc-server.ts';
import { makeTestKeys, type TestKeys } from '../../../support/test-keys.ts';

let keys: TestKeys;
const servers: CscServer[] = [];
beforeAll(async () => {
  keys = await makeTestKeys('P-256');
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function start(options: Omit<Parameters<typeof startCscServer>[0], 'keys'>) {
  const server = await startCscServer({ keys, ...options });
  servers.push(server);
  return server;
}

describe('The keys of a signing service', () => {
  it.each(['v1', 'v2'] as const)(
    'are listed, page after page, with what they are (%s)',
    async (version) => {
      const server = await start({
        version,
        disabledCredentials: ['OLD-1', 'OLD-2'],
        multisign: 5,
      });
      const listed = await listCscCredentials(toCscKey(server));
      expect(listed.map(({ credentialId, problem }) => [credentialId, problem])).toEqual([
        ['OLD-1', 'credential-disabled'],
        ['OLD-2', 'credential-disabled'],
        ['GX0112348', undefined],
      ]);
      expect(listed[2]!.usable).toMatchObject({
        algorithm: { jwsAlg: 'ES256' },
        maxSignatures: 5,
        bindsHashes: true,
        authorization: { mode: 'explicit', alternatives: [['PIN']] },
      });
      expect(listed[2]!.usable!.certificatePath).toEqual([keys.leaf, keys.issuers[0]]);
    },
  );

  it('are listed without releasing one, and without a PIN', async () => {
    const server = await start({ version: 'v2' });
    await listCscCredentials(toCscKey(server));
    const methods = server.requests.map(({ method }) => method);
    expect(methods).toEqual(['oauth2/token', 'credentials/list', 'credentials/info']);
    expect(JSON.stringify(server.requests)).not.toContain(server.settings.pin);
  });

  it('are those of the user whom an application names', async () => {
    const server = await start({ version: 'v1', userId: 'registrar@example.ac.th' });
    const directory = { ...toCscKey(server), userId: 'registrar@example.ac.th' };
    await expect(listCscCredentials(directory)).resolves.toHaveLength(1);
    await expect(listCscCredentials(toCscKey(server))).rejects.toMatchObject({
      code: 'signing-service-answer',
    });
  });

  it.each([
    [{ certificateStatus: 'revoked' }, 'credential-disabled'],
    [{ authMode: 'oauth2code' }, 'credential-needs-person'],
    [{ scal: '9' }, 'signing-service-answer'],
  ] as const)('say why they cannot be used: %j', async (settings, problem) => {
    const server = await start({ version: 'v2', ...settings });
    const [listed] = await listCscCredentials(toCscKey(server));
    expect(listed).toEqual({ credentialId: 'GX0112348', problem });
  });

  it('whose pages never end are not listed for ever', async () => {
    const server = await start({ version: 'v1' });
    const body = { credentialIDs: ['A'], nextPageToken: 'again' };
    server.faults.set('credentials/list', Array(9).fill({ status: 200, body }) as []);
    await expect(listCscCredentials(toCscKey(server))).rejects.toMatchObject({
      code: 'signing-service-answer',
    });
  });

  it('are not listed to an account that the service does not know', async () => {
    const server = await start({ version: 'v2' });
    const login = { kind: 'bearer', readSecret: () => 'foreign' } as const;
    await expect(listCscCredentials({ ...toCscKey(server), login })).rejects.toMatchObject({
      code: 'signing-service-unauthorized',
    });
  });
});
