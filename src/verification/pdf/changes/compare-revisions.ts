import type { PdfFile } from '../../../formats/pdf/pdf-file.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import {
  furtherOf,
  type ChangeClass,
  type ChangePolicy,
  type RevisionComparison,
} from './change-class.ts';
import { findChangedObjects } from './changed-objects.ts';
import { Comparison } from './comparison.ts';
import { judgeCatalog } from './rules/catalog-rule.ts';
import { judgePages } from './rules/page-rule.ts';
import { judgeTrailer } from './rules/trailer-rule.ts';
import { judgeStrayBytes, judgeStrayObjects } from './stray-content.ts';
import { judgeUnexplainedReferences } from './unexplained-references.ts';

/** Filling in the largest forms and renewing archives take some thousands. */
const MOST_CHANGES = 100_000;

/**
 * Compares a document as it is with what was signed, object by object, by allow-list: what no rule knows
 * to be harmless is `OTHER` (ISO 32000-2 §12.8.2.2, ETSI EN 319 142-1 §5.4). The work grows with
 * the size of the file, not with the number of its revisions.
 * @param signedRevisionIndex the revision that the signature covers.
 */
export function compareRevisions(
  file: PdfFile,
  signedRevisionIndex: number,
  policy: ChangePolicy,
): RevisionComparison {
  const signed = file.revisions[signedRevisionIndex];
  if (signed === undefined) throw new RangeError('no such revision');
  if (signed === file.newest) return { changesAfter: 'NONE', findings: [] };
  const later = file.revisions.slice(signedRevisionIndex + 1);
  if (later.reduce((sum, { objectNumbersChanged: { length } }) => sum + length, 0) > MOST_CHANGES) {
    const what = 'So many objects were changed that nobody will say what it means.';
    return {
      changesAfter: 'OTHER',
      findings: [{ objectNumber: 0, path: '', what, changeClass: 'OTHER' }],
    };
  }
  const changed = findChangedObjects(file, signed, policy.ownDocument);
  const comparison = new Comparison(file, signed, changed, policy);
  try {
    judgeTrailer(comparison);
    judgeCatalog(comparison);
    judgePages(comparison);
    judgeUnexplainedReferences(comparison);
    if (policy.ownDocument) judgeStrayObjects(comparison);
    judgeStrayBytes(comparison);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    comparison.reject(
      { holder: 0, path: '', value: null },
      `A later revision cannot be read (${error.code}).`,
    );
  }
  const findings = comparison.findings.map((finding) => ({
    ...finding,
    changeClass: inPolicy(finding.changeClass, policy),
  }));
  const changesAfter = findings.reduce<ChangeClass>(
    (furthest, { changeClass }) => furtherOf(furthest, changeClass),
    'NONE',
  );
  return { changesAfter, findings };
}

/** On our own documents nothing but archival evidence is harmless, whatever their DocMDP says. */
function inPolicy(changeClass: ChangeClass, { ownDocument }: ChangePolicy): ChangeClass {
  const archival = changeClass === 'NONE' || changeClass === 'LTV_UPDATES';
  return ownDocument && !archival ? 'OTHER' : changeClass;
}
