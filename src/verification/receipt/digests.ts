import { encodeJcs } from '../../formats/jcs/jcs.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { toHex, utf8Bytes } from '../../shared/bytes.ts';

/** What stands beside the report in answers of ours: said about the report, not part of it. */
const BESIDE_THE_REPORT: ReadonlySet<string> = new Set(['answer', 'receipt', 'file']);

/**
 * The digest of a report: SHA-256 over its RFC 8785 bytes, lower-case hex. Order and blanks of the JSON do
 * not matter; the members that the command line and the HTTP API add beside the report are left out.
 * @param report a report, or the JSON value of a file that holds one.
 * @throws FormatError `jcs/…`
 */
export function toReportDigest(report: object): Promise<string> {
  const members = Object.entries(report).filter(([name]) => !BESIDE_THE_REPORT.has(name));
  return toDigestHex(encodeJcs(Object.fromEntries(members)));
}

/** The digest of a sidecar: of its text without the blanks and line ends around it. */
export function toSidecarDigest(sidecar: string): Promise<string> {
  return toDigestHex(utf8Bytes(sidecar.trim()));
}

/** SHA-256, lower-case hex, as `sha256sum` prints it. */
export async function toDigestHex(bytes: Uint8Array): Promise<string> {
  return toHex(await digestBytes('SHA-256', bytes));
}
