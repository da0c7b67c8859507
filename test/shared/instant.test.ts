import { describe, expect, it } from '@jest/globals';
import { formatInstant, instantOf, parseInstant } from '../../src/shared/instant.ts';

describe('instants', () => {
  it('are written as RFC 3339 UTC with whole seconds', () => {
    expect(formatInstant(instantOf(Date.UTC(2026, 10, 22, 10, 0, 0, 999)))).toBe(
      '2026-11-22T10:00:00Z',
    );
  });

  it('are read with fractions and offsets', () => {
    expect(parseInstant('2026-11-22T17:00:00+07:00')).toBe(Date.UTC(2026, 10, 22, 10));
    expect(parseInstant('2026-11-22T10:00:00.5Z')).toBe(Date.UTC(2026, 10, 22, 10) + 500);
  });

  it('refuse days that do not exist, times without a zone and other text', () => {
    for (const text of [
      '2026-02-29T00:00:00Z',
      '2026-11-22T25:00:00Z',
      '2026-11-22T10:00:00',
      '2026-11-22',
      '',
      'now',
    ]) {
      expect(() => parseInstant(text)).toThrow(expect.objectContaining({ code: 'instant/syntax' }));
    }
  });
});
