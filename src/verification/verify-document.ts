import {
  findOwnDocumentInfo,
  type OwnDocumentInfo,
} from '../formats/pdf/attachments/own-document-info.ts';
import { parsePdf, type PdfFile } from '../formats/pdf/pdf-file.ts';
import { findSignatures } from '../formats/pdf/signatures/find-signatures.ts';
import type { PdfSignature } from '../formats/pdf/signatures/pdf-signature.ts';
import { isFormatError } from '../shared/format-error.ts';
import { formatInstant, parseInstant, type Instant } from '../shared/instant.ts';
import type { ListedInstitution } from '../trust/parse-trust-list.ts';
import type { Evidence } from './evidence.ts';
import { checkInstitution } from './institution/check-institution.ts';
import { objection, passed, skipped } from './judgement/check-result.ts';
import { toVerdict } from './judgement/overall-indication.ts';
import { judgeStatus } from './registry/judge-status.ts';
import type { CheckResult, VerificationReport } from './report.ts';
import { toDocumentReport, toSidecarReport, toSignerReport } from './report-parts.ts';
import { judgeSidecar } from './sidecar/judge-sidecar.ts';
import { matchSidecar, type PdfSide } from './sidecar/match-sidecar.ts';
import { judgePdfSignature, type JudgedSignature } from './signature/judge-pdf-signature.ts';

/**
 * Verifies a document: its PDF, its sidecar or both, against what the person verifying believes and what
 * was found out about its state. One report with every check that was made (docs/verdicts). Never throws
 * for what the evidence says, and asks nobody anything.
 */
export async function verifyDocument(evidence: Evidence): Promise<VerificationReport> {
  const pdf = evidence.pdf && (await judgePdf(evidence.pdf, evidence));
  const sidecar =
    evidence.sidecar === undefined ? undefined : await judgeSidecar(evidence.sidecar, evidence);
  const matching = sidecar ? await matchSidecar(pdf?.side, sidecar) : [];
  const documentId = pdf?.side?.own?.documentId ?? sidecar?.payload?.documentId;
  const status = await judgeStatus(documentId, sidecar?.payload, evidence);
  const checks = [
    ...(pdf?.checks ?? (sidecar ? [] : [nothingToVerify()])),
    ...(sidecar?.checks ?? []),
    ...matching,
    status.check,
  ];
  return {
    ...toVerdict(checks, requiredFor(pdf, documentId !== undefined)),
    validationTime: formatInstant(evidence.validationTime),
    document: toDocumentReport(pdf?.side?.own, sidecar?.payload, checks, evidence),
    registry: status.registry,
    signatures: pdf?.signatures.map((signature) => toSignatureReport(signature, evidence)) ?? [],
    sidecar: sidecar ? toSidecarReport(sidecar, checks) : null,
    checks,
  };
}

/** A PDF with everything found about it alone. */
interface JudgedPdf {
  readonly checks: readonly CheckResult[];
  readonly signatures: readonly JudgedSignature[];
  /** Absent when the file cannot be read. */
  readonly side?: PdfSide;
}

async function judgePdf(bytes: Uint8Array, evidence: Evidence): Promise<JudgedPdf> {
  const read = readPdf(bytes);
  if (!('file' in read)) return { checks: [read.check], signatures: [] };
  const { file, signatures } = read;
  if (signatures.length === 0) {
    const none = objection('document/signature', 'NO_SIGNATURE_FOUND', 'no signature');
    const { own, check } = readOwnInfo(file, file.newest.index);
    const side = { file, signedRevisionIndex: null, ...(own && { own }) };
    return { checks: [read.check, none, check], signatures: [], side };
  }
  const { own, check: ownCheck } = readOwnInfo(file, signatures[0]!.revisionIndex);
  const isOwn = own !== undefined || ownCheck.indication === 'FAILED';
  const judged: JudgedSignature[] = [];
  for (const signature of signatures) {
    judged.push(await judgePdfSignature(file, signature, isOwn, evidence));
  }
  const { check: institutionCheck, institution } = judgeInstitution(judged[0]!, own, evidence);
  return {
    checks: [
      read.check,
      passed('document/signature', `${signatures.length} signatures`),
      ownCheck,
      ...judged.flatMap((signature) => signature.checks),
      institutionCheck,
    ],
    signatures: judged,
    side: {
      file,
      signedRevisionIndex: judged[0]!.signedRevisionIndex,
      ...(own && { own }),
      ...(institution && { institution }),
    },
  };
}

type ReadPdf =
  | {
      readonly check: CheckResult;
      readonly file: PdfFile;
      readonly signatures: readonly PdfSignature[];
    }
  | { readonly check: CheckResult };

function readPdf(bytes: Uint8Array): ReadPdf {
  try {
    const file = parsePdf(bytes);
    const signatures = findSignatures(file);
    const found = `PDF ${file.headerVersion}, ${file.revisions.length} revisions`;
    return { check: passed('document/format', found), file, signatures };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const found = `not a PDF that can be read without guessing (${error.code})`;
    return { check: objection('document/format', 'FORMAT_FAILURE', found) };
  }
}

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

function judgeInstitution(
  { signer, report }: JudgedSignature,
  own: OwnDocumentInfo | undefined,
  evidence: Evidence,
): { readonly check: CheckResult; readonly institution?: ListedInstitution } {
  if (!signer) return { check: skipped('document/institution', "no signer's certificate") };
  return checkInstitution(
    'document/institution',
    signer,
    own?.institutionCode ?? null,
    claimedTime(report.signedAt) ?? evidence.validationTime,
    evidence,
  );
}

/** A signer's claim decides only which of an institution's keys was in office. */
function claimedTime(text: string | null): Instant | undefined {
  return text === null ? undefined : parseInstant(text);
}

/** See docs/verdicts, "Which checks are required". Those of each signature are in its own verdict. */
function requiredFor(pdf: JudgedPdf | undefined, isOwn: boolean): readonly string[] {
  return [
    ...(pdf ? ['document/format', 'document/signature', 'signature/mathematics'] : []),
    ...(isOwn ? ['registry/state'] : []),
  ];
}

function nothingToVerify(): CheckResult {
  return objection('document/format', 'SIGNED_DATA_NOT_FOUND', 'neither PDF nor sidecar');
}

function toSignatureReport({ report, signer }: JudgedSignature, evidence: Evidence) {
  const at = claimedTime(report.signedAt) ?? evidence.validationTime;
  return { ...report, signer: signer ? toSignerReport(signer, at, evidence) : null };
}
