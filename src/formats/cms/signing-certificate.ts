import { contextTag, derTags, type DerElement } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import { parseIntegerBytes, parseOctetString } from '../der/der-values.ts';
import { toSerial } from '../x509/certificate.ts';
import { parseDigestAlgorithm, type DigestName } from '../x509/keys/digest-algorithm.ts';
import { parseName, type DistinguishedName } from '../x509/names/distinguished-name.ts';

/** A certificate named by its digest: what ties a signature to this very certificate (RFC 5035 §4). */
export interface CertificateReference {
  readonly digestName: DigestName;
  readonly digest: Uint8Array;
  readonly issuerSerial?: { readonly issuer: DistinguishedName; readonly serial: string };
}

/**
 * SigningCertificateV2; its digest is SHA-256 unless it names another. The first reference is the signer's.
 * @throws FormatError `der/…`, `algorithm/unsupported`
 */
export function parseSigningCertificateV2(value: DerElement): readonly CertificateReference[] {
  return parseReferences(value, (fields) => {
    const algorithm = fields.takeIf(derTags.sequence);
    return algorithm ? parseDigestAlgorithm(algorithm) : 'SHA-256';
  });
}

/** SigningCertificate of RFC 2634 §5.4, whose digest is always SHA-1: in old signatures only. */
export function parseSigningCertificateV1(value: DerElement): readonly CertificateReference[] {
  return parseReferences(value, () => 'SHA-1');
}

function parseReferences(
  value: DerElement,
  takeDigestName: (fields: DerReader) => DigestName,
): readonly CertificateReference[] {
  const outer = DerReader.of(value, derTags.sequence);
  const references = outer.enter(derTags.sequence).takeAll(100);
  outer.takeIf(derTags.sequence);
  outer.end();
  return references.map((reference) => {
    const fields = DerReader.of(reference, derTags.sequence);
    const digestName = takeDigestName(fields);
    const digest = parseOctetString(fields.take(derTags.octetString));
    const issuerSerial = fields.enterIf(derTags.sequence);
    fields.end();
    const parsed = issuerSerial && parseIssuerSerial(issuerSerial);
    return parsed ? { digestName, digest, issuerSerial: parsed } : { digestName, digest };
  });
}

/** Only a single directory name can be compared with a certificate's issuer. */
function parseIssuerSerial(fields: DerReader): CertificateReference['issuerSerial'] {
  const [name, ...others] = fields.enter(derTags.sequence).takeAll(20);
  const serial = toSerial(parseIntegerBytes(fields.take(derTags.integer)));
  fields.end();
  if (name?.tag !== contextTag(4, 'constructed') || others.length > 0) return undefined;
  const issuer = DerReader.of(name, contextTag(4, 'constructed')).take(derTags.sequence);
  return { issuer: parseName(issuer), serial };
}
