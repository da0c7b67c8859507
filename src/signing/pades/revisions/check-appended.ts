import { Buffer } from 'node:buffer';

import { parsePdf, type PdfFile } from '../../../formats/pdf/pdf-file.ts';
import { signingFailed } from '../../own-signature.ts';

/**
 * A last look before a file leaves us: what was there is there to the byte, one revision stands behind it,
 * and our own strict reader reads it.
 * @throws AppError `signing-failed`
 */
export function checkAppended(before: PdfFile, after: Uint8Array): PdfFile {
  const start = Buffer.from(after.buffer, after.byteOffset, before.bytes.length);
  const file = parsePdf(after);
  const isWhole = start.equals(before.bytes) && after.length > before.bytes.length;
  if (!isWhole || file.revisions.length !== before.revisions.length + 1) {
    throw signingFailed('the revision behind the signature is not what it should be');
  }
  return file;
}
