import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { parseInstant } from '../../src/shared/instant.ts';
import { findThenQuestion } from '../../src/web/requests/then-question.ts';

const now = parseInstant('2026-11-24T03:00:00Z');
const ask = (query: Readonly<Record<string, unknown>>) =>
  findThenQuestion({ query } as unknown as Request, now);

describe('a question about another day', () => {
  it('is none where no day is named', () => {
    expect(ask({})).toBeUndefined();
    expect(ask({ on: '', known: ' ' })).toBeUndefined();
  });

  it('means the end of the day in Bangkok, and of today this very moment', () => {
    const end = parseInstant('2026-03-01T16:59:59.999Z');
    expect(ask({ on: '2026-03-01' })?.times).toEqual({ at: end });
    expect(ask({ on: '2026-03-01', known: '2026-03-01' })?.times?.knownAt).toBe(end);
    expect(ask({ on: '2026-11-24' })?.times).toEqual({});
    expect(ask({ known: '2026-03-01' })?.times).toEqual({ knownAt: end });
  });

  it('takes years of the Buddhist Era', () => {
    expect(ask({ on: '2569-03-01' })?.times).toEqual(ask({ on: '2026-03-01' })?.times);
  });

  it.each(['2026-11-25', '2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '1.3.2026', 'x'])(
    'takes %s for no day to ask about',
    (on) => {
      expect(ask({ on })).toMatchObject({ on, times: undefined });
      expect(ask({ on: '2026-03-01', known: on })?.times).toBeUndefined();
    },
  );

  it('has begun when its day has begun in Bangkok', () => {
    const query = { on: '2026-11-25' };
    const at = (time: string) =>
      findThenQuestion({ query } as unknown as Request, parseInstant(time))?.times;
    expect(at('2026-11-24T16:59:59Z')).toBeUndefined();
    expect(at('2026-11-24T17:00:00Z')).toBeDefined();
  });

  it('is not more than one text for each day', () => {
    expect(ask({ on: ['2026-03-01', '2026-03-02'] })).toBeUndefined();
  });
});
