import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import { isPdfDict, isPdfReference, isPdfString } from '../../formats/pdf/pdf-value.ts';
import { findSignatureFields } from '../../formats/pdf/signatures/signature-fields.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import { latin1Bytes } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

const BYTE_RANGE = latin1Bytes('/ByteRange');
const MOST_REVISIONS = 100;

/**
 * Whether a signature that an earlier revision had is still one: who takes it out of the form leaves a file that
 * looks as if nobody had signed it. Asked only where the file holds more byte ranges than signatures.
 */
export function checkRemovedSignatures(
  file: PdfFile,
  signatures: readonly PdfSignature[],
): CheckResult {
  const name = 'document/removed-signatures';
  if (file.revisions.length === 1 || countByteRanges(file.bytes) <= signatures.length) {
    return passed(name, 'none');
  }
  const kept = new Set(signatures.map(({ valueRef }) => valueRef?.number));
  const earlier = file.revisions.slice(0, -1).slice(-MOST_REVISIONS);
  for (const revision of earlier.reverse()) {
    for (const { value } of fieldsOf(revision)) {
      if (!isPdfReference(value) || kept.has(value.number)) continue;
      const dict = readDict(revision, value);
      if (dict?.has('ByteRange') === true && isPdfString(dict.get('Contents'))) {
        const found = `revision ${revision.index + 1} had a signature that is gone`;
        return { ...objection(name, 'SIG_CONSTRAINTS_FAILURE', found), indication: 'FAILED' };
      }
    }
  }
  return passed(name, 'none');
}

function fieldsOf(revision: PdfFile['newest']) {
  try {
    return findSignatureFields(revision);
  } catch (error) {
    if (isFormatError(error)) return [];
    throw error;
  }
}

function readDict(revision: PdfFile['newest'], reference: Parameters<typeof revision.resolve>[0]) {
  try {
    const value = revision.resolve(reference);
    return isPdfDict(value) ? value.entries : undefined;
  } catch (error) {
    if (isFormatError(error)) return undefined;
    throw error;
  }
}

function countByteRanges(bytes: Uint8Array): number {
  let count = 0;
  for (let offset = bytes.indexOf(BYTE_RANGE[0]!); offset >= 0;) {
    let length = 1;
    while (length < BYTE_RANGE.length && bytes[offset + length] === BYTE_RANGE[length]) length++;
    if (length === BYTE_RANGE.length) count++;
    offset = bytes.indexOf(BYTE_RANGE[0]!, offset + length);
  }
  return count;
}
