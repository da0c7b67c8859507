import { findDocumentSecurityStore } from '../formats/pdf/attachments/document-security-store.ts';
import {
  findOwnDocumentInfo,
  type OwnDocumentInfo,
} from '../formats/pdf/attachments/own-document-info.ts';
import type { PdfFile } from '../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../formats/pdf/signatures/pdf-signature.ts';
import { isFormatError } from '../shared/format-error.ts';
import { parseInstant, type Instant } from '../shared/instant.ts';
import type { ListedInstitution } from '../trust/parse-trust-list.ts';
import type { Evidence } from './evidence.ts';
import { checkInstitution } from './institution/check-institution.ts';
import { objection, passed, skipped } from './judgement/check-result.ts';
import { namingRevisionIndex, type OpenPdf } from './open-document.ts';
import type { CheckResult } from './report.ts';
import type { PdfSide } from './sidecar/match-sidecar.ts';
import { judgePdfSignature, type JudgedSignature } from './signature/judge-pdf-signature.ts';
import { checkRemovedSignatures } from './signature/check-removed-signatures.ts';
import type { PathMaterial } from './signature/path-judgement.ts';
import { findSignedBytes } from './signature/signed-bytes.ts';
import type { JudgedTimeStamp } from './time-stamps/judge-time-stamp.ts';
import { judgeDocumentTimeStamps } from './time-stamps/judge-time-stamps.ts';

/** A PDF with everything found about it alone. */
export interface JudgedPdf {
  /** Those that the verdict rests on. */
  readonly checks: readonly CheckResult[];
  readonly signatures: readonly JudgedSignature[];
  /** Their checks are apart: a time-stamp that does not stand proves nothing and spoils nothing. */
  readonly timeStamps: readonly JudgedTimeStamp[];
  /** Absent when the file cannot be read. */
  readonly side?: PdfSide;
}

/** Judges a PDF by itself: form, every signature and time-stamp, and for whom it was signed. */
export async function judgePdf(read: OpenPdf, evidence: Evidence): Promise<JudgedPdf> {
  if (!read.file) return { checks: [read.check], signatures: [], timeStamps: [] };
  const { file } = read;
  const all = withinMeasure(read.all, file.bytes);
  const signatures = all.filter(({ kind }) => kind === 'signature');
  const { own, check: ownCheck } = readOwnInfo(file, namingRevisionIndex(file, all));
  const isOwnDocument = own !== undefined || ownCheck.indication === 'FAILED';
  const material = readStoredMaterial(file);
  const stamps = all.filter(({ kind }) => kind === 'document-time-stamp');
  const context = {
    file,
    isOwnDocument,
    material,
    documentTimeStamps: await judgeDocumentTimeStamps(
      file,
      stamps,
      isOwnDocument,
      material,
      evidence,
    ),
  };
  const judged: JudgedSignature[] = [];
  for (const signature of signatures) {
    judged.push(await judgePdfSignature(signature, context, evidence));
  }
  const { check: institutionCheck, institution } = judgeInstitution(judged[0], own, evidence);
  return {
    checks: [
      read.check,
      checkSignatureCount(signatures.length, all.length, read.all.length),
      checkRemovedSignatures(file, read.all),
      ownCheck,
      ...judged.flatMap(({ checks }) => checks),
      institutionCheck,
    ],
    signatures: judged,
    timeStamps: [...judged.flatMap(({ timeStamps }) => timeStamps), ...context.documentTimeStamps],
    side: {
      file,
      signedRevisionIndex: judged[0]?.signedRevisionIndex ?? null,
      ...(own && { own }),
      ...(institution && { institution }),
    },
  };
}

/** As many signatures as can be judged in the time that one document may take. */
function withinMeasure(all: readonly PdfSignature[], bytes: Uint8Array): readonly PdfSignature[] {
  let signedBytes = 0;
  return all.slice(0, MAX_SIGNATURES).filter(({ byteRange, contentsRange }) => {
    // The value is looked through as well, whatever signed bytes are beside it.
    signedBytes += contentsRange === null ? 0 : contentsRange.end - contentsRange.start;
    for (const { length } of findSignedBytes(bytes, byteRange) ?? []) signedBytes += length;
    return signedBytes <= MAX_SIGNED_BYTES;
  });
}

function checkSignatureCount(signatures: number, judged: number, all: number): CheckResult {
  const name = 'document/signature';
  if (all > judged) {
    return objection(name, 'SIG_CONSTRAINTS_FAILURE', `${all} signatures, too many to judge`);
  }
  return signatures > 0
    ? passed(name, `${signatures} signatures`)
    : objection(name, 'NO_SIGNATURE_FOUND', 'no signature');
}

/** What the document says of itself, as its first signer saw it. */
function readOwnInfo(
  file: PdfFile,
  revisionIndex: number,
): { readonly check: CheckResult; readonly own?: OwnDocumentInfo } {
  try {
    const own = findOwnDocumentInfo(file, revisionIndex);
    return own
      ? { check: passed('document/own-information', 'a document of ours'), own }
      : { check: skipped('document/own-information', 'a document of others') };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const found = `written as ours never are (${error.code})`;
    return { check: objection('document/own-information', 'FORMAT_FAILURE', found) };
  }
}

/** More evidence of a kind, and more signatures, than honest documents carry only cost time. */
const MAX_STORED = 100;
const MAX_SIGNATURES = 50;
/** Each digests the file up to its own end: ten signatures on the largest file that is read. */
const MAX_SIGNED_BYTES = 1_000_000_000;
const NO_MATERIAL: PathMaterial = { certificates: [], crls: [], ocspResponses: [] };

/** Evidence that later revisions added; a malformed store is none. */
function readStoredMaterial(file: PdfFile): PathMaterial {
  try {
    const store = findDocumentSecurityStore(file, file.newest.index) ?? NO_MATERIAL;
    return {
      certificates: store.certificates.slice(0, MAX_STORED),
      crls: store.crls.slice(0, MAX_STORED),
      ocspResponses: store.ocspResponses.slice(0, MAX_STORED),
    };
  } catch (error) {
    if (isFormatError(error)) return NO_MATERIAL;
    throw error;
  }
}

function judgeInstitution(
  signature: JudgedSignature | undefined,
  own: OwnDocumentInfo | undefined,
  evidence: Evidence,
): { readonly check: CheckResult; readonly institution?: ListedInstitution } {
  if (!signature?.signer) {
    return { check: skipped('document/institution', "no signer's certificate") };
  }
  return checkInstitution(
    'document/institution',
    signature.signer,
    own?.institutionCode ?? null,
    signingTimeOf(signature) ?? evidence.validationTime,
    evidence,
  );
}

/** The proven time or, failing that, the signer's claim: it only decides which of an institution's keys was in office. */
export function signingTimeOf({ report }: JudgedSignature): Instant | undefined {
  const time = report.bestSignatureTime ?? report.signedAt;
  return time === null ? undefined : parseInstant(time);
}
