import type { Language } from '../../http/requests/language.ts';
import { parseInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import {
  formatCivilDate,
  toCivilDate,
  toCivilDateTime,
} from '../../transcript/calendar/civil-date.ts';

const NO_BREAK_SPACE = '\u00A0';

/**
 * A day as people read it, in Bangkok: `24 พฤศจิกายน 2569`, `24 November 2026`. A line never ends inside.
 */
export function formatDay(instant: Instant, language: Language): string {
  return formatCivilDate(toCivilDate(instant), language).replaceAll(' ', NO_BREAK_SPACE);
}

/** An RFC 3339 time with its day and its minute in Bangkok. */
export function formatMoment(time: string, language: Language): string {
  const instant = parseInstant(time);
  const day = formatDay(instant, language);
  const minute = toCivilDateTime(instant).slice(11, 16);
  return language === 'th' ? `${day} เวลา ${minute} น.` : `${day}, ${minute} in Bangkok`;
}

/** The day of an RFC 3339 time; a text that is none is given back as it is. */
export function formatDate(time: string, language: Language): string {
  try {
    return formatDay(parseInstant(time), language);
  } catch {
    return time;
  }
}
