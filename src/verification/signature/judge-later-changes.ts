import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { ChangeClass } from '../pdf/changes/change-class.ts';
import { changePolicyOf, checkLaterChanges } from '../pdf/changes/check-later-changes.ts';
import { compareRevisions } from '../pdf/changes/compare-revisions.ts';
import { objection, skipped, undetermined } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

/** What happened to a file after a signature, and whether that is permitted. */
export interface LaterChanges {
  /** `OTHER` also where it could not be found out: nothing is claimed that was not proven. */
  readonly changesAfter: ChangeClass;
  readonly check: CheckResult;
}

/** Compares the file with the revision that was signed; what cannot be compared is not permitted. */
export function judgeLaterChanges(
  file: PdfFile,
  signature: PdfSignature,
  signedRevisionIndex: number | null,
  isOwnDocument: boolean,
): LaterChanges {
  if (signedRevisionIndex === null) {
    const check = skipped('pdf/later-changes', 'it is not known which revision was signed');
    return { changesAfter: 'OTHER', check };
  }
  try {
    const policy = changePolicyOf(signature, isOwnDocument);
    const comparison = compareRevisions(file, signedRevisionIndex, policy);
    if (file.isEncrypted && comparison.changesAfter === 'OTHER') {
      // Encrypted anew, the same text is other bytes: without the password nobody can tell.
      const found = 'the file is encrypted, and what was changed cannot be read';
      const check = undetermined('pdf/later-changes', 'SIGNED_DATA_NOT_FOUND', found);
      return { changesAfter: 'OTHER', check };
    }
    return {
      changesAfter: comparison.changesAfter,
      check: checkLaterChanges(comparison, policy),
    };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const found = `what follows cannot be read (${error.code})`;
    return {
      changesAfter: 'OTHER',
      check: objection('pdf/later-changes', 'FORMAT_FAILURE', found),
    };
  }
}
