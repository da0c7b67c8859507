import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import { contextTag, derTags, parseDerAt } from '../../formats/der/der-element.ts';
import { DerReader } from '../../formats/der/der-reader.ts';
import { parseOctetString, parseOid } from '../../formats/der/der-values.ts';
import { isOwnSignature, nodeDigestName, signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';

const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

/**
 * Looks at a PDF that we have just signed as a stranger would: does the byte range cover everything but
 * the signature value, is the digest in the signature that of these bytes, does the signature verify with
 * the key in the signer's certificate? A faulty key store or memory then costs one document its issue, and
 * no graduate a broken transcript.
 * @throws AppError `signing-failed`
 */
export function checkOwnPdfSignature(signedPdf: Buffer, prepared: PreparedSigner): void {
  const { contents, before, after } = findSignature(signedPdf);
  const { signedAttributes, messageDigest, signature } = readOwnCms(contents);
  const digest = createHash(nodeDigestName(prepared.signer.algorithm))
    .update(before)
    .update(after)
    .digest();
  if (!digest.equals(messageDigest)) {
    throw signingFailed('the digest in the signature is not that of the PDF');
  }
  if (!isOwnSignature(prepared, signedAttributes, signature, 'der')) {
    throw signingFailed('the signature does not verify with the signing certificate');
  }
}

/** Our documents have one signature, so the last byte range in the file is its. */
function findSignature(pdf: Buffer) {
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
  if (!isWhole || hex.length % 2 !== 0 || !/^[0-9a-f]+$/.test(hex)) {
    throw signingFailed('the byte range does not cover the whole PDF');
  }
  return {
    contents: Buffer.from(hex, 'hex'),
    before: pdf.subarray(0, gapStart),
    after: pdf.subarray(gapEnd),
  };
}

/** Reads what `toCmsAssembler` writes, and nothing more general. */
function readOwnCms(contents: Uint8Array) {
  try {
    const contentInfo = DerReader.of(parseDerAt(contents, 0), derTags.sequence);
    contentInfo.take(derTags.oid);
    const signedData = contentInfo.enter(contextTag(0, 'constructed')).enter(derTags.sequence);
    signedData.take(derTags.integer);
    signedData.take(derTags.set);
    signedData.take(derTags.sequence);
    signedData.take(contextTag(0, 'constructed'));
    const signerInfo = signedData.enter(derTags.set).enter(derTags.sequence);
    signerInfo.take(derTags.integer);
    signerInfo.take(derTags.sequence);
    signerInfo.take(derTags.sequence);
    const attributes = signerInfo.take(contextTag(0, 'constructed'));
    signerInfo.take(derTags.sequence);
    const signature = parseOctetString(signerInfo.take(derTags.octetString));
    const signedAttributes = Uint8Array.from(attributes.encoded);
    signedAttributes[0] = derTags.set;
    return { signedAttributes, signature, messageDigest: readMessageDigest(signedAttributes) };
  } catch (error) {
    throw signingFailed('the signature value is not a CMS', error);
  }
}

function readMessageDigest(signedAttributes: Uint8Array): Uint8Array {
  for (const element of DerReader.ofBytes(signedAttributes, derTags.set).takeAll(3)) {
    const attribute = DerReader.of(element, derTags.sequence);
    if (parseOid(attribute.take(derTags.oid)) !== MESSAGE_DIGEST) continue;
    return parseOctetString(attribute.enter(derTags.set).take(derTags.octetString));
  }
  throw new TypeError('no message digest');
}
