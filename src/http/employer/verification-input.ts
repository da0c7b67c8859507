import type { Request } from 'express';
import type { VerificationRequest } from '../../app/services.ts';
import { AppError } from '../../shared/app-error.ts';
import { mediaTypeOf, readBody, tooLarge } from '../requests/body.ts';
import { readMultipartForm } from '../requests/multipart-form.ts';
import type { MultipartForm } from '../requests/multipart-form.ts';

/** The largest PDF or sidecar that is looked at. */
export const LARGEST_EVIDENCE_BYTES = 20 * 1024 * 1024;
/** What the separators and headers of a form may add. */
const FORM_OVERHEAD_BYTES = 64 * 1024;

/** The media types that can be verified, as the request's body. */
export const verificationMediaTypes = [
  'application/pdf',
  'application/vc+jwt',
  'multipart/form-data',
] as const;

/**
 * The evidence in a request: a PDF, a sidecar or a form with both. Whatever the bytes are, they are the
 * verifier's to judge; only what is no upload at all is refused here.
 * @throws AppError `input-empty`, `input-too-large`, `input-unreadable`, `unsupported-media-type`.
 */
export async function readEvidence(request: Request): Promise<VerificationRequest> {
  switch (mediaTypeOf(request)) {
    case 'application/pdf':
      return { pdf: await readBody(request, LARGEST_EVIDENCE_BYTES) };
    case 'application/vc+jwt':
      return { sidecar: toSidecarText(await readBody(request, LARGEST_EVIDENCE_BYTES)) };
    case 'multipart/form-data':
      return toEvidence(await readEvidenceForm(request));
    default:
      throw new AppError('unsupported-media-type', {
        th: 'โปรดส่งไฟล์ PDF (application/pdf) ไฟล์กำกับ (application/vc+jwt) หรือทั้งสองแบบ multipart/form-data',
        en: `Send a PDF, a sidecar or a form with both: ${verificationMediaTypes.join(', ')}.`,
      });
  }
}

/** The form of the page or of a client: the parts `pdf` and `sidecar`, and a few short fields. */
export function readEvidenceForm(request: Request): Promise<MultipartForm> {
  return readMultipartForm(request, {
    totalBytes: LARGEST_EVIDENCE_BYTES + FORM_OVERHEAD_BYTES,
    files: 2,
    fields: 4,
  });
}

/**
 * The evidence in a form.
 * @throws AppError `input-empty` when neither part holds a byte.
 */
export function toEvidence({ files }: MultipartForm): VerificationRequest {
  const pdf = files.get('pdf');
  const sidecar = files.get('sidecar');
  if (!pdf?.length && !sidecar?.length) {
    throw new AppError('input-empty', {
      th: 'ยังไม่ได้เลือกไฟล์ โปรดเลือกไฟล์ PDF แล้วลองอีกครั้ง',
      en: 'No file was chosen. Choose the PDF file and try again.',
    });
  }
  for (const bytes of files.values()) {
    if (bytes.length > LARGEST_EVIDENCE_BYTES) throw tooLarge(LARGEST_EVIDENCE_BYTES);
  }
  return {
    ...(pdf?.length ? { pdf } : {}),
    ...(sidecar?.length ? { sidecar: toSidecarText(sidecar) } : {}),
  };
}

/** Bytes that are no text become a text that is no sidecar: the verifier says so. */
export function toSidecarText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes).trim();
}
