import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import { isOwnSignature, nodeDigestName, signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';

/**
 * Looks at a PDF that we have just signed as a stranger would: does the byte range cover everything but
 * the signature value, is the digest in the signature that of these bytes, does the signature verify with
 * the key in the signer's certificate? A faulty key store or memory then costs one document its issue, and
 * no graduate a broken transcript.
 *
 * The value that must stand in the file is put together anew from the digest of the file as it is, so that
 * nothing in it is read with good will: not certificates, algorithm names or the zeros that fill the rest.
 * @param signature what the key answered.
 * @param timeStampToken the one that was put in.
 * @returns SHA-256 of the whole file, of which this has read every byte anyway.
 * @throws AppError `signing-failed`
 */
export function checkOwnPdfSignature(
  signedPdf: Buffer,
  prepared: PreparedSigner,
  signature: Uint8Array,
  timeStampToken?: Uint8Array,
): Buffer {
  const { before, value, after } = findSignature(signedPdf);
  const digestName = nodeDigestName(prepared.signer.algorithm);
  const begun = createHash(digestName).update(before);
  const digest = begun.copy().update(after).digest();
  const signedAttributes = prepared.cms.toSignedAttributes(digest);
  const cms = prepared.cms.toSignedData(signedAttributes, signature, timeStampToken);
  if (!toValueText(cms, value.length).equals(value)) {
    throw signingFailed('the signature value is not the one that belongs to the PDF');
  }
  if (!isOwnSignature(prepared, signedAttributes, signature, 'der')) {
    throw signingFailed('the signature does not verify with the signing certificate');
  }
  return digestName === 'sha256'
    ? begun.update(value).update(after).digest()
    : createHash('sha256').update(signedPdf).digest();
}

/** How a value is written in a file, digit by digit: `<`, lower-case hex, zeros for the rest, `>`. */
function toValueText(cms: Uint8Array, length: number): Buffer {
  const hex = Buffer.from(cms.buffer, cms.byteOffset, cms.length).toString('hex');
  return Buffer.from(`<${hex.padEnd(length - 2, '0')}>`, 'latin1');
}

/** Nothing has been appended yet, so the last byte range in the file is the signature's. */
function findSignature(pdf: Buffer): {
  readonly before: Buffer;
  /** With its `<` and `>`: all that is not signed. */
  readonly value: Buffer;
  readonly after: Buffer;
} {
  const position = pdf.lastIndexOf('/ByteRange [0 ');
  const text = pdf.toString('latin1', position, position + 64);
  const match = /^\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text);
  if (position < 0 || match === null) throw signingFailed('the PDF has no byte range');
  const [gapStart, gapEnd, tailBytes] = match.slice(1).map(Number) as [number, number, number];
  const isWhole =
    position < gapStart &&
    gapStart < gapEnd &&
    gapEnd + tailBytes === pdf.length &&
    pdf[gapStart] === 0x3c &&
    pdf[gapEnd - 1] === 0x3e;
  if (!isWhole) throw signingFailed('the byte range does not cover the whole PDF');
  return {
    before: pdf.subarray(0, gapStart),
    value: pdf.subarray(gapStart, gapEnd),
    after: pdf.subarray(gapEnd),
  };
}
