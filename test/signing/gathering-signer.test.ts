import { beforeAll, describe, expect, it } from '@jest/globals';

import { utf8Bytes } from '../../src/shared/bytes.ts';
import { prepareSigner } from '../../src/signing/prepared-signer.ts';
import type { Signer } from '../../src/signing/signer.ts';
import { makeTestPki } from '../support/test-pki.ts';

describe('A signer that signs many in one call', () => {
  let own: Signer;
  beforeAll(async () => {
    own = (await makeTestPki()).getSigner('signer-99001');
  });

  /** Counts what each call carries; the call of this number fails. */
  function counting(maxBatch: number, failingCall?: number) {
    const calls: number[] = [];
    const signer: Signer = {
      ...own,
      maxBatch,
      sign: () => Promise.reject(new Error('asked for one by one')),
      signMany: async (data) => {
        calls.push(data.length);
        if (calls.length === failingCall) throw new Error('the service is gone');
        return Promise.all(data.map((each) => own.sign(each)));
      },
    };
    return { calls, signer: prepareSigner(signer).signer };
  }

  const ask = (signer: Signer, count: number) =>
    Array.from({ length: count }, (_, index) => signer.sign(utf8Bytes(`document ${index}`)));

  it('is asked once for all that is wanted at the same time', async () => {
    const { calls, signer } = counting(100);
    await Promise.all(ask(signer, 17));
    expect(calls).toEqual([17]);
  });

  it('is asked for no more at once than it takes', async () => {
    const { calls, signer } = counting(8);
    await Promise.all(ask(signer, 17));
    expect(calls).toEqual([8, 8, 1]);
  });

  it('is not asked again after a call that failed: all that waited behind it fail too', async () => {
    const { calls, signer } = counting(8, 2);
    const outcomes = await Promise.allSettled(ask(signer, 24));
    expect(calls).toEqual([8, 8]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array<string>(8).fill('fulfilled'),
      ...Array<string>(16).fill('rejected'),
    ]);
  });

  it('can be asked again later', async () => {
    const { calls, signer } = counting(8, 1);
    await expect(signer.sign(utf8Bytes('a'))).rejects.toThrow('gone');
    await expect(signer.sign(utf8Bytes('a'))).resolves.toBeInstanceOf(Uint8Array);
    expect(calls).toEqual([1, 1]);
  });
});
