import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { toNameText } from '../../formats/x509/names/distinguished-name.ts';
import { formatInstant } from '../../shared/instant.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { Evidence } from '../evidence.ts';
import { skipped } from '../judgement/check-result.ts';
import { toVerdict } from '../judgement/overall-indication.ts';
import { checkCoverage } from '../pdf/coverage.ts';
import type { CheckResult, SignatureReport } from '../report.ts';
import { checkTimeStampOrder } from '../time-stamps/check-order.ts';
import type { JudgedTimeStamp } from '../time-stamps/judge-time-stamp.ts';
import {
  coveringStamps,
  earliest,
  findProvenTime,
  judgeSignatureTimeStamps,
  type DocumentTimeStamp,
} from '../time-stamps/judge-time-stamps.ts';
import { readEnclosedRevocation, readSignatureValue } from './cms-checks.ts';
import { aboutCms, aboutSigner, makeCmsChecks, makeSignerChecks } from './cryptographic-checks.ts';
import { judgeLaterChanges } from './judge-later-changes.ts';
import { checkOwnForm } from './own-form.ts';
import { toPadesLevel } from './pades-level.ts';
import { judgePath, type PathMaterial } from './path-judgement.ts';
import { findSignedBytes } from './signed-bytes.ts';
import { findSigningCertificate } from './signing-certificate.ts';

/** One signature of a PDF with everything found about it. */
export interface JudgedSignature {
  readonly report: Omit<SignatureReport, 'signer'>;
  readonly checks: readonly CheckResult[];
  readonly timeStamps: readonly JudgedTimeStamp[];
  readonly signer?: Certificate;
  readonly signedRevisionIndex: number | null;
}

/** What a signature is judged with besides the evidence. */
export interface SignatureContext {
  readonly file: PdfFile;
  readonly isOwnDocument: boolean;
  /** From the document security store. */
  readonly material: PathMaterial;
  readonly documentTimeStamps: readonly DocumentTimeStamp[];
}

/** What must have been made and passed for a signature to count. */
const required = [
  'pdf/signature-dictionary',
  'pdf/byte-range',
  'pdf/coverage',
  'pdf/end-of-file',
  'pdf/later-changes',
  'signature/format',
  ...aboutCms,
  'signature/signing-certificate',
  ...aboutSigner,
  'path/chain',
  'path/signatures',
  'path/validity',
];

/** Judges one signature, top-down as EN 319 102-1 §5.3 lists the steps; every independent check is made. */
export async function judgePdfSignature(
  signature: PdfSignature,
  { file, isOwnDocument, material, documentTimeStamps }: SignatureContext,
  evidence: Evidence,
): Promise<JudgedSignature> {
  const { signatures = new SignatureMemo() } = evidence;
  const { fieldName, subFilter, byteRange } = signature;
  const { signedRevisionIndex, coverage, checks: coverageChecks } = checkCoverage(file, signature);
  const later = judgeLaterChanges(file, signature, signedRevisionIndex, isOwnDocument);
  const structural = [...coverageChecks, later.check];

  const bytes = findSignedBytes(file.bytes, byteRange);
  const { check: formatCheck, cms } = await readSignatureValue(signature, bytes, signatures.keys);
  const certificates = [
    ...(cms?.signedData.certificates ?? []),
    ...material.certificates,
    ...(evidence.certificates ?? []),
  ];
  const found = cms && findSigningCertificate(cms.signerInfo, certificates, signatures);
  const signer = found?.signer;
  const documentTime = findProvenTime(documentTimeStamps, signedRevisionIndex);
  const timeStamps = cms
    ? await judgeSignatureTimeStamps(fieldName, cms.signerInfo, documentTime, material, evidence)
    : [];
  const bestTime = earliest([documentTime, ...timeStamps.map(({ provenTime }) => provenTime)]);
  const { validationTime } = evidence;
  const time = { at: bestTime ?? validationTime, isProven: bestTime !== undefined };
  const signed = { cms, subFilter, isOwnDocument, bytes };
  const cryptographic = [
    formatCheck,
    ...(await makeCmsChecks(signed, signatures.engine)),
    found?.check ?? skipped('signature/signing-certificate', 'the signature cannot be read'),
    ...(await makeSignerChecks(signed, signer, signatures.keys, time)),
  ];

  const enclosed = cms && readEnclosedRevocation(cms);
  const forPath = {
    certificates,
    crls: [...(enclosed?.crls ?? []), ...material.crls],
    ocspResponses: [...(enclosed?.ocspResponses ?? []), ...material.ocspResponses],
  };
  const path =
    signer &&
    (await judgePath(
      signer,
      forPath,
      evidence,
      { service: 'institution-signer', judgesAlgorithmsThen: !isOwnDocument },
      bestTime,
    ));
  const anchor = path?.path.at(-1);
  const ownForm = isOwnDocument
    ? [await checkOwnForm(file.bytes, signature, cms, signer, path?.path ?? [], evidence)]
    : [];
  const covering = coveringStamps(documentTimeStamps, signedRevisionIndex);
  const order =
    timeStamps.length + covering.length > 1 ? [checkTimeStampOrder(timeStamps, covering)] : [];
  const checks = [...structural, ...cryptographic, ...ownForm, ...(path?.checks ?? []), ...order];
  return {
    signedRevisionIndex,
    checks: checks.map((check) => ({ ...check, field: fieldName })),
    timeStamps,
    ...(signer && { signer }),
    report: {
      field: fieldName,
      integrity: hasIntegrity(structural, cryptographic) ? 'INTACT' : 'BROKEN',
      coverage,
      changesAfter: later.changesAfter,
      docMdp: signature.docMdp,
      level: toPadesLevel(file, subFilter, timeStamps, covering),
      signedAt: signature.signingTime,
      bestSignatureTime: bestTime === undefined ? null : formatInstant(bestTime),
      trustAnchor: anchor ? toNameText(anchor.subject) : null,
      ...toVerdict(checks, required),
    },
  };
}

/**
 * Whether the document is, as delivered, what was signed, with only permitted changes since. Trust and the
 * strength of algorithms are other questions.
 */
function hasIntegrity(
  structural: readonly CheckResult[],
  cryptographic: readonly CheckResult[],
): boolean {
  const decisive = ['signature/format', 'signature/digest', 'signature/mathematics'];
  return (
    structural.every(({ indication }) => indication === 'PASSED') &&
    cryptographic.every(
      ({ check, indication }) =>
        indication === 'PASSED' || (indication !== 'FAILED' && !decisive.includes(check)),
    )
  );
}
