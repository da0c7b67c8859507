import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, parseDer } from '../../der/der-element.ts';
import { DerReader, expectTag } from '../../der/der-reader.ts';
import { parseOid, parseSmallInteger } from '../../der/der-values.ts';

/** An issuer's policy that counts as a policy of its subject's (RFC 5280 §4.2.1.5). */
export interface PolicyMapping {
  readonly issuerPolicy: string;
  readonly subjectPolicy: string;
}

/** After how many certificates a policy must be named or mapping ends (RFC 5280 §4.2.1.11). */
export interface PolicyConstraints {
  readonly requireExplicitSkipCertificates?: number;
  readonly inhibitMappingSkipCertificates?: number;
}

/** Object identifiers of the policies; their qualifiers are texts for people and are not read. */
export function parseCertificatePolicies(value: Uint8Array): readonly string[] {
  const policies = DerReader.ofBytes(value, derTags.sequence)
    .takeAll(200)
    .map((information) => {
      const fields = DerReader.of(information, derTags.sequence);
      const policy = parseOid(fields.take(derTags.oid));
      fields.takeIf(derTags.sequence);
      fields.end();
      return policy;
    });
  if (policies.length === 0 || new Set(policies).size !== policies.length) {
    throw new FormatError('x509/policies', 'no policy, or one that occurs twice');
  }
  return policies;
}

export function parsePolicyMappings(value: Uint8Array): readonly PolicyMapping[] {
  return DerReader.ofBytes(value, derTags.sequence)
    .takeAll(200)
    .map((mapping) => {
      const fields = DerReader.of(mapping, derTags.sequence);
      const issuerPolicy = parseOid(fields.take(derTags.oid));
      const subjectPolicy = parseOid(fields.take(derTags.oid));
      fields.end();
      return { issuerPolicy, subjectPolicy };
    });
}

export function parsePolicyConstraints(value: Uint8Array): PolicyConstraints {
  const fields = DerReader.ofBytes(value, derTags.sequence);
  const explicit = fields.takeIf(contextTag(0, 'primitive'));
  const mapping = fields.takeIf(contextTag(1, 'primitive'));
  fields.end();
  return {
    ...(explicit && { requireExplicitSkipCertificates: parseSmallInteger(explicit) }),
    ...(mapping && { inhibitMappingSkipCertificates: parseSmallInteger(mapping) }),
  };
}

export function parseInhibitAnyPolicy(value: Uint8Array): number {
  return parseSmallInteger(expectTag(parseDer(value), derTags.integer));
}
