import { createHash } from 'node:crypto';
import { parsePdf } from '../../formats/pdf/pdf-file.ts';
import type { PadesLevel } from '../../formats/pdf/signatures/pades-level.ts';
import type { DocumentEntry } from '../../registry/registry-entries.ts';
import type { DocumentRevision, RenewedDocument } from '../../registry/renewal-registry.ts';
import type { Instant } from '../../shared/instant.ts';
import { findSignatureProof } from '../../signing/pades/renewal/find-proof.ts';
import { newestTimeStamps, raisePdf } from '../../signing/pades/renewal/raise-pdf.ts';
import { readPresentEvidence } from '../../signing/pades/renewal/present-evidence.ts';
import type { ValidationMaterial } from '../../signing/revocation/material-collector.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import type { SignatureReport, VerificationReport } from '../../verification/report.ts';
import { verifyDocument } from '../../verification/verify-document.ts';
import { toMaterialTrust } from './material-trust.ts';
import type { RenewalEnvironment } from './renewal-environment.ts';
import { notVerified } from './renewal-failures.ts';
import type { RenewalFailure } from './renewal-report.ts';

/** What one run works with, read once. */
export interface RenewalTools {
  readonly archival: RenewalEnvironment['archival'];
  readonly list: TrustList;
  /** Remembered from one document to the next. */
  readonly signatures: SignatureMemo;
  readonly now: () => Instant;
}

/** A document whose file is to be raised. */
interface FileToRenew {
  readonly document: DocumentEntry;
  readonly revision: DocumentRevision;
  readonly pdf: Uint8Array;
}

/** The level of everything that has been renewed. */
const RENEWED_LEVEL: PadesLevel = 'B-LTA';

/**
 * Appends evidence and a time-stamp to a file, and judges the whole as anybody will: what does not convince
 * our own verifier is not kept.
 * @throws AppError `time-stamp-…`, `revocation-…`, `certificate-…`, `signing-failed`; FormatError for a file
 *   that cannot be read.
 */
export async function renewFile(
  tools: RenewalTools,
  { document, revision, pdf }: FileToRenew,
): Promise<RenewedDocument | RenewalFailure> {
  const raised = await raisePdf(pdf, tools.archival);
  const newest = newestTimeStamps(readPresentEvidence(parsePdf(raised)));
  // The newest time-stamp is judged by what is published now, as it will be by what is published then.
  const material = await tools.archival.material.collect([], newest);
  const report = await verify(tools, document, raised, material);
  const objection = findObjection(report);
  if (objection !== undefined) return notVerified(objection);
  return {
    documentId: document.documentId,
    before: revision,
    level: RENEWED_LEVEL,
    madeAt: tools.now(),
    appended: raised.slice(pdf.length),
    digestHex: createHash('sha256').update(raised).digest('hex'),
    length: raised.length,
    proof: await findSignatureProof(raised, toMaterialTrust(tools.list)),
  };
}

/** The state is no concern of a file's: a suspended document is renewed too. */
async function verify(
  { list, signatures, now }: RenewalTools,
  { documentId, since }: DocumentEntry,
  pdf: Uint8Array,
  material: ValidationMaterial,
): Promise<VerificationReport> {
  return verifyDocument({
    pdf,
    ...material,
    trust: { kind: 'trust-list', list },
    signatures,
    validationTime: now(),
    status: {
      kind: 'registry',
      documentId,
      state: 'issued',
      since,
      reason: null,
      supersededBy: null,
    },
  });
}

function findObjection({
  indication,
  subIndication,
  signatures,
  timeStamps = [],
}: VerificationReport): string | undefined {
  if (indication !== 'TOTAL-PASSED') return subIndication ?? indication;
  const level: SignatureReport['level'] = signatures[0]?.level ?? null;
  if (level !== RENEWED_LEVEL) return `level ${level ?? 'none'}`;
  const newest = timeStamps.at(-1);
  return newest?.indication === 'TOTAL-PASSED'
    ? undefined
    : `time-stamp ${newest?.subIndication ?? 'missing'}`;
}
