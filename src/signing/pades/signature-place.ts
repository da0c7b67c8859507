import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import { signingFailed } from '../own-signature.ts';

/** What stands where the byte range will be, in documents and document time-stamps alike. */
export const BYTE_RANGE_PLACEHOLDER = '/ByteRange [0 /********** /********** /**********]';

const CONTENTS = '/Contents <';

/** A PDF whose byte range is filled in and whose signature value is still zeros. */
export interface SignaturePlace {
  readonly pdf: Buffer;
  /** Offsets of the `<` of the value and just after its `>`: what is not signed. */
  readonly gapStart: number;
  readonly gapEnd: number;
  /** How many bytes the value may have. */
  readonly roomBytes: number;
}

/**
 * Makes a copy of a PDF ready to be signed: finds the last placeholder and writes the byte range around it
 * (ISO 32000-2 §12.8.1). A line end behind `%%EOF` is left out.
 * @throws AppError `signing-failed`
 */
export function openPlace(unsignedPdf: Uint8Array): SignaturePlace {
  const pdf = Buffer.from(withoutLastLineEnd(unsignedPdf));
  const at = pdf.lastIndexOf(BYTE_RANGE_PLACEHOLDER);
  const gapStart = pdf.indexOf(CONTENTS, at) + CONTENTS.length - 1;
  const gapEnd = pdf.indexOf('>', gapStart) + 1;
  if (at < 0 || gapStart < at || gapEnd <= gapStart) {
    throw signingFailed('the PDF has no place for a signature');
  }
  const byteRange = `/ByteRange [0 ${gapStart} ${gapEnd} ${pdf.length - gapEnd}]`;
  pdf.write(byteRange.padEnd(BYTE_RANGE_PLACEHOLDER.length), at, 'latin1');
  return { pdf, gapStart, gapEnd, roomBytes: Math.floor((gapEnd - gapStart - 2) / 2) };
}

/** Digest of everything but the signature value. @param digestName as `node:crypto` has it. */
export function digestSignedBytes(
  { pdf, gapStart, gapEnd }: SignaturePlace,
  digestName: string,
): Buffer {
  return createHash(digestName)
    .update(pdf.subarray(0, gapStart))
    .update(pdf.subarray(gapEnd))
    .digest();
}

/**
 * Writes the signature value into its place; what is left over stays zeros.
 * @throws AppError `signing-failed` when it does not fit.
 */
export function fillPlace({ pdf, gapStart, roomBytes }: SignaturePlace, value: Uint8Array): Buffer {
  if (value.length > roomBytes) throw signingFailed('the place for the signature is too small');
  pdf.write(Buffer.from(value).toString('hex'), gapStart + 1, 'latin1');
  return pdf;
}

function withoutLastLineEnd(pdf: Uint8Array): Uint8Array {
  let end = pdf.length;
  while (end > 0 && (pdf[end - 1] === 0x0a || pdf[end - 1] === 0x0d)) end--;
  return pdf.subarray(0, end);
}
