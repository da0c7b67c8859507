import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { RegistrarKeys } from '../../../src/http/access/registrar-keys.ts';

const key = 'a-key-long-enough-to-be-one';
const owner = { actor: 'anan', institutionCode: '90001' };

function requestWith(authorization: string): Request {
  return { get: () => authorization } as unknown as Request;
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'no error';
}

describe('registrar keys', () => {
  it('may stand in the configuration as their digest only', () => {
    const digest = createHash('sha256').update(key).digest('hex');
    const keys = new RegistrarKeys([{ ...owner, key: `sha256:${digest}` }]);
    expect(keys.authenticate(requestWith(`Bearer ${key}`))).toEqual(owner);
    expect(codeOf(() => keys.authenticate(requestWith(`Bearer sha256:${digest}`)))).toBe(
      'unauthorized',
    );
  });

  it('are refused when they could be guessed or belong to two people', () => {
    expect(codeOf(() => new RegistrarKeys([{ ...owner, key: 'short' }]))).toBe(
      'configuration-invalid',
    );
    const twice = [
      { ...owner, key },
      { ...owner, actor: 'benja', key },
    ];
    expect(codeOf(() => new RegistrarKeys(twice))).toBe('configuration-invalid');
  });

  it('let nobody in when there are none', () => {
    const keys = new RegistrarKeys([]);
    expect(codeOf(() => keys.authenticate(requestWith('')))).toBe('unauthorized');
    expect(codeOf(() => keys.authenticate(requestWith('Bearer ')))).toBe('unauthorized');
  });
});
