import type { Request } from 'express';
import { instantOf } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { BUDDHIST_ERA_OFFSET, daysInMonth } from '../../transcript/calendar/civil-date.ts';

/** Two days that a person asks about, as they typed them and as moments. */
export interface ThenQuestion {
  /** The day whose state is asked for, and the one whose knowledge is to answer. */
  readonly on: string;
  readonly known: string;
  /** `undefined` where one of them is no day, or one that has not come yet. A day that is left out is now. */
  readonly times: { readonly at?: Instant; readonly knownAt?: Instant } | undefined;
}

/** Years from here on are of the Buddhist Era. */
const FIRST_BUDDHIST_YEAR = 2400;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A day begins so much earlier in Bangkok than in UTC. */
const BANGKOK_OFFSET_MS = 7 * 60 * 60 * 1000;

/**
 * The question in a page's address (`?on=2026-11-24&known=2027-01-31`), in the Common or the Buddhist Era: what
 * counts is the end of each day in Bangkok, and of today this very moment.
 * @returns `undefined` where nothing is asked.
 */
export function findThenQuestion(request: Request, now: Instant): ThenQuestion | undefined {
  const on = textOf(request, 'on');
  const known = textOf(request, 'known');
  if (on === '' && known === '') return undefined;
  const at = toMoment(on, now);
  const knownAt = toMoment(known, now);
  if (at === 'no-day' || knownAt === 'no-day') return { on, known, times: undefined };
  const times = {
    ...(at === 'now' ? {} : { at }),
    ...(knownAt === 'now' ? {} : { knownAt }),
  };
  return { on, known, times };
}

function textOf(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value.trim().slice(0, 20) : '';
}

function toMoment(text: string, now: Instant): Instant | 'now' | 'no-day' {
  if (text === '') return 'now';
  const [, given, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (given === undefined || month === undefined || day === undefined) return 'no-day';
  const year = Number(given) - (Number(given) >= FIRST_BUDDHIST_YEAR ? BUDDHIST_ERA_OFFSET : 0);
  if (Number(day) < 1 || Number(day) > daysInMonth(year, Number(month))) return 'no-day';
  const begins = Date.UTC(year, Number(month) - 1, Number(day));
  // Still to come: a day that has not begun in Bangkok.
  if (begins - BANGKOK_OFFSET_MS > now) return 'no-day';
  const end = begins - BANGKOK_OFFSET_MS + DAY_MS - 1;
  return end >= now ? 'now' : instantOf(end);
}
