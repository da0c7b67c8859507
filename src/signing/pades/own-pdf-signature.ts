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
 * @throws AppError `signing-failed`
 */
export function checkOwnPdfSignature(
  signedPdf: Buffer,
  prepared: PreparedSigner,
  signature: Uint8Array,
  timeStampToken?: Uint8Array,
): void {
  const { contents, before, after } = findSignature(signedPdf);
  const digest = createHash(nodeDigestName(prepared.signer.algorithm))
    .update(before)
    .update(after)
    .digest();
  const signedAttributes = prepared.cms.toSignedAttributes(digest);
  const cms = prepared.cms.toSignedData(signedAttributes, signature, timeStampToken);
  if (!Buffer.concat([cms], contents.length).equals(contents)) {
    throw signingFailed('the signature value is not the one that belongs to the PDF');
  }
  if (!isOwnSignature(prepared, signedAttributes, signature, 'der')) {
    throw signingFailed('the signature does not verify with the signing certificate');
  }
}

/** Nothing has been appended yet, so the last byte range in the file is the signature's. */
function findSignature(pdf: Buffer): {
  readonly contents: Buffer;
  readonly before: Buffer;
  readonly after: Buffer;
} {
  const position = pdf.lastIndexOf('/ByteRange [0 ');
  const text = pdf.toString('latin1', position, position + 64);
  const match = /^\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text);
  if (position < 0 || match === null) throw signingFailed('the PDF has no byte range');
  const [gapStart, gapEnd, tailBytes] = match.slice(1).map(Number) as [number, number, number];
  const isWhole =
    position < gapStart &&
    gapEnd + tailBytes === pdf.length &&
    pdf[gapStart] === 0x3c &&
    pdf[gapEnd - 1] === 0x3e;
  const hex = pdf.toString('latin1', gapStart + 1, gapEnd - 1);
  const contents = Buffer.from(hex, 'hex');
  // Written again, digit by digit the same: no other character, no upper case, nothing cut off.
  if (!isWhole || contents.toString('hex') !== hex) {
    throw signingFailed('the byte range does not cover the whole PDF');
  }
  return {
    contents,
    before: pdf.subarray(0, gapStart),
    after: pdf.subarray(gapEnd),
  };
}
