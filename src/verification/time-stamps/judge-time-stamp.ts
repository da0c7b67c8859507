import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import { parseTimeStampToken, type TimeStampToken } from '../../formats/tsp/time-stamp-token.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { toNameText } from '../../formats/x509/names/distinguished-name.ts';
import type { KeyMemo } from '../../formats/x509/keys/key-memo.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import type { Engine } from '../../formats/engine/engine.ts';
import { equalBytes, type Bytes } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { formatInstant, type Instant } from '../../shared/instant.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { Evidence } from '../evidence.ts';
import { toOneCheck } from '../judgement/aggregate.ts';
import { objection, passed, skipped } from '../judgement/check-result.ts';
import { toVerdict } from '../judgement/overall-indication.ts';
import type { CheckName } from '../judgement/rules.ts';
import type { CheckResult, TimeStampReport } from '../report.ts';
import {
  checkDigestStrength,
  checkMathematics,
  checkMessageDigest,
  checkStrength,
  type StrengthTime,
} from '../signature/digest-checks.ts';
import { judgePath, type PathMaterial } from '../signature/path-judgement.ts';
import {
  checkCertificateBinding,
  findSigningCertificate,
} from '../signature/signing-certificate.ts';

/** A time-stamp with everything found about it. */
export interface JudgedTimeStamp {
  readonly report: TimeStampReport;
  readonly checks: readonly CheckResult[];
  /** When what it is about is proven to have existed; absent when the time-stamp does not stand. */
  readonly provenTime?: Instant;
}

/** A time-stamp as it was found. */
export interface TimeStampEvidence {
  readonly field: string;
  readonly kind: TimeStampReport['kind'];
  readonly token: Uint8Array | null;
  /** What it must be about; absent when that is not known. */
  readonly stampedBytes: Bytes | undefined;
  /** A later time at which the token itself is proven to have existed. */
  readonly provenTime?: Instant;
}

const afterFormat: readonly CheckName[] = [
  'time-stamp/digest',
  'time-stamp/signature',
  'time-stamp/key-usage',
  'time-stamp/path',
];
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Judges a time-stamp (EN 319 102-1 §5.4): form, what it is about, signature, authority. */
export async function judgeTimeStamp(
  found: TimeStampEvidence,
  material: PathMaterial,
  evidence: Evidence,
): Promise<JudgedTimeStamp> {
  const { check: formatCheck, token } = readToken(found.token);
  if (!token) {
    const skip = afterFormat.map((name) => skipped(name, 'the time-stamp cannot be read'));
    return toJudged(found, [formatCheck, ...skip]);
  }
  const certificates = [...token.signedData.certificates, ...material.certificates];
  const { signatures = new SignatureMemo() } = evidence;
  const { check: foundCheck, signer } = findSigningCertificate(
    token.signerInfo,
    certificates,
    signatures,
  );
  const strengthTime = {
    at: found.provenTime ?? evidence.validationTime,
    isProven: found.provenTime !== undefined,
  };
  const digestCheck = await checkImprint(
    token,
    found.stampedBytes,
    strengthTime,
    signatures.engine,
  );
  if (!signer) {
    const missing = toOneCheck('time-stamp/signature', [foundCheck]);
    const skip = afterFormat.slice(2).map((name) => skipped(name, 'no certificate'));
    return toJudged(found, [formatCheck, digestCheck, missing, ...skip], token);
  }
  const { path, checks: pathChecks } = await judgePath(
    signer,
    {
      certificates,
      crls: [...token.signedData.crls, ...material.crls],
      ocspResponses: [...token.signedData.ocspResponses, ...material.ocspResponses],
    },
    evidence,
    { service: 'time-stamping', judgesAlgorithmsThen: true },
    found.provenTime,
  );
  const checks = [
    formatCheck,
    digestCheck,
    toOneCheck(
      'time-stamp/signature',
      await makeSignatureChecks(token, signer, signatures.keys, strengthTime),
    ),
    checkPurpose(signer),
    toOneCheck('time-stamp/path', pathChecks),
    checkTime(token, evidence.validationTime),
  ];
  return toJudged(found, checks, token, signer, path.at(-1));
}

