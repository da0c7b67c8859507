import type { Indication } from '../../../../verification/report.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { ExitCode } from '../../exit-codes.ts';

/** What an indication is as an exit code. */
export const exitCodeOfIndication: Readonly<Record<Indication, ExitCode>> = {
  'TOTAL-PASSED': exitCodes.done,
  'TOTAL-FAILED': exitCodes.bad,
  INDETERMINATE: exitCodes.undetermined,
};

/** Of several documents the worst decides: one that is bad, then one that could not be judged. */
export function worstExitCode(indications: readonly Indication[]): ExitCode {
  if (indications.includes('TOTAL-FAILED')) return exitCodes.bad;
  if (indications.includes('INDETERMINATE')) return exitCodes.undetermined;
  return exitCodes.done;
}
