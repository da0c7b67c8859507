import { formatInstant, instantOf } from '../../shared/instant.ts';

const DATE =
  /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)(?:00'?(?:00'?)?)?|([+-])(\d{2})(?:'(?:(\d{2})'?)?|(\d{2}))?)$/;

/**
 * A PDF date (`D:20261124100000+07'00'`, ISO 32000-2 §7.9.4) as RFC 3339 in UTC. Parts left out are the
 * first of their kind. `null` for anything else, also for a date without zone: it names no instant.
 */
export function toRfc3339(text: string): string | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const part = (group: number, standard: number): number => Number(match[group] ?? standard);
  const [year, month, day] = [part(1, 0), part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)];
  const [zoneHours, zoneMinutes] = [part(9, 0), Number(match[10] ?? match[11] ?? 0)];
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const inRange = hour < 24 && minute < 60 && second < 60 && zoneHours < 24 && zoneMinutes < 60;
  const civil = new Date(local);
  // Date.UTC turns February 30 into March, and years below 100 into the 20th century.
  const exists =
    civil.getUTCFullYear() === year &&
    civil.getUTCMonth() === month - 1 &&
    civil.getUTCDate() === day;
  if (!inRange || !exists) return null;
  const zoneMs = (zoneHours * 60 + zoneMinutes) * 60_000 * (match[8] === '-' ? -1 : 1);
  return formatInstant(instantOf(local - zoneMs));
}