function readToken(bytes: Uint8Array | null): {
  readonly check: CheckResult;
  readonly token?: TimeStampToken;
} {
  if (!bytes) return { check: objection('time-stamp/format', 'FORMAT_FAILURE', 'no token') };
  try {
    const token = parseTimeStampToken(bytes);
    return { check: passed('time-stamp/format', formatInstant(token.time)), token };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return {
      check: objection('time-stamp/format', 'FORMAT_FAILURE', `unreadable (${error.code})`),
    };
  }
}

async function checkImprint(
  { digestName, digest }: TimeStampToken,
  stampedBytes: Bytes | undefined,
  time: StrengthTime,
  engine: Engine,
): Promise<CheckResult> {
  if (!stampedBytes) return skipped('time-stamp/digest', 'it is not known what was stamped');
  const strength = toOneCheck('time-stamp/digest', [checkDigestStrength(digestName, time)]);
  if (strength.indication !== 'PASSED') return strength;
  return equalBytes(await digestBytes(digestName, stampedBytes, engine), digest)
    ? passed('time-stamp/digest', `${digestName} digest equal`)
    : objection('time-stamp/digest', 'HASH_FAILURE', `another ${digestName} digest`);
}

async function makeSignatureChecks(
  { signerInfo, content }: TimeStampToken,
  signer: Certificate,
  keys: KeyMemo,
  time: StrengthTime,
): Promise<readonly CheckResult[]> {
  const attributes = signerInfo.signedAttributes?.attributes ?? [];
  const isBound = findOnlyValue(attributes, attributeTypes.messageDigest) !== undefined;
  return [
    isBound
      ? await checkMessageDigest(signerInfo, content, keys.engine)
      : objection('signature/attributes', 'FORMAT_FAILURE', 'no message-digest'),
    await checkMathematics(signerInfo, signer, content, keys),
    checkStrength(signerInfo, signer, time),
    await checkCertificateBinding(signerInfo, signer, true, keys.engine),
  ];
}

/** Clocks differ by minutes, not by more. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** What is from the future proves no past. */
function checkTime({ time }: TimeStampToken, validationTime: Instant): CheckResult {
  return time <= validationTime + CLOCK_SKEW_MS
    ? passed('time-stamp/time', formatInstant(time))
    : objection('time-stamp/time', 'TIMESTAMP_ORDER_FAILURE', `made at ${formatInstant(time)}`);
}

/** RFC 3161 §2.3: the purpose is critical and the only one. */
function checkPurpose({ extendedKeyUsage, extensions }: Certificate): CheckResult {
  const isCritical = extensions.some(({ id, critical }) => id === '2.5.29.37' && critical);
  const isOnlyPurpose = extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === TIME_STAMPING;
  return isOnlyPurpose && isCritical
    ? passed('time-stamp/key-usage', 'for time-stamping alone')
    : objection('time-stamp/key-usage', 'CHAIN_CONSTRAINTS_FAILURE', 'not for time-stamping alone');
}

function toJudged(
  { field, kind }: TimeStampEvidence,
  checks: readonly CheckResult[],
  token?: TimeStampToken,
  signer?: Certificate,
  anchor?: Certificate,
): JudgedTimeStamp {
  const verdict = toVerdict(checks, ['time-stamp/format', ...afterFormat]);
  const decisive = checks.slice(0, 3);
  return {
    checks: checks.map((check) => ({ ...check, field })),
    ...(verdict.indication === 'TOTAL-PASSED' && token && { provenTime: token.time }),
    report: {
      field,
      kind,
      integrity: decisive.every(({ indication }) => indication === 'PASSED') ? 'INTACT' : 'BROKEN',
      time: token ? formatInstant(token.time) : null,
      authority: signer ? toNameText(signer.subject) : null,
      trustAnchor: anchor ? toNameText(anchor.subject) : null,
      ...verdict,
    },
  };
}
