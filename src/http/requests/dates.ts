import { parseInstant } from '../../shared/instant.ts';
import { formatCivilDate, toCivilDate } from '../../transcript/calendar/civil-date.ts';
import type { Language } from './language.ts';

/**
 * The day of an RFC 3339 time as people read it, in Bangkok: `24 พฤศจิกายน 2569`, `24 November 2026`. What
 * is no such time is given back as it is.
 */
export function formatDay(time: string, language: Language): string {
  try {
    return formatCivilDate(toCivilDate(parseInstant(time)), language);
  } catch {
    return time;
  }
}
