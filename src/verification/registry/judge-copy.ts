import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { toHex } from '../../shared/bytes.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import type { Evidence, KnownCopy } from '../evidence.ts';
import { objection, passed, skipped } from '../judgement/check-result.ts';
import type { CheckResult, CopyReport } from '../report.ts';

/** Which of the copies that were ever handed out a file is, as a check and as the report shows it. */
export interface JudgedCopy {
  readonly check?: CheckResult;
  readonly copy?: CopyReport;
}

/**
 * Compares a PDF with the copies that the registry knows of the document: renewing adds to the end of a file,
 * so that an older copy is as authentic as the newest, and one to which somebody else has added evidence
 * begins with one of ours. A file that begins with none was never handed out, whoever signed it.
 * @param isIntact whether the signature is over these bytes; otherwise there is nothing to ask.
 */
export async function judgeCopy(
  pdf: Uint8Array,
  isIntact: boolean,
  documentId: string | undefined,
  { status, signatures }: Evidence,
): Promise<JudgedCopy> {
  if (status?.kind !== 'registry' || status.documentId !== documentId) return {};
  const { copies = [] } = status;
  const newest = copies.at(-1);
  if (newest === undefined) return {};
  if (!isIntact) return { check: skipped('registry/copy', 'the file is not as it was signed') };
  const known = await findKnown(pdf, copies, signatures?.engine);
  if (known === undefined) {
    const found = 'the registry knows the document, but never handed out this file';
    return { check: objection('registry/copy', 'COPY_UNKNOWN', found) };
  }
  const place = `copy ${known.revision} of ${newest.revision}`;
  return {
    check: passed(
      'registry/copy',
      known.length === pdf.length ? place : `${place}, with additions of others`,
    ),
    copy: {
      revision: known.revision,
      newestRevision: newest.revision,
      newestMadeAt: formatInstant(newest.madeAt),
    },
  };
}

/** The longest copy that a file begins with. */
async function findKnown(
  pdf: Uint8Array,
  copies: readonly KnownCopy[],
  engine: SignatureMemo['engine'] | undefined,
): Promise<KnownCopy | undefined> {
  for (const copy of [...copies].reverse()) {
    if (copy.length > pdf.length) continue;
    const digest = await digestBytes('SHA-256', pdf.subarray(0, copy.length), engine);
    if (toHex(digest) === copy.digestHex) return copy;
  }
  return undefined;
}
