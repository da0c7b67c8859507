import type { CheckResult, SubIndication } from '../report.ts';
import { rules, type CheckName } from './rules.ts';

/** @param found what was there, in English, never personal data. */
export function passed(check: CheckName, found: string): CheckResult {
  return { check, indication: 'PASSED', subIndication: null, found, because: rules[check] };
}

/**
 * An objection: whether it fails the document or leaves it open is its sub-indication's nature
 * (EN 319 102-1 §5.1.3, tables 5 and 6), never the single check's choice.
 */
export function objection(
  check: CheckName,
  subIndication: SubIndication,
  found: string,
): CheckResult {
  return {
    check,
    indication: natureOf[subIndication],
    subIndication,
    found,
    because: rules[check],
  };
}

/** Something could not be found out, whatever its sub-indication would mean if it had been. */
export function undetermined(
  check: CheckName,
  subIndication: SubIndication,
  found: string,
): CheckResult {
  return { check, indication: 'INDETERMINATE', subIndication, found, because: rules[check] };
}

/** Not asked: because a premise failed, or because the question does not arise. */
export function skipped(check: CheckName, found: string): CheckResult {
  return { check, indication: 'SKIPPED', subIndication: null, found, because: rules[check] };
}

/** What each sub-indication makes of a document: the tables of EN 319 102-1 §5.1.3, and ours of docs/verdicts. */
export const natureOf: Readonly<Record<SubIndication, 'FAILED' | 'INDETERMINATE'>> = {
  FORMAT_FAILURE: 'FAILED',
  HASH_FAILURE: 'FAILED',
  SIG_CRYPTO_FAILURE: 'FAILED',
  REVOKED: 'FAILED',
  EXPIRED: 'FAILED',
  NOT_YET_VALID: 'FAILED',
  SIG_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  CHAIN_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'INDETERMINATE',
  CRYPTO_CONSTRAINTS_FAILURE: 'INDETERMINATE',
  POLICY_PROCESSING_ERROR: 'INDETERMINATE',
  TIMESTAMP_ORDER_FAILURE: 'INDETERMINATE',
  NO_SIGNING_CERTIFICATE_FOUND: 'INDETERMINATE',
  NO_CERTIFICATE_CHAIN_FOUND: 'INDETERMINATE',
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: 'INDETERMINATE',
  REVOKED_NO_POE: 'INDETERMINATE',
  REVOKED_CA_NO_POE: 'INDETERMINATE',
  OUT_OF_BOUNDS_NOT_REVOKED: 'INDETERMINATE',
  OUT_OF_BOUNDS_NO_POE: 'INDETERMINATE',
  REVOCATION_OUT_OF_BOUNDS_NO_POE: 'INDETERMINATE',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'INDETERMINATE',
  NO_POE: 'INDETERMINATE',
  TRY_LATER: 'INDETERMINATE',
  SIGNED_DATA_NOT_FOUND: 'INDETERMINATE',
  NO_SIGNATURE_FOUND: 'INDETERMINATE',
  SIGNER_NOT_AUTHORISED: 'FAILED',
  SIDECAR_MISMATCH: 'FAILED',
  DOCUMENT_REVOKED: 'FAILED',
  DOCUMENT_SUSPENDED: 'INDETERMINATE',
  DOCUMENT_SUPERSEDED: 'INDETERMINATE',
  DOCUMENT_EXPIRED: 'INDETERMINATE',
  DOCUMENT_UNKNOWN: 'INDETERMINATE',
  COPY_UNKNOWN: 'INDETERMINATE',
};
