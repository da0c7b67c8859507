import { parseSignedData } from '../../formats/cms/signed-data.ts';
import { attributeTypes } from '../../formats/cms/attribute.ts';
import { parsePdf } from '../../formats/pdf/pdf-file.ts';
import { findSignatures } from '../../formats/pdf/signatures/find-signatures.ts';
import { reachesLevel, type PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import { signerOf } from '../time-stamps/check-token.ts';
import type { ArchivalServices } from './archival-services.ts';
import { appendSecurityStore } from './revisions/security-store-revision.ts';
import { appendDocumentTimeStamp } from './revisions/time-stamp-revision.ts';
import { signPdf } from './sign-pdf.ts';

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
  services: ArchivalServices,
): Promise<Uint8Array> {
  if (!reachesLevel(level, 'B-T')) return signPdf(unsignedPdf, prepared);
  const signed = await signPdf(unsignedPdf, prepared, services.timestamps);
  if (!reachesLevel(level, 'B-LT')) return signed;
  const stored = await addEvidence(signed, services);
  if (!reachesLevel(level, 'B-LTA')) return stored;
  return addTimeStamp(stored, services);
}

/** Adds what verifying needs for the signature and every time-stamp in the file. */
async function addEvidence(pdf: Uint8Array, { material }: ArchivalServices): Promise<Uint8Array> {
  const { signerPath, tokens } = readSignature(pdf);
  const stored = appendSecurityStore(pdf, await material.collect(signerPath, tokens));
  checkAppended(pdf, stored);
  return stored;
}

async function addTimeStamp(
  pdf: Uint8Array,
  { timestamps }: ArchivalServices,
): Promise<Uint8Array> {
  const stamped = await appendDocumentTimeStamp(pdf, timestamps);
  checkAppended(pdf, stamped);
  return stamped;
}

/** The certificates that the signature carries, the signer's first, and every time-stamp on it or on the document. */
function readSignature(pdf: Uint8Array): {
  readonly signerPath: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
} {
  const signatures = findSignatures(parsePdf(pdf));
  const signature = signatures.find(({ kind }) => kind === 'signature');
  const signedData = parseSignedData(signature?.contents ?? new Uint8Array());
  const signerInfo = signedData.signerInfos[0]!;
  const signer = signerOf({ signedData, signerInfo })?.encoded;
  const others = signedData.certificates.filter((each) => !signer || !equalBytes(each, signer));
  const onSignature = signerInfo.unsignedAttributes
    .filter(({ type }) => type === attributeTypes.signatureTimeStamp)
    .flatMap(({ values }) => values.map(({ encoded }) => encoded));
  const onDocument = signatures
    .filter(({ kind }) => kind === 'document-time-stamp')
    .flatMap(({ contents }) => (contents === null ? [] : [contents]));
  return {
    signerPath: [...(signer ? [signer] : []), ...others],
    tokens: [...onSignature, ...onDocument],
  };
}

/** A last look before the file leaves us: what was signed is there to the byte, and the file can be read. */
function checkAppended(before: Uint8Array, after: Uint8Array): void {
  const start = after.subarray(0, before.length);
  const isKept = start.every((byte, index) => byte === before[index]);
  const [revisions, revisionsBefore] = [after, before].map((pdf) => parsePdf(pdf).revisions.length);
  if (!isKept || revisions !== revisionsBefore! + (after.length > before.length ? 1 : 0)) {
    throw signingFailed('the revision behind the signature is not what it should be');
  }
}
