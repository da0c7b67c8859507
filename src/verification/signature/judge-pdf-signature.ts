import { findDocumentSecurityStore } from '../../formats/pdf/attachments/document-security-store.ts';
import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { toNameText } from '../../formats/x509/names/distinguished-name.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { Evidence } from '../evidence.ts';
import { skipped } from '../judgement/check-result.ts';
import { toVerdict } from '../judgement/overall-indication.ts';
import type { CheckName } from '../judgement/rules.ts';
import { checkCoverage } from '../pdf/coverage.ts';
import type { CheckResult, SignatureReport } from '../report.ts';
import { checkSignedAttributes, readDetachedCms, type DetachedCms } from './cms-checks.ts';
import { checkMathematics, checkMessageDigest, checkStrength } from './digest-checks.ts';
import { judgePath, type PathJudgement, type PathMaterial } from './path-judgement.ts';
import { judgeLaterChanges } from './judge-later-changes.ts';
import { findSignedBytes } from './signed-bytes.ts';
import {
  checkCertificateBinding,
  checkSignerKeyUsage,
  findSigningCertificate,
} from './signing-certificate.ts';

/** One signature of a PDF with everything found about it. */
export interface JudgedSignature {
  readonly report: Omit<SignatureReport, 'signer'>;
  readonly checks: readonly CheckResult[];
  readonly signer?: Certificate;
  readonly signedRevisionIndex: number | null;
}

const aboutCms: readonly CheckName[] = ['signature/attributes', 'signature/digest'];
const aboutSigner: readonly CheckName[] = [
  'signature/mathematics',
  'signature/algorithms',
  'signature/certificate-binding',
  'signature/key-usage',
];
/** What must have been made and passed for a signature to count. */
const required = [
  'pdf/byte-range',
  'pdf/coverage',
  'pdf/later-changes',
  'signature/format',
  ...aboutCms,
  ...aboutSigner,
  'path/chain',
  'path/signatures',
  'path/validity',
] as const;

/** Judges one signature, top-down as EN 319 102-1 §5.3 lists the steps; every independent check is made. */
export async function judgePdfSignature(
  file: PdfFile,
  signature: PdfSignature,
  isOwnDocument: boolean,
  evidence: Evidence,
): Promise<JudgedSignature> {
  const { signedRevisionIndex, coverage, checks: coverageChecks } = checkCoverage(file, signature);
  const later = judgeLaterChanges(file, signature, signedRevisionIndex, isOwnDocument);
  const { check: formatCheck, cms } = readDetachedCms(signature.contents, signature.subFilter);
  const fromStore = findStoredMaterial(file);
  const found =
    cms &&
    findSigningCertificate(cms.signerInfo, [
      ...cms.signedData.certificates,
      ...fromStore.certificates,
      ...(evidence.certificates ?? []),
    ]);
  const signer = found?.signer;
  const signedBytes = findSignedBytes(file.bytes, signature.byteRange);
  const path = signer && cms ? await judgeSignerPath(signer, cms, fromStore, evidence) : undefined;
  const cryptographic = [
    formatCheck,
    ...(await makeCmsChecks(cms, signature, signedBytes, isOwnDocument)),
    found?.check ?? skipped('signature/signing-certificate', 'the signature cannot be read'),
    ...(await makeSignerChecks(cms, signer, signature, signedBytes, isOwnDocument)),
  ];
  const pathChecks = path?.checks ?? [];
  const structural = [...coverageChecks, later.check];
  const checks = [...structural, ...cryptographic, ...pathChecks];
  const isIntact = hasIntegrity(structural, cryptographic);
  const anchor = path?.path.at(-1);
  return {
    signedRevisionIndex,
    checks: checks.map((check) => ({ ...check, field: signature.fieldName })),
    ...(signer && { signer }),
    report: {
      field: signature.fieldName,
      integrity: isIntact ? 'INTACT' : 'BROKEN',
      coverage,
      changesAfter: later.changesAfter,
      docMdp: signature.docMdp,
      level: levelOf(signature),
      signedAt: signature.signingTime,
      bestSignatureTime: null,
      trustAnchor: anchor ? toNameText(anchor.subject) : null,
      ...toVerdict(checks, required),
    },
  };
}

async function makeCmsChecks(
  cms: DetachedCms | undefined,
  { subFilter }: PdfSignature,
  signedBytes: Uint8Array | undefined,
  isOwnDocument: boolean,
): Promise<readonly CheckResult[]> {
  if (!cms) return aboutCms.map((name) => skipped(name, 'the signature cannot be read'));
  return [
    checkSignedAttributes(cms, subFilter ?? '', isOwnDocument),
    signedBytes
      ? await checkMessageDigest(cms.signerInfo, signedBytes)
      : skipped('signature/digest', 'it is not known which bytes were signed'),
  ];
}

async function makeSignerChecks(
  cms: DetachedCms | undefined,
  signer: Certificate | undefined,
  { subFilter }: PdfSignature,
  signedBytes: Uint8Array | undefined,
  isOwnDocument: boolean,
): Promise<readonly CheckResult[]> {
  if (!cms) return aboutSigner.map((name) => skipped(name, 'the signature cannot be read'));
  if (!signer) return aboutSigner.map((name) => skipped(name, "no signer's certificate"));
  const isPades = subFilter === 'ETSI.CAdES.detached';
  return [
    await checkMathematics(cms.signerInfo, signer, signedBytes ?? new Uint8Array()),
    checkStrength(cms.signerInfo, signer),
    await checkCertificateBinding(cms.signerInfo, signer, isPades),
    checkSignerKeyUsage(signer, isOwnDocument),
  ];
}

async function judgeSignerPath(
  signer: Certificate,
  { signedData }: DetachedCms,
  fromStore: PathMaterial,
  evidence: Evidence,
): Promise<PathJudgement> {
  const material = {
    certificates: [...signedData.certificates, ...fromStore.certificates],
    crls: [...signedData.crls, ...fromStore.crls],
  };
  return judgePath(signer, material, evidence, 'institution-signer');
}

/** Evidence that later revisions added; a malformed store is none. */
function findStoredMaterial(file: PdfFile): PathMaterial {
  try {
    const store = findDocumentSecurityStore(file, file.newest.index);
    return { certificates: store?.certificates ?? [], crls: store?.crls ?? [] };
  } catch (error) {
    if (isFormatError(error)) return { certificates: [], crls: [] };
    throw error;
  }
}

/** Whether the document is, as delivered, what was signed, with only permitted changes since: trust apart. */
function hasIntegrity(
  structural: readonly CheckResult[],
  cryptographic: readonly CheckResult[],
): boolean {
  const decisive: readonly string[] = [
    'signature/format',
    'signature/digest',
    'signature/mathematics',
  ];
  return (
    structural.every(({ indication }) => indication === 'PASSED') &&
    cryptographic.every(
      ({ check, indication }) =>
        indication === 'PASSED' || (indication !== 'FAILED' && !decisive.includes(check)),
    )
  );
}

/** What the form of the signature claims; time-stamps that lift it higher are not judged yet. */
function levelOf({ subFilter }: PdfSignature): SignatureReport['level'] {
  if (subFilter === 'ETSI.CAdES.detached') return 'B-B';
  return subFilter?.startsWith('adbe.') ? 'PKCS7' : null;
}
