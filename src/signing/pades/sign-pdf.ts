import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import { Signer as PdfSigner, SignPdf } from '@signpdf/signpdf';

import { isAppError } from '../../shared/app-error.ts';
import { nodeDigestName, signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import { checkOwnPdfSignature } from './own-pdf-signature.ts';

/**
 * How many bytes the signature value of this signer takes at most. The placeholder in the PDF is twice as
 * many hex zeros: `/Contents <0…0>`; what stays unused remains zeros.
 */
export function signatureContentsBytes({ cms }: PreparedSigner): number {
  return cms.maxBytes;
}

/**
 * Signs a PDF (PAdES baseline B-B, EN 319 142-1 §6; `/SubFilter /ETSI.CAdES.detached`) and checks the
 * finished file before it is handed over.
 * @param unsignedPdf with a byte range of three `/**********` and, after it, `/Contents <0…0>`; ends with `%%EOF`,
 *   a newline after that is dropped. The time of signing is already in it, as `/M`.
 * @throws AppError `signing-failed` when the placeholder is missing or too small, when the key store does
 *   not sign, or when the finished file does not verify.
 */
export async function signPdf(
  unsignedPdf: Uint8Array,
  prepared: PreparedSigner,
): Promise<Uint8Array> {
  const signedPdf = await splice(unsignedPdf, prepared);
  checkOwnPdfSignature(signedPdf, prepared);
  return signedPdf;
}

async function splice(unsignedPdf: Uint8Array, prepared: PreparedSigner): Promise<Buffer> {
  try {
    return await new SignPdf().sign(unsignedPdf, new CmsPdfSigner(prepared));
  } catch (error) {
    if (isAppError(error)) throw error;
    throw signingFailed('the PDF has no fitting place for a signature', error);
  }
}

/** Our way of making the signature value, as `@signpdf/signpdf` asks for it. */
class CmsPdfSigner extends PdfSigner {
  readonly #prepared: PreparedSigner;

  constructor(prepared: PreparedSigner) {
    super();
    this.#prepared = prepared;
  }

  /** @param signedBytes the whole file without the `/Contents` value. */
  override async sign(signedBytes: Buffer): Promise<Buffer> {
    const { signer, cms } = this.#prepared;
    const digest = createHash(nodeDigestName(signer.algorithm)).update(signedBytes).digest();
    const signedAttributes = cms.toSignedAttributes(digest);
    const signature = await signer.sign(signedAttributes);
    return Buffer.from(cms.toSignedData(signedAttributes, signature));
  }
}
