import { encodeJcs } from '../../formats/jcs/jcs.ts';
import { parseCompactJws, type CompactJws } from '../../formats/jws/compact-jws.ts';
import { findJwsWeakness, verifyJws } from '../../formats/jws/verify-jws.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { equalBytes, toBase64Url } from '../../shared/bytes.ts';
import { isFormatError, unlessMalformed } from '../../shared/format-error.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { Evidence } from '../evidence.ts';
import { checkInstitution } from '../institution/check-institution.ts';
import { toOneCheck } from '../judgement/aggregate.ts';
import { objection, passed, skipped } from '../judgement/check-result.ts';
import type { CheckName } from '../judgement/rules.ts';
import type { CheckResult } from '../report.ts';
import { checkSignerKeyUsage } from '../signature/signing-certificate.ts';
import { judgePath } from '../signature/path-judgement.ts';
import type { ListedInstitution } from '../../trust/parse-trust-list.ts';
import { lacksOnlyTime } from './lacks-only-time.ts';
import { parseSidecarPayload, type SidecarPayload } from './sidecar-payload.ts';

/** A sidecar with everything found about it alone; how it fits a PDF is asked elsewhere. */
export interface JudgedSidecar {
  readonly checks: readonly CheckResult[];
  readonly isIntact: boolean;
  /** Whether all that can be said against its signer's path is that time has passed. */
  readonly lacksOnlyTime?: boolean;
  readonly payload?: SidecarPayload;
  readonly signer?: Certificate;
  readonly institution?: ListedInstitution;
}

const afterFormat: readonly CheckName[] = [
  'sidecar/signing-certificate',
  'sidecar/signature',
  'sidecar/algorithms',
  'sidecar/key-usage',
  'sidecar/path',
  'sidecar/institution',
  'sidecar/record-digest',
];

/** Judges a sidecar by itself: form, signature, signer, and that its record is the one it digests. */
export async function judgeSidecar(text: string, evidence: Evidence): Promise<JudgedSidecar> {
  const read = readSidecar(text);
  if (!read.jws) {
    const skip = afterFormat.map((name) => skipped(name, 'the sidecar cannot be read'));
    return { checks: [read.check, ...skip], isIntact: false };
  }
  const { jws, payload } = read;
  const recordCheck = await checkRecordDigest(payload, evidence);
  const signer = await findSigner(jws, evidence);
  if (!signer) {
    const missing = objection(
      'sidecar/signing-certificate',
      'NO_SIGNING_CERTIFICATE_FOUND',
      'no certificate in the header, and none known by its key id',
    );
    const skip = afterFormat.slice(1, -1).map((name) => skipped(name, 'no certificate'));
    return { checks: [read.check, missing, ...skip, recordCheck], isIntact: false, payload };
  }
  const signature = await checkSignature(jws, signer, evidence);
  const material = { certificates: jws.certificates, crls: [], ocspResponses: [] };
  const path = await judgePath(signer, material, evidence, {
    service: 'institution-signer',
    judgesAlgorithmsThen: false,
  });
  const { check: institutionCheck, ...tied } = checkInstitution(
    'sidecar/institution',
    signer,
    payload.institutionCode,
    payload.validFrom,
    evidence,
  );
  return {
    checks: [
      read.check,
      passed('sidecar/signing-certificate', 'a certificate is at hand'),
      signature,
      checkAlgorithms(jws, signer),
      toOneCheck('sidecar/key-usage', [checkSignerKeyUsage(signer, true)]),
      toOneCheck('sidecar/path', path.checks),
      institutionCheck,
      recordCheck,
    ],
    isIntact: signature.indication === 'PASSED' && recordCheck.indication === 'PASSED',
    lacksOnlyTime: lacksOnlyTime(path.checks),
    payload,
    signer,
    ...tied,
  };
}

type ReadSidecar =
  | { readonly check: CheckResult; readonly jws: CompactJws; readonly payload: SidecarPayload }
  | { readonly check: CheckResult; readonly jws?: undefined };

function readSidecar(text: string): ReadSidecar {
  try {
    const jws = parseCompactJws(text.trim(), 'vc+jwt');
    const payload = parseSidecarPayload(jws.payload);
    return {
      check: passed('sidecar/format', `a sidecar signed by ${jws.algorithm}`),
      jws,
      payload,
    };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return { check: objection('sidecar/format', 'FORMAT_FAILURE', `unreadable (${error.code})`) };
  }
}

/** The first certificate of the header; without a header's, a listed signer with the key id. */
async function findSigner(
  { certificates, keyId }: CompactJws,
  { trust, signatures = new SignatureMemo() }: Evidence,
): Promise<Certificate | undefined> {
  if (certificates.length > 0) return signatures.certificates(certificates.slice(0, 1))[0];
  if (keyId === undefined || trust.kind === 'anchors') return undefined;
  for (const { certificate } of trust.list.institutions.flatMap(({ signers }) => signers)) {
    if (toBase64Url(await digestBytes('SHA-256', certificate, signatures.engine)) === keyId) {
      return signatures.certificates([certificate])[0];
    }
  }
  return undefined;
}

async function checkSignature(
  jws: CompactJws,
  signer: Certificate,
  evidence: Evidence,
): Promise<CheckResult> {
  const mathematics = await verifyJws(jws, signer.publicKeyInfo, evidence.signatures?.keys);
  if (mathematics === 'valid') return passed('sidecar/signature', 'the signature verifies');
  if (mathematics === 'invalid') {
    return objection('sidecar/signature', 'SIG_CRYPTO_FAILURE', 'the signature does not verify');
  }
  return objection('sidecar/signature', 'CRYPTO_CONSTRAINTS_FAILURE', 'a key that we do not use');
}

function checkAlgorithms(jws: CompactJws, signer: Certificate): CheckResult {
  const weakness = findJwsWeakness(jws, signer.publicKeyInfo);
  return weakness === undefined
    ? passed('sidecar/algorithms', 'strong enough')
    : objection('sidecar/algorithms', 'CRYPTO_CONSTRAINTS_FAILURE', weakness);
}

/** Whether the record is the one whose digest the sidecar names: otherwise it contradicts itself. */
async function checkRecordDigest(
  payload: SidecarPayload,
  { signatures }: Evidence,
): Promise<CheckResult> {
  const record = findCanonicalRecord(payload);
  const digest = record && (await digestBytes('SHA-256', record, signatures?.engine));
  return digest && equalBytes(digest, payload.recordDigest)
    ? passed('sidecar/record-digest', 'SHA-256 digest equal')
    : objection('sidecar/record-digest', 'SIDECAR_MISMATCH', 'another SHA-256 digest');
}

/** The record's one byte sequence (RFC 8785); `undefined` for JSON that has none. */
export function findCanonicalRecord({ credentialSubject }: SidecarPayload): Uint8Array | undefined {
  return unlessMalformed(() => encodeJcs(credentialSubject));
}
