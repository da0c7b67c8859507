import type { CheckResult, Indication, SubIndication } from '../report.ts';

/** A verdict in one pair of words. */
export interface Verdict {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

/**
 * Which objection names the verdict when there are several: what was done to the document comes before
 * who signed it, that before what became of it, and what could not be found out comes last.
 */
export const subIndicationPriority: readonly SubIndication[] = [
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'SIDECAR_MISMATCH',
  'SIGNER_NOT_AUTHORISED',
  'REVOKED',
  'NOT_YET_VALID',
  'EXPIRED',
  'DOCUMENT_REVOKED',
  'NO_SIGNATURE_FOUND',
  'SIGNED_DATA_NOT_FOUND',
  'NO_SIGNING_CERTIFICATE_FOUND',
  'SIG_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'NO_CERTIFICATE_CHAIN_FOUND',
  'NO_CERTIFICATE_CHAIN_FOUND_NO_POE',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'POLICY_PROCESSING_ERROR',
  'REVOKED_CA_NO_POE',
  'REVOKED_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'OUT_OF_BOUNDS_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'TIMESTAMP_ORDER_FAILURE',
  'NO_POE',
  'COPY_UNKNOWN',
  'DOCUMENT_SUSPENDED',
  'DOCUMENT_SUPERSEDED',
  'DOCUMENT_EXPIRED',
  'DOCUMENT_UNKNOWN',
  'TRY_LATER',
];

/**
 * Draws the verdict from the checks (EN 319 102-1 §5.1.3): one that failed fails the whole; one that was
 * left open leaves it open; a required one that is absent or was skipped leaves it open too, never passes.
 * @param required names of checks that must have been made and have passed.
 */
export function toVerdict(checks: readonly CheckResult[], required: readonly string[]): Verdict {
  const failure = firstBy(checks, 'FAILED');
  if (failure) return { indication: 'TOTAL-FAILED', subIndication: failure };
  const open = firstBy(checks, 'INDETERMINATE');
  if (open) return { indication: 'INDETERMINATE', subIndication: open };
  const wasMade = (name: string) =>
    checks.some(({ check, indication }) => check === name && indication === 'PASSED');
  if (!required.every(wasMade)) return { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' };
  return { indication: 'TOTAL-PASSED', subIndication: null };
}

/** The worst of several verdicts. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Indication[] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];
  const rank = ({ indication, subIndication }: Verdict) =>
    order.indexOf(indication) * subIndicationPriority.length +
    (subIndication === null ? 0 : subIndicationPriority.indexOf(subIndication));
  return [...verdicts].sort((left, right) => rank(left) - rank(right))[0]!;
}

function firstBy(
  checks: readonly CheckResult[],
  indication: 'FAILED' | 'INDETERMINATE',
): SubIndication | undefined {
  const found = new Set(
    checks.filter((check) => check.indication === indication).map((check) => check.subIndication),
  );
  // A check may leave open what would fail if it were known: its own indication decides.
  return subIndicationPriority.find((subIndication) => found.has(subIndication));
}
