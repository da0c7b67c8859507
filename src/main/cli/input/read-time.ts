import { AppError } from '../../../shared/app-error.ts';
import { parseInstant } from '../../../shared/instant.ts';
import type { Instant } from '../../../shared/instant.ts';

/** A time as a person gives it: RFC 3339, or a date alone for its first moment in UTC. @throws AppError `usage` */
export function readTime(text: string): Instant {
  try {
    return parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  } catch (cause) {
    throw new AppError(
      'usage',
      {
        th: `"${text}" ไม่ใช่เวลาแบบ RFC 3339 เช่น 2026-11-24T10:00:00Z`,
        en: `"${text}" is no RFC 3339 time such as 2026-11-24T10:00:00Z.`,
      },
      { cause },
    );
  }
}
