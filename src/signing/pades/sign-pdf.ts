import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import { Signer as PdfSigner, SignPdf } from '@signpdf/signpdf';

import { isAppError } from '../../shared/app-error.ts';
import { nodeDigestName, signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import { evidenceFault } from '../services/evidence-fault.ts';
import type { TimestampAuthority } from '../time-stamps/timestamp-authority.ts';
import { checkOwnPdfSignature } from './own-pdf-signature.ts';

/**
 * How many bytes the signature value of this signer takes at most. The placeholder in the PDF is twice as
 * many hex zeros: `/Contents <0…0>`; what stays unused remains zeros.
 * @param tokenBytes room for a time-stamp in it; left out, there will be none.
 */
export function signatureContentsBytes({ cms }: PreparedSigner, tokenBytes?: number): number {
  return cms.maxBytes(tokenBytes);
}

/** A finished file and its SHA-256: checking comes by that for next to nothing. */
export interface SignedPdf {
  readonly pdf: Uint8Array;
  readonly digest: Uint8Array;
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
): Promise<SignedPdf> {
  const signer = new CmsPdfSigner(prepared, authority);
  const pdf = await splice(unsignedPdf, signer);
  return { pdf, digest: checkOwnPdfSignature(pdf, prepared, signer.signature, signer.token) };
}

async function splice(unsignedPdf: Uint8Array, signer: CmsPdfSigner): Promise<Buffer> {
  try {
    return await new SignPdf().sign(unsignedPdf, signer);
  } catch (error) {
    if (isAppError(error)) throw error;
    // With a token the value was made, so that only its length can be at fault.
    if (signer.token !== undefined) throw evidenceFault('time-stamp-too-large', 'TSA');
    throw signingFailed('the PDF has no fitting place for a signature', error);
  }
}

/** Our way of making the signature value, as `@signpdf/signpdf` asks for it. */
class CmsPdfSigner extends PdfSigner {
  readonly #prepared: PreparedSigner;
  readonly #authority: Pick<TimestampAuthority, 'stamp'> | undefined;
  /** What the key answered. */
  signature: Uint8Array = new Uint8Array();
  /** The time-stamp in the value, if one was asked for. */
  token: Uint8Array | undefined;

  constructor(prepared: PreparedSigner, authority: Pick<TimestampAuthority, 'stamp'> | undefined) {
    super();
    this.#prepared = prepared;
    this.#authority = authority;
  }

  /** @param signedBytes the whole file without the `/Contents` value. */
  override async sign(signedBytes: Buffer): Promise<Buffer> {
    const { signer, cms } = this.#prepared;
    const digest = createHash(nodeDigestName(signer.algorithm)).update(signedBytes).digest();
    const signedAttributes = cms.toSignedAttributes(digest);
    this.signature = await signer.sign(signedAttributes);
    this.token = await this.#authority?.stamp(createHash('sha256').update(this.signature).digest());
    const { buffer, byteOffset, length } = cms.toSignedData(
      signedAttributes,
      this.signature,
      this.token,
    );
    return Buffer.from(buffer, byteOffset, length);
  }
}
