import { describe, expect, it } from '@jest/globals';

import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import {
  findActiveKey,
  findKeyWarning,
  toKeyState,
  type ScheduledKey,
} from '../../../src/signing/keys/key-schedule.ts';

const at = (day: string) => parseInstant(`2026-${day}T00:00:00Z`);
const DAY_MS = 86_400_000;

function toKey(keyId: string, from: string, overrides: Partial<ScheduledKey> = {}): ScheduledKey {
  return {
    keyId,
    institutionCode: '99001',
    uses: ['pdf', 'jose'],
    validFrom: at(from),
    ...overrides,
  };
}

describe('The plan of keys', () => {
  const first = toKey('first', '01-01', { validUntil: at('06-01') });
  const second = toKey('second', '06-01');
  const sidecars = toKey('sidecars', '03-01', { uses: ['jose'] });
  const keys = [first, second, sidecars, toKey('other', '01-01', { institutionCode: '99002' })];
  const active = (use: 'pdf' | 'jose', day: string) =>
    findActiveKey(keys, '99001', use, at(day))?.keyId;

  it('changes from one key to the next at one instant, without a gap and without an overlap', () => {
    expect(active('pdf', '05-31')).toBe('first');
    expect(findActiveKey(keys, '99001', 'pdf', instantOf(at('06-01') - 1))?.keyId).toBe('first');
    expect(active('pdf', '06-01')).toBe('second');
  });

  it('prefers a key that is meant for the use alone, however old', () => {
    expect(active('jose', '02-01')).toBe('first');
    expect(active('jose', '03-01')).toBe('sidecars');
    expect(active('jose', '07-01')).toBe('sidecars');
  });

  it('has no key before the first and after the last', () => {
    expect(findActiveKey([first], '99001', 'pdf', at('06-01'))).toBeUndefined();
    expect(findActiveKey([second], '99001', 'pdf', at('05-31'))).toBeUndefined();
  });

  it('names the state of each key', () => {
    const older = toKey('older', '01-02');
    const states = [...keys, older].map((key) => toKeyState(key, [...keys, older], at('04-01')));
    expect(states).toEqual(['standby', 'planned', 'active', 'active', 'active']);
    expect(toKeyState(first, keys, at('06-01'))).toBe('retired');
  });
});

describe('A warning of a certificate', () => {
  const now = at('01-01');
  const key = toKey('k', '01-01');
  const inDays = (days: number) => instantOf(now + days * DAY_MS);

  it('begins 60 days before it ends', () => {
    expect(findKeyWarning(key, inDays(60), now)).toBeUndefined();
    expect(findKeyWarning(key, instantOf(inDays(60) - 1), now)).toMatchObject({
      code: 'certificate-expires-soon',
      daysLeft: 59,
    });
  });

  it('says so when it has ended', () => {
    expect(findKeyWarning(key, inDays(-2), now)).toMatchObject({
      code: 'certificate-expired',
      daysLeft: -2,
    });
  });

  it('is not given for a key that is retired before', () => {
    const retired = { ...key, validUntil: inDays(10) };
    expect(findKeyWarning(retired, inDays(10), now)).toBeUndefined();
    expect(findKeyWarning(retired, inDays(9), now)).toMatchObject({ daysLeft: 9 });
  });
});
