import { beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';

import {
  emptyStatusList,
  findStatus,
  withStatuses,
} from '../../../src/formats/status-list/status-list.ts';
import { parseStatusListToken } from '../../../src/formats/status-list/status-list-token.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { toJwks } from '../../../src/signing/jose/jwks.ts';
import { signStatusList } from '../../../src/signing/jose/sign-status-list.ts';
import { prepareSigner } from '../../../src/signing/prepared-signer.ts';
import type { Signer } from '../../../src/signing/signer.ts';
import { makeTestPki, testNow } from '../../support/test-pki.ts';

const uri = 'https://verify.example/status-lists/1';

describe('A published status list', () => {
  let signer: Signer;
  let token: string;
  beforeAll(async () => {
    signer = (await makeTestPki()).getSigner('signer-99001');
    const list = withStatuses(emptyStatusList(1024, 2), [
      [7, 1],
      [1023, 2],
    ]);
    const expiresAt = instantOf(testNow + 86_400_000);
    const claims = { uri, list, issuedAt: testNow, expiresAt, ttlSeconds: 900 };
    token = await signStatusList(claims, prepareSigner(signer));
  });

  it('verifies in jose as a JWT of its type, for its address and time', async () => {
    const keys = createLocalJWKSet({
      keys: [...toJwks([{ certificatePath: signer.certificatePath }]).keys],
    });
    const { payload } = await jwtVerify(token, keys, {
      typ: 'statuslist+jwt',
      subject: uri,
      algorithms: ['ES256'],
      currentDate: new Date(testNow + 1000),
    });
    expect(payload).toMatchObject({ iat: testNow / 1000, exp: testNow / 1000 + 86_400, ttl: 900 });
    expect(payload['status_list']).toMatchObject({ bits: 2 });
  });

  it('gives back the states that went in', () => {
    const { uri: address, list, issuedAt } = parseStatusListToken(token);
    expect(address).toBe(uri);
    expect(issuedAt).toBe(testNow);
    expect([6, 7, 8, 1023].map((index) => findStatus(list, index))).toEqual([0, 1, 0, 2]);
  });
});
