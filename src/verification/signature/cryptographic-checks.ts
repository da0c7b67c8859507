import type { Certificate } from '../../formats/x509/certificate.ts';
import type { Engine } from '../../formats/engine/engine.ts';
import { equalBytes, type Bytes } from '../../shared/bytes.ts';
import type { KeyMemo } from '../../formats/x509/keys/key-memo.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { objection, skipped } from '../judgement/check-result.ts';
import type { CheckName } from '../judgement/rules.ts';
import type { CheckResult } from '../report.ts';
import { checkSignedAttributes, type DetachedCms } from './cms-checks.ts';
import {
  checkDigestStrength,
  checkMathematics,
  checkMessageDigest,
  checkStrength,
  type StrengthTime,
} from './digest-checks.ts';
import { checkCertificateBinding, checkSignerKeyUsage } from './signing-certificate.ts';

/** The checks that need a readable CMS, and those that need the signer's certificate besides. */
export const aboutCms: readonly CheckName[] = ['signature/attributes', 'signature/digest'];
export const aboutSigner: readonly CheckName[] = [
  'signature/mathematics',
  'signature/algorithms',
  'signature/certificate-binding',
  'signature/key-usage',
];

/** A signature value beside what it should be over. */
export interface SignedContent {
  /** Absent when it cannot be read. */
  readonly cms: DetachedCms | undefined;
  readonly subFilter: string | null;
  readonly isOwnDocument: boolean;
  /** Absent when it is not known which bytes were signed. */
  readonly bytes: Bytes | undefined;
}

export async function makeCmsChecks(
  { cms, subFilter, isOwnDocument, bytes }: SignedContent,
  engine: Engine,
): Promise<readonly CheckResult[]> {
  if (!cms) return aboutCms.map((name) => skipped(name, 'the signature cannot be read'));
  return [
    checkSignedAttributes(cms, subFilter ?? '', isOwnDocument),
    bytes
      ? await checkContentDigest(cms, bytes, engine)
      : skipped('signature/digest', 'it is not known which bytes were signed'),
  ];
}

export async function makeSignerChecks(
  { cms, subFilter, isOwnDocument, bytes }: SignedContent,
  signer: Certificate | undefined,
  keys: KeyMemo,
  time: StrengthTime,
): Promise<readonly CheckResult[]> {
  if (!cms) return aboutSigner.map((name) => skipped(name, 'the signature cannot be read'));
  if (!signer) return aboutSigner.map((name) => skipped(name, "no signer's certificate"));
  const isPades = subFilter === 'ETSI.CAdES.detached';
  return [
    bytes || cms.signerInfo.signedAttributes
      ? await checkMathematics(
          cms.signerInfo,
          signer,
          cms.fileDigest ?? bytes ?? new Uint8Array(),
          keys,
        )
      : skipped('signature/mathematics', 'it is not known which bytes were signed'),
    makeStrengthCheck(cms, signer, isOwnDocument ? undefined : time),
    await checkCertificateBinding(cms.signerInfo, signer, isPades, keys.engine),
    checkSignerKeyUsage(signer, isOwnDocument),
  ];
}

/** Where the SHA-1 digest of the file is what is signed, that digest counts as well. */
function makeStrengthCheck(
  { signerInfo, fileDigest }: DetachedCms,
  signer: Certificate,
  time: StrengthTime | undefined,
): CheckResult {
  const check = checkStrength(signerInfo, signer, time);
  if (!fileDigest || !time || check.indication !== 'PASSED') return check;
  return checkDigestStrength('SHA-1', time);
}

/** Whether the signed bytes are those that were signed, where a digest of theirs stands in between too. */
async function checkContentDigest(
  { signerInfo, fileDigest }: DetachedCms,
  bytes: Bytes,
  engine: Engine,
): Promise<CheckResult> {
  if (!fileDigest) return checkMessageDigest(signerInfo, bytes, engine);
  if (!equalBytes(await digestBytes('SHA-1', bytes, engine), fileDigest)) {
    return objection('signature/digest', 'HASH_FAILURE', 'another SHA-1 digest of the file');
  }
  return checkMessageDigest(signerInfo, fileDigest, engine);
}
