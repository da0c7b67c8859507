import type { RetentionRule } from '../../app/retention/retention-environment.ts';
import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';

/** How long each configured institution keeps personal data, by code. */
export function toRetentionRules(
  configured: readonly ConfiguredInstitution[],
): ReadonlyMap<string, RetentionRule> {
  return new Map(
    configured.map(({ code, retention: { documentYears, unissuedDays } }) => [
      code,
      { unissuedDays, ...(documentYears === undefined ? {} : { documentYears }) },
    ]),
  );
}
