import { formatDay } from '../../http/requests/dates.ts';
import type { Language } from '../../http/requests/language.ts';
import { parseInstant } from '../../shared/instant.ts';
import { toCivilDateTime } from '../../transcript/calendar/civil-date.ts';

const NO_BREAK_SPACE = '\u00A0';

/** The day of an RFC 3339 time for a page: a line never ends inside it. */
export function formatPageDay(time: string, language: Language): string {
  return formatDay(time, language).replaceAll(' ', NO_BREAK_SPACE);
}

/** An RFC 3339 time with its day and its minute in Bangkok. */
export function formatPageMoment(time: string, language: Language): string {
  const day = formatPageDay(time, language);
  const minute = toCivilDateTime(parseInstant(time)).slice(11, 16);
  return language === 'th'
    ? `${day} เวลา ${minute}${NO_BREAK_SPACE}น.`
    : `${day}, ${minute} in Bangkok`;
}
