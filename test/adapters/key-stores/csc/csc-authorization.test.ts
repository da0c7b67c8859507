import { describe, expect, it } from '@jest/globals';

import { parseCscAuthorization } from '../../../../src/adapters/key-stores/csc/credentials/csc-authorization.ts';
import { caught } from '../../../support/caught.ts';

const secret = (id: string, type = 'Password') => ({ type, id });
const explicit = (ids: readonly string[], expression?: unknown) => ({
  auth: { mode: 'explicit', objects: ids.map((id) => secret(id)), expression },
});

describe('How a key of a signing service is released', () => {
  it.each([
    ['PIN', [['PIN']]],
    ['PIN AND OTP', [['PIN', 'OTP']]],
    ['PIN or OTP', [['PIN'], ['OTP'], ['PIN', 'OTP']]],
    ['PIN XOR OTP', [['PIN'], ['OTP']]],
    [
      '(PIN AND OTP) OR KEY',
      [['KEY'], ['PIN', 'OTP'], ['PIN', 'KEY'], ['OTP', 'KEY'], ['PIN', 'OTP', 'KEY']],
    ],
    [
      'PIN AND (OTP OR KEY)',
      [
        ['PIN', 'OTP'],
        ['PIN', 'KEY'],
        ['PIN', 'OTP', 'KEY'],
      ],
    ],
  ])('%s is every set of secrets that satisfies it, the smallest first', (expression, sets) => {
    const ids = ['PIN', 'OTP', 'KEY'].filter((id) => expression.includes(id));
    expect(parseCscAuthorization(explicit(ids, expression)).alternatives).toEqual(sets);
  });

  it('wants every secret where nothing else is said, and none where there is none', () => {
    expect(parseCscAuthorization(explicit(['PIN', 'OTP'])).alternatives).toEqual([['PIN', 'OTP']]);
    expect(parseCscAuthorization(explicit([])).alternatives).toEqual([[]]);
    expect(parseCscAuthorization({ authMode: 'implicit' }).alternatives).toEqual([[]]);
  });

  it('leaves out what a person must answer, where it can be done without', () => {
    const objects = [secret('PIN'), secret('SMS', 'ChallengeResponse')];
    const auth = { mode: 'explicit', objects, expression: 'PIN OR SMS' };
    expect(parseCscAuthorization({ auth }).alternatives).toEqual([['PIN']]);
    const both = { auth: { ...auth, expression: 'PIN AND SMS' } };
    expect(caught(() => parseCscAuthorization(both))).toMatchObject({
      code: 'credential-needs-person',
    });
  });

  it.each(['PIN AND', 'AND PIN', '(PIN', 'PIN)', 'PIN OTP', ')', 7])(
    'refuses the expression %s',
    (expression) => {
      const answer = explicit(['PIN', 'OTP'], expression);
      expect(caught(() => parseCscAuthorization(answer))).toMatchObject({
        code: 'signing-service-answer',
      });
    },
  );

  it('refuses more secrets than any key has', () => {
    const answer = explicit(Array.from({ length: 9 }, (_, index) => `S${index}`));
    expect(caught(() => parseCscAuthorization(answer))).toMatchObject({
      code: 'signing-service-answer',
    });
  });
});
