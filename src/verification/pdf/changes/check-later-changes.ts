import type { PdfSignature } from '../../../formats/pdf/signatures/pdf-signature.ts';
import type { CheckResult } from '../../report.ts';
import type { ChangeClass, ChangePolicy, RevisionComparison } from './change-class.ts';

/** What each permission level lets follow (ISO 32000-2 table 257); archival evidence always may. */
const PERMITTED: Readonly<Record<1 | 2 | 3, readonly ChangeClass[]>> = {
  1: ['NONE', 'LTV_UPDATES'],
  2: ['NONE', 'LTV_UPDATES', 'FORM_FILLING'],
  3: ['NONE', 'LTV_UPDATES', 'FORM_FILLING', 'ANNOTATIONS'],
};

/** Without certification, others may still fill in and sign; comments need an explicit permission. */
const WITHOUT_CERTIFICATION = 2;

/** The policy that a signature's own permissions make. */
export function changePolicyOf(signature: PdfSignature, ownDocument: boolean): ChangePolicy {
  const { docMdp, fieldLocks, statedLevel } = signature;
  const levels = fieldLocks.flatMap(({ permissions }) => permissions ?? []);
  if (docMdp !== null) levels.push(docMdp);
  // Stated but not in force, it may still forbid (ISO 32000-2 §12.8.2.2).
  else if (statedLevel === 1) levels.push(statedLevel);
  const strictest = levels.length === 0 ? null : (Math.min(...levels) as 1 | 2 | 3);
  return { ownDocument, docMdp: strictest, fieldLocks };
}

/** Whether what followed a signature is what its signer (and for our own documents, we) permit. */
export function checkLaterChanges(
  comparison: RevisionComparison,
  policy: ChangePolicy,
): CheckResult {
  const level = policy.ownDocument ? 1 : (policy.docMdp ?? WITHOUT_CERTIFICATION);
  const passed = PERMITTED[level].includes(comparison.changesAfter);
  const worst = comparison.findings.find(
    ({ changeClass }) => changeClass === comparison.changesAfter,
  );
  const place = worst && `object ${worst.objectNumber}${worst.path}: ${worst.what}`;
  return {
    check: 'pdf/later-changes',
    indication: passed ? 'PASSED' : 'FAILED',
    subIndication: passed ? null : 'SIG_CONSTRAINTS_FAILURE',
    found: place === undefined ? 'none' : `${comparison.changesAfter}, ${place}`,
    because: policy.ownDocument
      ? 'Only validation data and document time-stamps may follow in a document of ours (ETSI EN 319 142-1 §5.4).'
      : `Permission level ${level}: only ${PERMITTED[level].slice(1).join(', ')} may follow (ISO 32000-2 §12.8.2.2).`,
  };
}
