import { isSelfIssued } from '../../formats/x509/certificate.ts';
import { findUnknownCriticalExtensions } from '../../formats/x509/extensions/certificate-extensions.ts';
import { belowAnchor } from './link-checks.ts';
import { checkEach, failed, passed, type PathCheck, type PathRule } from './path-check.ts';
import { placeInPath, type CertificatePath } from './path-context.ts';

const authorityRule: PathRule = {
  check: 'path/authorities',
  because: 'every issuer is marked as a certificate authority (RFC 5280 §6.1.4 (k))',
};
const lengthRule: PathRule = {
  check: 'path/length',
  because: 'no more authorities follow than an authority allows (RFC 5280 §6.1.4 (l), (m))',
};
const usageRule: PathRule = {
  check: 'path/key-usage',
  because: 'every issuer may sign certificates (RFC 5280 §6.1.4 (n))',
};
const criticalRule: PathRule = {
  check: 'path/critical-extensions',
  because: 'every critical extension is understood (RFC 5280 §6.1.4 (o), §6.1.5 (f))',
};

/** Whether the certificates above the leaf are those of authorities. Anchors of version 1 have nowhere to say so. */
export function checkAuthorities(path: CertificatePath): PathCheck {
  return checkEach(authorityRule, path.slice(1), 'CHAIN_CONSTRAINTS_FAILURE', (issuer, index) => {
    const isAnchor = index + 1 === path.length - 1;
    if (issuer.basicConstraints?.isCa || (isAnchor && issuer.version < 3)) return undefined;
    return `${placeInPath(path, index + 1)} is not a certificate authority`;
  });
}

/**
 * Whether the path is short enough for every authority in it. The anchor's own limit counts as well:
 * RFC 5280 leaves it open, but who sets `pathlen` on a root means it (RFC 5937 §3.2).
 */
export function checkPathLength(path: CertificatePath): PathCheck {
  let authoritiesBelow = 0;
  for (const [index, certificate] of path.entries()) {
    if (index === 0) continue;
    const limit = certificate.basicConstraints?.pathLength;
    if (limit !== undefined && authoritiesBelow > limit) {
      const found = `${placeInPath(path, index)} allows ${limit} authorities below it, not ${authoritiesBelow}`;
      return failed(lengthRule, 'CHAIN_CONSTRAINTS_FAILURE', found);
    }
    if (!isSelfIssued(certificate)) authoritiesBelow++;
  }
  return passed(lengthRule, `${path.length} certificates`);
}

/** Whether the issuers' keys are for signing certificates, where they say what they are for. */
export function checkAuthorityKeyUsage(path: CertificatePath): PathCheck {
  return checkEach(usageRule, path.slice(1), 'CHAIN_CONSTRAINTS_FAILURE', ({ keyUsage }, index) =>
    keyUsage === undefined || keyUsage.has('keyCertSign')
      ? undefined
      : `${placeInPath(path, index + 1)} may not sign certificates`,
  );
}

/** Whether we understand everything that must be understood. */
export function checkCriticalExtensions(path: CertificatePath): PathCheck {
  return checkEach(
    criticalRule,
    belowAnchor(path),
    'CHAIN_CONSTRAINTS_FAILURE',
    ({ extensions }, index) => {
      const [unknown] = findUnknownCriticalExtensions(extensions);
      return unknown && `${placeInPath(path, index)} has the unknown critical extension ${unknown}`;
    },
  );
}
