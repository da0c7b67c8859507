import { isSelfIssued, type Certificate } from '../../formats/x509/certificate.ts';
import { failed, passed, type PathCheck, type PathRule } from '../path/path-check.ts';
import type { CertificatePath, PathParameters } from '../path/path-context.ts';
import { ANY_POLICY, PolicyGraph } from './policy-graph.ts';

const rule: PathRule = {
  check: 'path/policies',
  because: 'the path holds under an acceptable certificate policy (RFC 5280 §6.1, RFC 9618 §5)',
};

/** How many more certificates may pass before each rule bites (RFC 5280 §6.1.2 (d)-(f)). */
interface Counters {
  explicitPolicy: number;
  policyMapping: number;
  anyPolicy: number;
}

/** Whether the path holds under a policy that is acceptable, where one is asked for. */
export function checkPolicies(path: CertificatePath, parameters: PathParameters): PathCheck {
  const certificates = path.slice(0, -1).reverse();
  const never = certificates.length + 1;
  const counters: Counters = {
    explicitPolicy: parameters.requireExplicitPolicy ? 0 : never,
    policyMapping: parameters.inhibitPolicyMapping ? 0 : never,
    anyPolicy: parameters.inhibitAnyPolicy ? 0 : never,
  };
  const graph = new PolicyGraph();
  for (const [index, certificate] of certificates.entries()) {
    const isLast = index === certificates.length - 1;
    readPolicies(graph, certificate, counters, isLast);
    if (counters.explicitPolicy === 0 && graph.isEmpty) return noPolicy();
    if (isLast) continue;
    const { policyMappings = [] } = certificate;
    if (policyMappings.some((m) => [m.issuerPolicy, m.subjectPolicy].includes(ANY_POLICY))) {
      return failed(rule, 'POLICY_PROCESSING_ERROR', 'a policy mapping names any-policy');
    }
    mapPolicies(graph, certificate, counters);
    count(certificate, counters);
  }
  if (counters.explicitPolicy > 0) counters.explicitPolicy--;
  if (path[0].policyConstraints?.requireExplicitSkipCertificates === 0) counters.explicitPolicy = 0;
  if (counters.explicitPolicy === 0 && !hasAcceptablePolicy(graph, parameters)) return noPolicy();
  return passed(rule, counters.explicitPolicy === 0 ? 'an acceptable policy' : 'none is required');
}

function noPolicy(): PathCheck {
  return failed(rule, 'CHAIN_CONSTRAINTS_FAILURE', 'no acceptable policy is common to the path');
}

function readPolicies(
  graph: PolicyGraph,
  certificate: Certificate,
  { anyPolicy }: Counters,
  isLast: boolean,
): void {
  const { certificatePolicies } = certificate;
  if (!certificatePolicies) graph.clear();
  else graph.addLevel(certificatePolicies, anyPolicy > 0 || (!isLast && isSelfIssued(certificate)));
}

function mapPolicies(graph: PolicyGraph, { policyMappings = [] }: Certificate, counters: Counters) {
  for (const issuerPolicy of new Set(policyMappings.map((mapping) => mapping.issuerPolicy))) {
    if (counters.policyMapping === 0) {
      graph.remove(issuerPolicy);
    } else {
      const ofIssuer = policyMappings.filter((mapping) => mapping.issuerPolicy === issuerPolicy);
      graph.map(
        issuerPolicy,
        ofIssuer.map(({ subjectPolicy }) => subjectPolicy),
      );
    }
  }
}

/** RFC 5280 §6.1.4 (h)-(j). */
function count(certificate: Certificate, counters: Counters): void {
  if (!isSelfIssued(certificate)) {
    counters.explicitPolicy = Math.max(0, counters.explicitPolicy - 1);
    counters.policyMapping = Math.max(0, counters.policyMapping - 1);
    counters.anyPolicy = Math.max(0, counters.anyPolicy - 1);
  }
  const { policyConstraints = {}, inhibitAnyPolicySkipCertificates = Infinity } = certificate;
  const { requireExplicitSkipCertificates = Infinity, inhibitMappingSkipCertificates = Infinity } =
    policyConstraints;
  counters.explicitPolicy = Math.min(counters.explicitPolicy, requireExplicitSkipCertificates);
  counters.policyMapping = Math.min(counters.policyMapping, inhibitMappingSkipCertificates);
  counters.anyPolicy = Math.min(counters.anyPolicy, inhibitAnyPolicySkipCertificates);
}

/** RFC 5280 §6.1.5 (g), RFC 9618 §5.5. */
function hasAcceptablePolicy(graph: PolicyGraph, { acceptablePolicies }: PathParameters): boolean {
  const policies = graph.authorityPolicies();
  if (!acceptablePolicies || acceptablePolicies.includes(ANY_POLICY)) return policies.size > 0;
  return policies.has(ANY_POLICY) || acceptablePolicies.some((policy) => policies.has(policy));
}
