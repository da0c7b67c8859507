import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { toBase64 } from '../../shared/bytes.ts';
import type { EtsiReportOptions } from './to-etsi-report.ts';

/** The PDF as an ETSI report names it: by its digest. Nothing to name where there was none. */
export async function toPdfDigest(pdf: Uint8Array | undefined): Promise<EtsiReportOptions> {
  if (pdf === undefined) return {};
  return { pdfDigest: toBase64(await digestBytes('SHA-256', pdf)) };
}
