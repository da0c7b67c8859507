import { checkNameConstraints } from '../name-constraints/check-name-constraints.ts';
import { checkPolicies } from '../policies/check-policies.ts';
import {
  checkAuthorities,
  checkAuthorityKeyUsage,
  checkCriticalExtensions,
  checkPathLength,
} from './authority-checks.ts';
import {
  checkPathAlgorithms,
  checkPathNames,
  checkPathSignatures,
  checkPathValidity,
} from './link-checks.ts';
import type { PathCheck } from './path-check.ts';
import type { CertificatePath, PathParameters } from './path-context.ts';

type PathRuleFunction = (
  path: CertificatePath,
  parameters: PathParameters,
) => PathCheck | Promise<PathCheck>;

/** The rules of RFC 5280 §6.1, in the order in which a reader would ask. None needs another's answer. */
const rules: readonly PathRuleFunction[] = [
  checkPathNames,
  checkPathSignatures,
  checkPathAlgorithms,
  checkPathValidity,
  checkAuthorities,
  checkPathLength,
  checkAuthorityKeyUsage,
  checkCriticalExtensions,
  checkNameConstraints,
  checkPolicies,
];

/** Judges one candidate path by every rule but revocation. */
export async function validatePath(
  path: CertificatePath,
  parameters: PathParameters,
): Promise<readonly PathCheck[]> {
  return Promise.all(rules.map(async (rule) => rule(path, parameters)));
}

/** Whether nothing speaks against a path. */
export function hasPassed(checks: readonly PathCheck[]): boolean {
  return checks.every(({ indication }) => indication === 'PASSED' || indication === 'SKIPPED');
}
