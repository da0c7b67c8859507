import { parseCompactJws, type CompactJws } from '../../formats/jws/compact-jws.ts';
import type { PublicJwk } from '../../formats/jws/public-jwk.ts';
import { verifyJws } from '../../formats/jws/verify-jws.ts';
import { FormatError, isFormatError } from '../../shared/format-error.ts';
import { toVerdict, type Verdict } from '../judgement/overall-indication.ts';
import type { CheckResult, SubIndication } from '../report.ts';
import { toDigestHex, toReportDigest, toSidecarDigest } from './digests.ts';
import { parseReceiptClaims, RECEIPT_TYPE, type ReceiptClaims } from './receipt-claims.ts';

/** A receipt, whose keys are believed, and what it is said to be about. */
export interface ReceiptQuestion {
  /** Compact JWS; blanks and line ends around it do not matter. */
  readonly receipt: string;
  /** The verifier's published keys: the receipt's own header never brings a key. */
  readonly keys: readonly PublicJwk[];
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
  /** The JSON value of the report's file. */
  readonly report?: object;
}

/** Whether a receipt holds. Its `indication` is about the receipt, never about the document. */
export interface ReceiptReport extends Verdict {
  /** What the receipt states; `null` unless its signature verifies. */
  readonly receipt: (ReceiptClaims & { readonly keyId: string }) | null;
  readonly checks: readonly CheckResult[];
}

/** What each check of a receipt wants. */
export const receiptRules = {
  'receipt/format': `The receipt is a compact JWS of type ${RECEIPT_TYPE} (RFC 7515 §7.1, §4.1.9).`,
  'receipt/key': "The key that it names is one of the verifier's published keys (RFC 7515 §4.1.4).",
  'receipt/signature': 'It verifies with that key, by the algorithm of the key (RFC 7515 §5.2).',
  'receipt/claims': 'It states files, report, answer, time and verifier as receipts do.',
  'receipt/pdf': 'The PDF at hand is, byte for byte, the one that was judged.',
  'receipt/sidecar': 'The sidecar at hand is the one that was judged.',
  'receipt/report': 'The report at hand is the one that was given (RFC 8785).',
} as const;

/** Stable names of the checks of a receipt. */
export type ReceiptCheckName = keyof typeof receiptRules;

const required: readonly ReceiptCheckName[] = [
  'receipt/format',
  'receipt/key',
  'receipt/signature',
  'receipt/claims',
];

/**
 * Proves a receipt: that the verifier signed it, and that it is about the files and the report at hand.
 * What is not given is not asked. Never throws for what the receipt says.
 */
export async function checkReceipt(question: ReceiptQuestion): Promise<ReceiptReport> {
  const checks: CheckResult[] = [];
  const claims = await readSigned(question, checks);
  if (claims !== undefined) checks.push(...(await compare(claims, question)));
  return { ...toVerdict(checks, required), receipt: claims ?? null, checks };
}

/** The claims once they are proven; every step so far is written down. */
async function readSigned(
  { receipt, keys }: ReceiptQuestion,
  checks: CheckResult[],
): Promise<(ReceiptReport['receipt'] & object) | undefined> {
  const jws = tolerate('receipt/format', checks, () => parseReceiptJws(receipt));
  if (jws === undefined) return undefined;
  checks.push(passed('receipt/format', jws.algorithm));
  const key = keys.find(({ keyId }) => keyId === jws.keyId);
  if (key === undefined) {
    const found = 'a key that is not in the key set';
    checks.push(objection('receipt/key', 'NO_SIGNING_CERTIFICATE_FOUND', found));
    return undefined;
  }
  checks.push(passed('receipt/key', key.keyId));
  const isSigned =
    key.algorithm === jws.algorithm && (await verifyJws(jws, key.publicKeyInfo)) === 'valid';
  if (!isSigned) {
    checks.push(objection('receipt/signature', 'SIG_CRYPTO_FAILURE', 'it does not verify'));
    return undefined;
  }
  checks.push(passed('receipt/signature', 'it verifies'));
  const claims = tolerate('receipt/claims', checks, () => parseReceiptClaims(jws.payload));
  if (claims === undefined) return undefined;
  checks.push(passed('receipt/claims', claims.iss));
  return { ...claims, keyId: key.keyId };
}

/** Stricter than a JWS may be: a receipt names its key by `kid` alone and brings no certificates. */
function parseReceiptJws(text: string): CompactJws {
  const jws = parseCompactJws(text.trim(), RECEIPT_TYPE);
  if (jws.keyId === undefined) throw new FormatError('receipt/kid', 'no key is named');
  if (jws.certificates.length > 0) throw new FormatError('receipt/x5c', 'certificates inside');
  return jws;
}

async function compare(
  claims: ReceiptClaims,
  { pdf, sidecar, report }: ReceiptQuestion,
): Promise<readonly CheckResult[]> {
  return [
    compareDigest('receipt/pdf', claims.pdf?.sha256, pdf && (await toDigestHex(pdf))),
    compareDigest(
      'receipt/sidecar',
      claims.sidecar?.sha256,
      sidecar === undefined ? undefined : await toSidecarDigest(sidecar),
    ),
    compareDigest('receipt/report', claims.report.sha256, report && (await digestOf(report))),
  ];
}

/** A value that RFC 8785 cannot say is no report of ours, so its digest equals none. */
async function digestOf(report: object): Promise<string> {
  try {
    return await toReportDigest(report);
  } catch (error) {
    if (isFormatError(error)) return error.code;
    throw error;
  }
}

function compareDigest(
  check: ReceiptCheckName,
  stated: string | undefined,
  found: string | undefined,
): CheckResult {
  if (found === undefined) {
    return { ...passed(check, 'none was given'), indication: 'SKIPPED' };
  }
  if (stated === found) return passed(check, `SHA-256 ${found}`);
  const about = stated === undefined ? 'the receipt is about none' : `SHA-256 ${found}`;
  return objection(check, 'HASH_FAILURE', about);
}

function passed(check: ReceiptCheckName, found: string): CheckResult {
  return { check, indication: 'PASSED', subIndication: null, found, because: receiptRules[check] };
}

/** An unknown key leaves the question open: the key set may be an older one. Everything else is wrong. */
function objection(
  check: ReceiptCheckName,
  subIndication: SubIndication,
  found: string,
): CheckResult {
  const indication = subIndication === 'NO_SIGNING_CERTIFICATE_FOUND' ? 'INDETERMINATE' : 'FAILED';
  return { check, indication, subIndication, found, because: receiptRules[check] };
}

function tolerate<Value>(
  check: ReceiptCheckName,
  checks: CheckResult[],
  read: () => Value,
): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!isFormatError(error)) throw error;
    checks.push(objection(check, 'FORMAT_FAILURE', error.code));
    return undefined;
  }
}
