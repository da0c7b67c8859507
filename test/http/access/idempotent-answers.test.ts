import { describe, expect, it } from '@jest/globals';
import { IdempotentAnswers } from '../../../src/http/access/idempotent-answers.ts';
import { jsonAnswer } from '../../../src/http/answer.ts';
import { afterFakeNow, fakeNow } from '../../support/fake-services/fake-world.ts';

const body = new Uint8Array([1]);

describe('remembered answers', () => {
  it('keep two requests at the same time from acting twice', async () => {
    const answers = new IdempotentAnswers({ now: () => fakeNow });
    let acts = 0;
    const act = async () => {
      acts += 1;
      await Promise.resolve();
      return jsonAnswer(200, acts);
    };
    const both = await Promise.all([
      answers.answer('s', 'k', body, act),
      answers.answer('s', 'k', body, act),
    ]);
    expect(both.map((answer) => answer.body)).toEqual(['1', '1']);
  });

  it('keep scopes apart and refuse another request under a key', async () => {
    const answers = new IdempotentAnswers({ now: () => fakeNow });
    const act = (value: number) => () => Promise.resolve(jsonAnswer(200, value));
    await answers.answer('one', 'k', body, act(1));
    expect((await answers.answer('two', 'k', body, act(2))).body).toBe('2');
    await expect(answers.answer('one', 'k', new Uint8Array([2]), act(3))).rejects.toMatchObject({
      code: 'idempotency-conflict',
    });
  });

  it('forget failures at once and answers after a day', async () => {
    let now = fakeNow;
    const answers = new IdempotentAnswers({ now: () => now });
    const fail = () => Promise.reject(new Error('no'));
    const act = (value: number) => () => Promise.resolve(jsonAnswer(200, value));
    await expect(answers.answer('s', 'k', body, fail)).rejects.toThrow('no');
    expect((await answers.answer('s', 'k', body, act(1))).body).toBe('1');
    now = afterFakeNow(24 * 60 * 60 - 1);
    expect((await answers.answer('s', 'k', body, act(2))).body).toBe('1');
    now = afterFakeNow(24 * 60 * 60 + 1);
    expect((await answers.answer('s', 'k', body, act(3))).body).toBe('3');
  });
});
