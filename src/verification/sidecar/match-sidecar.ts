import { extractAssociatedFile } from '../../formats/pdf/attachments/associated-file.ts';
import type { OwnDocumentInfo } from '../../formats/pdf/attachments/own-document-info.ts';
import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { Engine } from '../../formats/engine/engine.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { ListedInstitution } from '../../trust/parse-trust-list.ts';
import { objection, passed, skipped } from '../judgement/check-result.ts';
import type { CheckName } from '../judgement/rules.ts';
import type { CheckResult } from '../report.ts';
import { findCanonicalRecord, type JudgedSidecar } from './judge-sidecar.ts';
import type { SidecarPayload } from './sidecar-payload.ts';

/** The PDF as far as a sidecar can be compared with it. */
export interface PdfSide {
  readonly file: PdfFile;
  /** The revision that was signed; `null` when no signature covers one. */
  readonly signedRevisionIndex: number | null;
  readonly own?: OwnDocumentInfo;
  readonly institution?: ListedInstitution;
}

/** Each costs a digest of the whole file; archives add one or two in years. */
const MOST_REVISIONS = 20;
const EMBEDDED_RECORD = 'transcript.json';
const names: readonly CheckName[] = [
  'sidecar/document',
  'sidecar/signer',
  'sidecar/binding',
  'sidecar/embedded-record',
];

/** Whether PDF and sidecar are two halves of one document. */
export async function matchSidecar(
  pdf: PdfSide | undefined,
  sidecar: JudgedSidecar,
  engine?: Engine,
): Promise<readonly CheckResult[]> {
  const { payload } = sidecar;
  if (!pdf) return names.map((name) => skipped(name, 'there is no PDF to compare with'));
  if (!payload) return names.map((name) => skipped(name, 'the sidecar cannot be read'));
  return [
    checkDocument(pdf, payload),
    checkSameSigner(pdf, sidecar),
    await checkBinding(pdf, payload, engine),
    await checkEmbeddedRecord(pdf, payload, engine),
  ];
}

function checkDocument({ own }: PdfSide, payload: SidecarPayload): CheckResult {
  if (!own) return objection('sidecar/document', 'SIDECAR_MISMATCH', 'the PDF is none of ours');
  const isSame =
    own.documentId === payload.documentId && own.institutionCode === payload.institutionCode;
  return isSame
    ? passed('sidecar/document', 'document and institution equal')
    : objection('sidecar/document', 'SIDECAR_MISMATCH', 'another document or institution');
}

function checkSameSigner({ institution }: PdfSide, sidecar: JudgedSidecar): CheckResult {
  if (!institution || !sidecar.institution) {
    return skipped('sidecar/signer', 'it is not known for whom both were signed');
  }
  return institution.code === sidecar.institution.code
    ? passed('sidecar/signer', `both signed for ${institution.code}`)
    : objection('sidecar/signer', 'SIDECAR_MISMATCH', 'signed for different institutions');
}

/**
 * Compares the digest with the whole file and, where archival updates were appended since, with the file
 * as it ended at each revision from the signed one on.
 */
async function checkBinding(
  { file, signedRevisionIndex }: PdfSide,
  { pdfDigest }: SidecarPayload,
  engine: Engine | undefined,
): Promise<CheckResult> {
  const from = signedRevisionIndex ?? file.revisions.length;
  const until = from + MOST_REVISIONS;
  const ends = file.revisions.slice(from, until).flatMap((r) => [r.endOffset, r.eofOffset]);
  for (const end of new Set([file.bytes.length, ...ends])) {
    const digest = await digestBytes('SHA-256', file.bytes.subarray(0, end), engine);
    if (!equalBytes(digest, pdfDigest)) continue;
    const isWhole = end === file.bytes.length;
    return passed('sidecar/binding', isWhole ? 'digest of the whole PDF' : 'digest of a revision');
  }
  return objection('sidecar/binding', 'SIDECAR_MISMATCH', 'the digest of another PDF');
}

async function checkEmbeddedRecord(
  { file, signedRevisionIndex }: PdfSide,
  payload: SidecarPayload,
  engine: Engine | undefined,
): Promise<CheckResult> {
  const embedded = findEmbeddedRecord(file, signedRevisionIndex ?? file.newest.index);
  if (embedded === 'malformed') {
    return objection('sidecar/embedded-record', 'FORMAT_FAILURE', 'it cannot be read');
  }
  if (!embedded) {
    return objection('sidecar/embedded-record', 'SIDECAR_MISMATCH', 'the PDF has no such record');
  }
  const digest = await digestBytes('SHA-256', embedded, engine);
  const record = findCanonicalRecord(payload);
  const isSame =
    record !== undefined &&
    equalBytes(embedded, record) &&
    equalBytes(digest, payload.recordDigest);
  return isSame
    ? passed('sidecar/embedded-record', 'equal, byte for byte')
    : objection('sidecar/embedded-record', 'SIDECAR_MISMATCH', 'another record');
}

function findEmbeddedRecord(file: PdfFile, revision: number): Uint8Array | 'malformed' | undefined {
  try {
    return extractAssociatedFile(file, revision, EMBEDDED_RECORD);
  } catch (error) {
    if (isFormatError(error)) return 'malformed';
    throw error;
  }
}
