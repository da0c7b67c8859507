import { latin1Text } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { derTags } from '../der/der-element.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import { parsePem } from './pem.ts';

/** As many as any authority has names and keys for; more is no bundle of issuers. */
const MOST_CERTIFICATES = 32;

/**
 * The certificates that an authority publishes for those who look for the issuer of one: a single certificate in
 * DER, a bundle of them ("certs-only" CMS), as RFC 5280 §4.2.2.1 has it, or PEM, as some serve it nevertheless.
 * @throws FormatError `x509/…`, `cms/…`, `der/…`, `pem/…`
 */
export function parseCertificateBundle(bytes: Uint8Array): readonly Certificate[] {
  const encoded = readEncoded(bytes);
  if (encoded.length === 0) throw new FormatError('x509/bundle', 'no certificate');
  if (encoded.length > MOST_CERTIFICATES) throw new FormatError('x509/bundle', 'too many');
  return encoded.map(parseCertificate);
}

function readEncoded(bytes: Uint8Array): readonly Uint8Array[] {
  const [first] = bytes;
  if (first !== derTags.sequence) return parsePem(latin1Text(bytes), 'CERTIFICATE');
  return isContentInfo(bytes) ? parseSignedData(bytes).certificates : [bytes];
}

/** A ContentInfo begins with the object identifier of its type, a certificate with another sequence. */
function isContentInfo(bytes: Uint8Array): boolean {
  // Tag and length of the outermost sequence: the length takes one byte, or as many more as its low bits say.
  const lengthByte = bytes[1] ?? 0;
  const start = 2 + (lengthByte > 0x80 ? lengthByte & 0x7f : 0);
  return bytes[start] === derTags.oid;
}
