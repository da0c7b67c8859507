import { formatInstant } from '../shared/instant.ts';
import { SignatureMemo } from '../trust/signature-memo.ts';
import type { Evidence } from './evidence.ts';
import { judgePdf, signingTimeOf, type JudgedPdf } from './judge-pdf.ts';
import { objection } from './judgement/check-result.ts';
import { toVerdict } from './judgement/overall-indication.ts';
import { openDocument, type OpenDocument } from './open-document.ts';
import { judgeCopy, type JudgedCopy } from './registry/judge-copy.ts';
import { judgeStatus } from './registry/judge-status.ts';
import { toDocumentReport, toSidecarReport, toSignerReport } from './report-parts.ts';
import type { CheckResult, SignatureReport, VerificationReport } from './report.ts';
import { checkImplied, PATH, withoutStatus } from './sidecar/implied-by-pdf.ts';
import { judgeSidecar, type JudgedSidecar } from './sidecar/judge-sidecar.ts';
import { matchSidecar } from './sidecar/match-sidecar.ts';
import type { JudgedSignature } from './signature/judge-pdf-signature.ts';

/**
 * Verifies a document: its PDF, its sidecar or both, against what the person verifying believes and what
 * was found out about its state. One report with every check that was made (docs/verdicts). Never throws
 * for what the evidence says, and asks nobody anything.
 */
export async function verifyDocument(given: Evidence): Promise<VerificationReport> {
  const signatures = given.signatures ?? new SignatureMemo();
  return verifyOpened(openDocument(given, signatures.engine), { ...given, signatures });
}

/** As {@link verifyDocument}, of a document that was opened already. @param given what it is judged with. */
export async function verifyOpened(
  document: OpenDocument,
  given: Omit<Evidence, 'pdf' | 'sidecar'>,
): Promise<VerificationReport> {
  const evidence: Evidence = { signatures: new SignatureMemo(), ...given };
  const pdf = document.pdf && (await judgePdf(document.pdf, evidence));
  const sidecar =
    document.sidecar === undefined ? undefined : await judgeSidecar(document.sidecar, evidence);
  const matching = sidecar
    ? await matchSidecar(pdf?.side, sidecar, evidence.signatures?.engine)
    : [];
  const documentId = pdf?.side?.own?.documentId ?? sidecar?.payload?.documentId;
  const implied = pdf && sidecar && checkImplied(isProven(pdf), pdf.side?.own, sidecar, matching);
  const payload = implied && sidecar.payload ? withoutStatus(sidecar.payload) : sidecar?.payload;
  const status = await judgeStatus(documentId, payload, evidence);
  const { check: copyCheck, copy } = await judgeCopyOf(pdf, evidence);
  const checks: readonly CheckResult[] = [
    ...(pdf || sidecar ? [] : [nothingToVerify()]),
    ...(pdf?.checks ?? []),
    ...(sidecar?.checks ?? []),
    ...matching,
    ...(implied ? [implied] : []),
    status.check,
    ...(copyCheck ? [copyCheck] : []),
  ];
  const required = requiredFor(pdf, sidecar, documentId !== undefined);
  const counts = (name: string) => implied === undefined || name !== PATH;
  const timeStamps = pdf?.timeStamps ?? [];
  return {
    ...toVerdict(
      checks.filter(({ check }) => counts(check)),
      required.filter(counts),
    ),
    validationTime: formatInstant(evidence.validationTime),
    document: toDocumentReport(pdf?.side?.own, sidecar?.payload, checks, evidence),
    registry: { ...status.registry, ...(copy && { copy }) },
    signatures: pdf?.signatures.map((signature) => toSignatureReport(signature, evidence)) ?? [],
    timeStamps: timeStamps.map(({ report }) => report),
    sidecar: sidecar ? toSidecarReport(sidecar, checks, isSidecarProven(sidecar)) : null,
    checks: [...checks, ...timeStamps.flatMap((stamp) => stamp.checks)],
    developmentOnly: evidence.trust.kind === 'trust-list' && evidence.trust.list.developmentOnly,
  };
}

/** A sidecar alone has no copies: it is never renewed. */
async function judgeCopyOf(pdf: JudgedPdf | undefined, evidence: Evidence): Promise<JudgedCopy> {
  if (!pdf?.side) return {};
  const isIntact = pdf.signatures[0]?.report.integrity === 'INTACT';
  return judgeCopy(pdf.side.file.bytes, isIntact, pdf.side.own?.documentId, evidence);
}

/**
 * See docs/verdicts, "Which checks are required". An objection counts whether required or not; this list
 * says what must not be missing.
 */
function requiredFor(
  pdf: JudgedPdf | undefined,
  sidecar: JudgedSidecar | undefined,
  isOwnDocument: boolean,
): readonly string[] {
  return [
    ...(pdf ? pdfRequirements : []),
    ...(sidecar ? sidecarRequirements : []),
    ...(pdf && sidecar ? ['sidecar/document', 'sidecar/binding', 'sidecar/embedded-record'] : []),
    ...(isOwnDocument ? ['registry/state'] : []),
  ];
}

/** Whether a PDF passes by itself; what became of the document since is another question. */
function isProven({ checks }: JudgedPdf): boolean {
  return toVerdict(checks, pdfRequirements).indication === 'TOTAL-PASSED';
}

const pathRequirements = ['path/chain', 'path/signatures', 'path/validity', 'path/revocation'];
const pdfRequirements = [
  'document/format',
  'document/signature',
  'pdf/byte-range',
  'pdf/coverage',
  'pdf/later-changes',
  'signature/format',
  'signature/digest',
  'signature/mathematics',
  ...pathRequirements,
];
const sidecarRequirements = [
  'sidecar/format',
  'sidecar/signature',
  'sidecar/path',
  'sidecar/record-digest',
];

function isSidecarProven({ checks }: JudgedSidecar): boolean {
  return toVerdict(checks, sidecarRequirements).indication === 'TOTAL-PASSED';
}

function nothingToVerify(): CheckResult {
  return objection('document/format', 'SIGNED_DATA_NOT_FOUND', 'neither PDF nor sidecar');
}

function toSignatureReport(signature: JudgedSignature, evidence: Evidence): SignatureReport {
  const { report, signer } = signature;
  const at = signingTimeOf(signature) ?? evidence.validationTime;
  return { ...report, signer: signer ? toSignerReport(signer, at, evidence) : null };
}
