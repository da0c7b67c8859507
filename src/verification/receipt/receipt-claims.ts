import { parseJsonObject } from '../../formats/jws/compact-jws.ts';
import { FormatError } from '../../shared/format-error.ts';
import { formatInstant, parseInstant, type Instant } from '../../shared/instant.ts';
import type { Indication, SubIndication, VerificationReport } from '../report.ts';
import { toDigestHex, toReportDigest, toSidecarDigest } from './digests.ts';

/** The `typ` of a receipt's header: nothing else that is signed can pass for one. */
export const RECEIPT_TYPE = 'verification-receipt+jwt';
/** The media type of a receipt. */
export const RECEIPT_MEDIA_TYPE = `application/${RECEIPT_TYPE}`;

/** A file or a report, by its SHA-256 in lower-case hex. */
interface DigestClaim {
  readonly sha256: string;
}

/**
 * What a receipt states: these files were judged, then, with this answer. Digests instead of contents, so
 * that it tells nothing of the person whom the document is about.
 */
export interface ReceiptClaims {
  /** Who verified: the address of the service. */
  readonly iss: string;
  /** The receipt's own id, 32 hex digits. */
  readonly jti: string;
  /** When the receipt was signed, in seconds since 1970 (RFC 7519 §2). */
  readonly iat: number;
  /** RFC 3339; the time as of which the document was judged. */
  readonly validationTime: string;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** The PDF, byte for byte; `null` where none was given. */
  readonly pdf: DigestClaim | null;
  /** The sidecar's text without blanks around it; `null` where none was given. */
  readonly sidecar: DigestClaim | null;
  /** The report's RFC 8785 bytes. */
  readonly report: DigestClaim;
}

/** What was judged, and what came out. */
export interface JudgedEvidence {
  readonly pdf?: Uint8Array;
  readonly sidecar?: string;
  readonly report: VerificationReport;
}

/** Puts a judgement into the claims of a receipt. */
export async function toReceiptClaims(
  { pdf, sidecar, report }: JudgedEvidence,
  {
    iss,
    jti,
    issuedAt,
  }: { readonly iss: string; readonly jti: string; readonly issuedAt: Instant },
): Promise<ReceiptClaims> {
  return {
    iss,
    jti,
    iat: Math.floor(issuedAt / 1000),
    validationTime: report.validationTime,
    indication: report.indication,
    subIndication: report.subIndication,
    pdf: pdf === undefined ? null : { sha256: await toDigestHex(pdf) },
    sidecar: sidecar === undefined ? null : { sha256: await toSidecarDigest(sidecar) },
    report: { sha256: await toReportDigest(report) },
  };
}

const indications: readonly unknown[] = [
  'TOTAL-PASSED',
  'TOTAL-FAILED',
  'INDETERMINATE',
] satisfies readonly Indication[];

/**
 * Reads the claims of a receipt; members that a later version adds are left out.
 * @throws FormatError `receipt/…`
 */
export function parseReceiptClaims(payload: Uint8Array): ReceiptClaims {
  const json = parseJsonObject(payload, 'receipt/syntax');
  const text = (name: string): string => textOf(json, name);
  const { iat, indication, subIndication } = json;
  if (!Number.isSafeInteger(iat)) throw new FormatError('receipt/iat', 'no time');
  if (!indications.includes(indication)) throw new FormatError('receipt/indication', 'no verdict');
  const isCode = typeof subIndication === 'string' && /^[A-Z_]{1,64}$/.test(subIndication);
  if (subIndication !== null && !isCode) {
    throw new FormatError('receipt/sub-indication', 'no sub-indication');
  }
  return {
    iss: text('iss'),
    jti: text('jti'),
    iat: iat as number,
    validationTime: formatInstant(parseInstant(text('validationTime'))),
    indication: indication as Indication,
    subIndication: subIndication as SubIndication | null,
    pdf: optionalDigestOf(json, 'pdf'),
    sidecar: optionalDigestOf(json, 'sidecar'),
    report: digestOf(json, 'report'),
  };
}

function textOf(json: Readonly<Record<string, unknown>>, name: string): string {
  const value = json[name];
  if (typeof value !== 'string' || value === '' || value.length > 2048) {
    throw new FormatError('receipt/claim', `${name} is no text`);
  }
  return value;
}

function optionalDigestOf(
  json: Readonly<Record<string, unknown>>,
  name: string,
): DigestClaim | null {
  return json[name] === null ? null : digestOf(json, name);
}

function digestOf(json: Readonly<Record<string, unknown>>, name: string): DigestClaim {
  const sha256 = (json[name] as { readonly sha256?: unknown } | null | undefined)?.sha256;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new FormatError('receipt/digest', `${name} has no SHA-256`);
  }
  return { sha256 };
}
