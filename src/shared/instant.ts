import { FormatError } from './format-error.ts';

declare const instantBrand: unique symbol;

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Branded, so that durations cannot pass for one. */
export type Instant = number & { readonly [instantBrand]: 'Instant' };

/** Where "now" comes from. The core takes it as an argument and never asks the machine. */
export interface Clock {
  now(): Instant;
}

/** Marks epoch milliseconds as an {@link Instant}. */
export function instantOf(epochMs: number): Instant {
  return epochMs as Instant;
}

/** RFC 3339 UTC with whole seconds (`2026-11-22T10:00:00Z`), the form of every time we write. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 date-time.
 * @throws FormatError `instant/syntax` for anything else, also for dates that do not exist.
 */
export function parseInstant(text: string): Instant {
  const epochMs = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  const civilDay = Number(text.slice(8, 10));
  const daysInMonth = new Date(
    Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0),
  ).getUTCDate();
  if (Number.isNaN(epochMs) || civilDay > daysInMonth) {
    throw new FormatError('instant/syntax', 'not an RFC 3339 date and time');
  }
  return instantOf(epochMs);
}
