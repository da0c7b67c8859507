import { createHash } from 'node:crypto';
import type { DocumentEntry, DocumentStateChange } from '../../registry/registry-entries.ts';
import { isAppError } from '../../shared/app-error.ts';
import type { CheckResult, VerificationReport } from '../../verification/report.ts';
import { verifyDocument } from '../../verification/verify-document.ts';
import { findStatusEvidence } from '../verifying/find-status-evidence.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import type { AuditFault, AuditFaultCode } from './audit-report.ts';
import { auditDocumentChanges } from './audit-document-changes.ts';
import { auditRevisions } from './audit-revisions.ts';
import { auditDocumentTrail } from './audit-trail.ts';

/** More changes of one document's state than this are not told. */
const MOST_CHANGES = 10_000;

/** What an audit found out about one document. */
export interface DocumentFindings {
  readonly faults: readonly AuditFault[];
  /** Its contents are sealed and no data key is at hand: only its history could be looked at. */
  readonly isSealed: boolean;
}

/** Whether everything that is kept of one document agrees, and whether it would convince anybody. */
export async function auditDocument(
  environment: AuditEnvironment,
  entry: DocumentEntry,
): Promise<DocumentFindings> {
  const contents = await readContents(environment, entry.documentId);
  if (contents === 'sealed') {
    return { faults: await auditHistory(environment, entry), isSealed: true };
  }
  if (contents === 'not-openable') {
    const found = 'what is kept is sealed, and the data key does not open it';
    const fault = { code: 'artifact-digest', subject: entry.documentId, found } as const;
    return { faults: [fault, ...(await auditHistory(environment, entry))], isSealed: false };
  }
  return { faults: await auditContents(environment, entry, contents), isSealed: false };
}

/** What is kept of a document. */
interface DocumentContents {
  readonly pdf: Uint8Array | undefined;
  readonly sidecar: string | undefined;
  readonly record: Uint8Array | undefined;
}

async function readContents(
  { registry }: AuditEnvironment,
  documentId: DocumentEntry['documentId'],
): Promise<DocumentContents | 'sealed' | 'not-openable'> {
  try {
    return {
      pdf: await registry.findPdf(documentId),
      sidecar: await registry.findSidecar(documentId),
      record: await registry.findRecord(documentId),
    };
  } catch (error) {
    if (isAppError(error) && error.code === 'data-key-missing') return 'sealed';
    if (isAppError(error) && error.code === 'data-key-wrong') return 'not-openable';
    throw error;
  }
}

async function auditContents(
  environment: AuditEnvironment,
  entry: DocumentEntry,
  { pdf, sidecar, record }: DocumentContents,
): Promise<readonly AuditFault[]> {
  const { documentId } = entry;
  const fault = (code: AuditFaultCode, found: string): AuditFault => ({
    code,
    subject: documentId,
    found,
  });
  if (entry.erasedAt !== undefined) {
    const left = [pdf, sidecar, record].some((kept) => (kept?.length ?? 0) > 0);
    return [
      ...(left ? [fault('erasure-incomplete', 'erased, yet some of it is kept')] : []),
      ...(await auditHistory(environment, entry)),
    ];
  }
  const faults: AuditFault[] = [];
  if (record === undefined || sha256Hex(record) !== entry.recordDigestHex) {
    faults.push(fault('record-digest', 'the kept record is not the one that was reserved for'));
  } else if (!isRecordOf(record, entry)) {
    faults.push(fault('document-identity', 'the record is of another student, kind or language'));
  }
  if (entry.state === 'reserved') {
    const isEmpty = pdf === undefined && sidecar === undefined;
    return isEmpty ? faults : [...faults, fault('artifact-too-early', 'reserved, yet kept')];
  }
  if (pdf === undefined || sidecar === undefined) {
    return [...faults, fault('artifact-missing', pdf === undefined ? 'no PDF' : 'no sidecar')];
  }
  if (sha256Hex(pdf) !== entry.pdfDigestHex) {
    faults.push(fault('artifact-digest', 'the PDF is not the one that was issued'));
  }
  if (sha256Hex(sidecar) !== entry.sidecarDigestHex) {
    faults.push(fault('artifact-digest', 'the sidecar is not the one that was issued'));
  }
  const report = await verify(environment, entry, pdf, sidecar);
  for (const { check, subIndication, found } of report.checks.filter(isObjection)) {
    faults.push(fault('document-verification', `${check} ${subIndication ?? ''}: ${found}`));
  }
  const { document } = report;
  if (document?.documentId !== documentId || document.institution?.code !== entry.institutionCode) {
    faults.push(fault('document-identity', 'the file names another document or institution'));
  }
  faults.push(...(await auditHistory(environment, entry, pdf)));
  return faults;
}

/** Whether the changes of state, the copies and the audit trail lead to what the document is. */
async function auditHistory(
  { registry }: AuditEnvironment,
  entry: DocumentEntry,
  pdf?: Uint8Array,
): Promise<readonly AuditFault[]> {
  const { documentId: subject } = entry;
  if (entry.state === 'reserved') return [];
  const faults: AuditFault[] = [];
  const changes = await registry.listStateChanges(subject);
  if (!doesHistoryLeadTo(entry, changes)) {
    const found = 'the changes of state do not lead to the present one';
    faults.push({ code: 'state-history', subject, found });
  }
  const trail = await registry.listTrail({ after: 0, limit: MOST_CHANGES, object: subject });
  faults.push(...auditDocumentTrail(entry, trail, changes.length));
  faults.push(...auditDocumentChanges(entry, changes, trail));
  const revisions = await registry.listRevisions(subject);
  faults.push(...auditRevisions(entry, revisions, trail, pdf));
  return faults;
}

async function verify(
  { registry, trust, clock, signatures }: AuditEnvironment,
  { documentId }: DocumentEntry,
  pdf: Uint8Array,
  sidecar: string,
): Promise<VerificationReport> {
  return verifyDocument({
    pdf,
    sidecar,
    trust,
    validationTime: clock.now(),
    ...(signatures === undefined ? {} : { signatures }),
    status: await findStatusEvidence(registry, documentId),
  });
}

/**
 * The state itself is no disagreement: a revoked document is as it should be. Nor is that a sidecar outlives
 * the certificate that signed it: it has no time-stamp, and its digest is the one that was recorded.
 */
function isObjection({ check, indication, subIndication }: CheckResult): boolean {
  const isOpen = indication === 'FAILED' || indication === 'INDETERMINATE';
  const hasEnded = subIndication?.startsWith('OUT_OF_BOUNDS') === true;
  return isOpen && check !== 'registry/state' && !(check === 'sidecar/path' && hasEnded);
}

/** Whether the registry calls a document by what its record says. */
function isRecordOf(
  record: Uint8Array,
  { studentId, documentType, language }: DocumentEntry,
): boolean {
  const told = JSON.parse(new TextDecoder().decode(record)) as Readonly<Record<string, unknown>>;
  return (
    told['studentId'] === studentId &&
    told['documentType'] === documentType &&
    told['documentLanguage'] === language
  );
}

/** From `reserved` on, each change begins where the one before ended. */
function doesHistoryLeadTo(
  { state, since }: DocumentEntry,
  changes: readonly DocumentStateChange[],
): boolean {
  const last = changes.at(-1);
  if (last?.to !== state || last.effectiveAt !== since) return false;
  return changes.every(({ from }, at) => from === (changes[at - 1]?.to ?? 'reserved'));
}

function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
