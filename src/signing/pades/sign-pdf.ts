import { createHash } from 'node:crypto';
import type { Buffer } from 'node:buffer';

import { nodeDigestName } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import { evidenceFault } from '../services/evidence-fault.ts';
import type { TimestampAuthority } from '../time-stamps/timestamp-authority.ts';
import { checkOwnPdfSignature } from './own-pdf-signature.ts';
import { digestSignedBytes, fillPlace, openPlace } from './signature-place.ts';

/**
 * How many bytes the signature value of this signer takes at most. The placeholder in the PDF is twice as
 * many hex zeros: `/Contents <0…0>`; what stays unused remains zeros.
 * @param tokenBytes room for a time-stamp in it; left out, there will be none.
 */
export function signatureContentsBytes({ cms }: PreparedSigner, tokenBytes?: number): number {
  return cms.maxBytes(tokenBytes);
}

/**
 * Signs a PDF (PAdES baseline B-B, or with an authority B-T, EN 319 142-1 §6; `/SubFilter
 * /ETSI.CAdES.detached`) and checks the finished file before it is handed over.
 * @param unsignedPdf with a byte range of three `/**********` and, after it, `/Contents <0…0>`; ends with `%%EOF`,
 *   a newline after that is dropped. The time of signing is already in it, as `/M`.
 * @param authority stamps the signature's value (EN 319 122-1 §5.3); left out, nobody does.
 * @throws AppError `signing-failed` when the placeholder is missing or too small, when the key store does
 *   not sign, or when the finished file does not verify; `time-stamp-…`
 */
export async function signPdf(
  unsignedPdf: Uint8Array,
  prepared: PreparedSigner,
  authority?: Pick<TimestampAuthority, 'stamp'>,
): Promise<Buffer> {
  const { signer, cms } = prepared;
  const place = openPlace(unsignedPdf);
  const digest = digestSignedBytes(place, nodeDigestName(signer.algorithm));
  const signedAttributes = cms.toSignedAttributes(digest);
  const signature = await signer.sign(signedAttributes);
  const token = await authority?.stamp(createHash('sha256').update(signature).digest());
  const value = cms.toSignedData(signedAttributes, signature, token);
  if (token !== undefined && value.length > place.roomBytes) {
    throw evidenceFault('time-stamp-too-large', 'TSA');
  }
  const signedPdf = fillPlace(place, value);
  checkOwnPdfSignature(signedPdf, prepared, signature, token);
  return signedPdf;
}
