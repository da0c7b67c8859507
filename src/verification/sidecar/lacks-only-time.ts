import type { CheckResult, SubIndication } from '../report.ts';

/** Objections to a path that say: it stood once, and nothing proves that the signature is from then. */
const onlyTime: ReadonlySet<SubIndication | null> = new Set<SubIndication | null>([
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'OUT_OF_BOUNDS_NO_POE',
  'REVOKED_NO_POE',
  'REVOKED_CA_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'TRY_LATER',
]);

/** Whether a path leads to an anchor, and all that can be said against it is that time has passed. */
export function lacksOnlyTime(pathChecks: readonly CheckResult[]): boolean {
  const objections = pathChecks.filter(({ subIndication }) => subIndication !== null);
  return (
    objections.length > 0 && objections.every(({ subIndication }) => onlyTime.has(subIndication))
  );
}
