import { parseBase64, toBase64 } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';

/** What a PEM block holds, as its label says (RFC 7468). */
export type PemLabel = 'CERTIFICATE' | 'X509 CRL' | 'ENCRYPTED PRIVATE KEY';

/**
 * The DER of every block with this label, in order; text around and between blocks is explanation and
 * passes, as RFC 7468 §2 says.
 * @throws FormatError `pem/syntax` for a block that does not end or is not base64.
 */
export function parsePem(text: string, label: PemLabel): readonly Uint8Array[] {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  return text
    .split(begin)
    .slice(1)
    .map((rest) => {
      const length = rest.indexOf(end);
      if (length < 0) throw new FormatError('pem/syntax', `a ${label} block does not end`);
      return parseBlock(rest.slice(0, length));
    });
}

/** One block, lines of 64 characters. */
export function encodePem(der: Uint8Array, label: PemLabel): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function parseBlock(text: string): Uint8Array {
  try {
    return parseBase64(text.replace(/\s/g, ''));
  } catch {
    throw new FormatError('pem/syntax', 'a PEM block that is not base64');
  }
}
