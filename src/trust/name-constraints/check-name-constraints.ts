import { isSelfIssued, type Certificate } from '../../formats/x509/certificate.ts';
import { isText, parseText } from '../../formats/der/der-values.ts';
import type { NameConstraints } from '../../formats/x509/extensions/name-constraints.ts';
import type { GeneralName } from '../../formats/x509/names/general-name.ts';
import { failed, passed, type PathCheck, type PathRule } from '../path/path-check.ts';
import { placeInPath, type CertificatePath } from '../path/path-context.ts';
import { compareWithSubtree } from './name-subtree.ts';

const rule: PathRule = {
  check: 'path/name-constraints',
  because: 'every name lies where the authorities above may certify (RFC 5280 §6.1.3 (b), (c))',
};

/**
 * Whether every name in the path is permitted by, and none excluded by, each authority above it. Names of
 * self-issued authorities are exempt, as §6.1.3 says; constraints in the anchor's certificate count
 * (RFC 5937 §3.2). A constraint that we cannot judge is one that is not met.
 */
export function checkNameConstraints(path: CertificatePath): PathCheck {
  for (const [index, certificate] of path.entries()) {
    if (index === path.length - 1 && index > 0) break;
    if (index > 0 && isSelfIssued(certificate)) continue;
    for (const { nameConstraints } of path.slice(index + 1)) {
      const objection = nameConstraints && findObjection(certificate, nameConstraints);
      if (objection !== undefined) {
        const found = `${placeInPath(path, index)}: ${objection}`;
        return failed(rule, 'CHAIN_CONSTRAINTS_FAILURE', found);
      }
    }
  }
  return passed(rule, 'every name is permitted');
}

function findObjection(certificate: Certificate, constraints: NameConstraints): string | undefined {
  for (const name of namesOf(certificate)) {
    const answersOf = (bases: readonly GeneralName[]) =>
      bases.filter(({ kind }) => kind === name.kind).map((base) => compareWithSubtree(name, base));
    const permitted = answersOf(constraints.permitted);
    const excluded = answersOf(constraints.excluded);
    if (excluded.includes('inside')) return `a name of kind ${name.kind} is excluded`;
    if (permitted.includes('unsupported') || excluded.includes('unsupported')) {
      return `the constraint on names of kind ${name.kind} cannot be judged`;
    }
    if (permitted.length > 0 && !permitted.includes('inside')) {
      return `a name of kind ${name.kind} is not permitted`;
    }
  }
  return undefined;
}

const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';

/** Subject and alternative names; mail addresses in the subject count where no alternative name has one. */
function namesOf({ subject, subjectAlternativeNames = [] }: Certificate): readonly GeneralName[] {
  const directory: readonly GeneralName[] =
    subject.relativeNames.length > 0 ? [{ kind: 'directory', name: subject }] : [];
  const hasEmail = subjectAlternativeNames.some(({ kind }) => kind === 'email');
  const subjectEmails: readonly GeneralName[] = hasEmail
    ? []
    : subject.relativeNames
        .flat()
        .filter(({ type, value }) => type === EMAIL_ADDRESS && isText(value))
        .map(({ value }) => ({ kind: 'email', value: parseText(value) }));
  return [...directory, ...subjectAlternativeNames, ...subjectEmails];
}
