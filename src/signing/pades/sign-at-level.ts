import { createHash } from 'node:crypto';

import { parsePdf } from '../../formats/pdf/pdf-file.ts';
import { reachesLevel, type PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import type { ArchivalServices } from './archival-services.ts';
import { checkAppended } from './revisions/check-appended.ts';
import { appendSecurityStore } from './revisions/security-store-revision.ts';
import { appendDocumentTimeStamp } from './revisions/time-stamp-revision.ts';
import { signPdf, type SignedPdf } from './sign-pdf.ts';

/**
 * Signs a PDF and raises the signature to a level (EN 319 142-1 §6): each step is a revision behind the one
 * before. The level is reached, or there is no file: nothing is ever lowered.
 * @param unsignedPdf see `signPdf`; its place has room for a time-stamp from level B-T on.
 * @throws AppError `signing-failed`, `time-stamp-…`, `revocation-…`, `certificate-…`
 */
export async function signPdfAtLevel(
  unsignedPdf: Uint8Array,
  prepared: PreparedSigner,
  level: PadesLevel,
  { timestamps, material }: ArchivalServices,
): Promise<SignedPdf> {
  if (!reachesLevel(level, 'B-T')) return signPdf(unsignedPdf, prepared);
  const tokens: Uint8Array[] = [];
  const signed = await signPdf(unsignedPdf, prepared, {
    stamp: async (digest) => {
      const token = await timestamps.stamp(digest);
      tokens.push(token);
      return token;
    },
  });
  if (!reachesLevel(level, 'B-LT')) return signed;
  const evidence = await material.collect(prepared.signer.certificatePath, tokens);
  const signedFile = parsePdf(signed.pdf);
  const stored = checkAppended(signedFile, appendSecurityStore(signedFile, evidence));
  if (!reachesLevel(level, 'B-LTA')) return withDigest(stored.bytes);
  return withDigest(checkAppended(stored, await appendDocumentTimeStamp(stored, timestamps)).bytes);
}

function withDigest(pdf: Uint8Array): SignedPdf {
  return { pdf, digest: createHash('sha256').update(pdf).digest() };
}
