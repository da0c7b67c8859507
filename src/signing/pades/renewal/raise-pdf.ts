import { parsePdf } from '../../../formats/pdf/pdf-file.ts';
import type { ArchivalServices } from '../archival-services.ts';
import { checkAppended } from '../revisions/check-appended.ts';
import { appendSecurityStore } from '../revisions/security-store-revision.ts';
import { appendDocumentTimeStamp } from '../revisions/time-stamp-revision.ts';
import {
  hasStoredRevocation,
  readPresentEvidence,
  type PresentEvidence,
} from './present-evidence.ts';

/**
 * Raises a signed file to level B-LTA, or keeps it there for longer: appends fresh evidence for whatever the
 * file rests on now (its signer where it has no evidence yet, its newest time-stamps), and a time-stamp over
 * everything (EN 319 142-1 §5.4.3 and §6.3). Not a byte of what is there changes.
 * @param pdf of any level; what it rests on must still be good now, or no evidence is to be had.
 * @throws AppError `time-stamp-…`, `revocation-…`, `certificate-…`, `signing-failed`; FormatError for a file
 *   that cannot be read.
 */
export async function raisePdf(
  pdf: Uint8Array,
  { timestamps, material }: ArchivalServices,
): Promise<Uint8Array> {
  const file = parsePdf(pdf);
  const present = readPresentEvidence(file);
  const evidence = await material.collect(
    hasStoredRevocation(present) ? [] : toSignerPath(present),
    newestTimeStamps(present),
  );
  const withEvidence = appendSecurityStore(file, evidence);
  const stored = withEvidence === file.bytes ? file : checkAppended(file, withEvidence);
  return checkAppended(stored, await appendDocumentTimeStamp(stored, timestamps)).bytes;
}

/** Those that nothing later covers: the last one on the document or, before there is one, those on the signature. */
export function newestTimeStamps(present: PresentEvidence): readonly Uint8Array[] {
  const { documentTimeStamps, signatureTimeStamps } = present;
  return documentTimeStamps.length > 0 ? documentTimeStamps.slice(-1) : signatureTimeStamps;
}

/** DER, leaf first, then whatever else the signature carries. */
function toSignerPath({ signer, signedData }: PresentEvidence): readonly Uint8Array[] {
  return [signer.encoded, ...signedData.certificates];
}
