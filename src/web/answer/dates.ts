import type { Language } from '../../http/requests/language.ts';
import { parseInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { formatCivilDate, toCivilDate } from '../../transcript/calendar/civil-date.ts';

/** A day as people read it, in Bangkok: `24 พฤศจิกายน 2569`, `24 November 2026`. */
export function formatDay(instant: Instant, language: Language): string {
  return formatCivilDate(toCivilDate(instant), language);
}

/** The day of an RFC 3339 time; a text that is none is given back as it is. */
export function formatDate(time: string, language: Language): string {
  try {
    return formatDay(parseInstant(time), language);
  } catch {
    return time;
  }
}
