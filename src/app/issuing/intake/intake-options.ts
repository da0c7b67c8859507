import type { CheckRecordsOptions } from '../../../records/check-records.ts';
import type { Instant } from '../../../shared/instant.ts';
import { toCivilDate } from '../../../transcript/calendar/civil-date.ts';
import { defaultGradingScheme, findGradingScheme } from '../../../transcript/grading-schemes.ts';
import type { Institution } from '../../../transcript/institution.ts';
import { schemeUnknown } from '../institution-rules.ts';

/**
 * The rules that records are checked by: the institution's, or without one the Thai default scheme and
 * `half-up`.
 * @throws AppError `configuration-invalid` for a grading scheme that is not known.
 */
export function toIntakeOptions(now: Instant, institution?: Institution): CheckRecordsOptions {
  const today = toCivilDate(now);
  if (institution === undefined) {
    return {
      scheme: defaultGradingScheme(),
      rounding: 'half-up',
      today,
      gpaDifference: 'error',
    };
  }
  const scheme = findGradingScheme(institution.gradingScheme);
  if (scheme === undefined) throw schemeUnknown(institution);
  return {
    scheme,
    rounding: institution.gpaRounding,
    today,
    gpaDifference: institution.gpaDifference ?? 'error',
    institutionCode: institution.code,
  };
}
