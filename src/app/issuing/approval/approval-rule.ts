import type { BatchEntry } from '../../../registry/registry-entries.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { ApprovalRule } from './approval-summary.ts';

/**
 * Whether a batch needs a second person, by what its institution has chosen: always (the default), not for
 * batches up to a number of documents, or never. An institution that is not configured any more needs one.
 */
export function toApprovalRule(
  institution:
    Pick<Institution, 'requiresApproval' | 'onePersonUpTo' | 'approvalNamesDigest'> | undefined,
  { counts }: Pick<BatchEntry, 'counts'>,
): ApprovalRule {
  if (institution?.requiresApproval === false) {
    return { needsSecondPerson: false, needsDigest: false, onePersonUpTo: null };
  }
  const onePersonUpTo = institution?.onePersonUpTo ?? 0;
  const needsSecondPerson = counts.accepted > onePersonUpTo;
  const needsDigest = needsSecondPerson && institution?.approvalNamesDigest === true;
  return { needsSecondPerson, needsDigest, onePersonUpTo };
}
