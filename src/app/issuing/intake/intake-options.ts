import type { CheckRecordsOptions } from '../../../records/check-records.ts';
import type { Instant } from '../../../shared/instant.ts';
import { toCivilDate } from '../../../transcript/calendar/civil-date.ts';
import { defaultGradingScheme } from '../../../transcript/grading-schemes.ts';
import type { Institution } from '../../../transcript/institution.ts';
import { COUNT_EVERY_ATTEMPT } from '../../../transcript/repeated-courses.ts';
import { getStudyRules } from '../institution-rules.ts';

/**
 * The rules that records are checked by: the institution's, or without one the Thai default scheme,
 * `half-up`, and every attempt at a course counted.
 * @throws AppError `configuration-invalid` for a grading scheme that is not known.
 */
export function toIntakeOptions(now: Instant, institution?: Institution): CheckRecordsOptions {
  const today = toCivilDate(now);
  if (institution === undefined) {
    return {
      scheme: defaultGradingScheme(),
      repeatedCourses: COUNT_EVERY_ATTEMPT,
      rounding: 'half-up',
      today,
      gpaDifference: 'error',
    };
  }
  return {
    ...getStudyRules(institution),
    rounding: institution.gpaRounding,
    today,
    gpaDifference: institution.gpaDifference ?? 'error',
    institutionCode: institution.code,
  };
}
