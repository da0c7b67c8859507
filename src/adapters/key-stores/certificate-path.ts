import { X509Certificate } from 'node:crypto';

import {
  findSignatureAlgorithm,
  type RsaScheme,
  type SignatureAlgorithm,
} from '../../formats/signature-algorithm.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { MIN_RSA_BITS } from '../../formats/x509/keys/crypto-constraints.ts';
import { parsePublicKey, type PublicKey } from '../../formats/x509/keys/public-key.ts';
import { toHex } from '../../shared/bytes.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { checkSignerKeyUsage } from '../../verification/signature/signing-certificate.ts';
import { keyStoreError } from './key-store-errors.ts';

/**
 * Puts the certificates that come with a key in order: the key's own first, then each one's issuer. Roots
 * are left out (whoever trusts one has it), strangers too.
 * @param certificates DER, any order, as key files hold them.
 * @param isOwn whether a certificate is the key's own.
 * @throws AppError `key-certificate-mismatch` when none is the key's own; `certificate-not-usable` when a
 *   signature in the path does not verify; `key-unreadable` for bytes that are no certificate.
 */
export function toCertificatePath(
  certificates: readonly Uint8Array[],
  isOwn: (certificate: X509Certificate) => boolean,
): readonly Uint8Array[] {
  const known = certificates.map(readCertificate);
  const leaf = known.find(isOwn);
  if (!leaf) throw keyStoreError('key-certificate-mismatch');
  const path = [leaf];
  for (let last = leaf; ;) {
    const named = known.filter((each) => !path.includes(each) && last.checkIssued(each));
    // An authority that has changed its key has two certificates under one name.
    const issuer = named.find((each) => last.verify(each.publicKey));
    if (!issuer && named.length > 0) throw keyStoreError('certificate-not-usable');
    if (!issuer || issuer.checkIssued(issuer)) break;
    path.push(issuer);
    last = issuer;
  }
  return path.map(({ raw }) => Uint8Array.from(raw));
}

/**
 * Whether the certificate may sign documents at this time: validity, and the same key usage that our
 * verifier will ask for.
 * @returns how its key signs.
 * @throws AppError `certificate-expired`, `certificate-not-yet-valid`, `certificate-key-usage`,
 *   `key-too-weak`, `certificate-not-usable`
 */
export function checkSigningCertificate(
  certificate: Uint8Array,
  at: Instant,
  rsaScheme?: RsaScheme,
): SignatureAlgorithm {
  const parsed = parseLeaf(certificate);
  const algorithm = toSigningAlgorithm(parsed.publicKeyInfo, rsaScheme);
  if (at > parsed.notAfter) throw keyStoreError('certificate-expired');
  if (at < parsed.notBefore) throw keyStoreError('certificate-not-yet-valid');
  if (checkSignerKeyUsage(parsed, true).indication !== 'PASSED') {
    throw keyStoreError('certificate-key-usage');
  }
  return algorithm;
}

/**
 * How a key signs.
 * @param publicKeyInfo DER SubjectPublicKeyInfo.
 * @throws AppError `key-too-weak`, `certificate-not-usable` for kinds of keys that we do not sign with.
 */
export function toSigningAlgorithm(
  publicKeyInfo: Uint8Array,
  rsaScheme?: RsaScheme,
): SignatureAlgorithm {
  const key = parseKey(publicKeyInfo);
  if (key.kind === 'rsa' && key.modulusBits < MIN_RSA_BITS) throw keyStoreError('key-too-weak');
  const algorithm = findSignatureAlgorithm(key, rsaScheme);
  if (!algorithm) throw keyStoreError('certificate-not-usable');
  return algorithm;
}

function parseKey(publicKeyInfo: Uint8Array): PublicKey {
  try {
    return parsePublicKey(publicKeyInfo);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw keyStoreError('certificate-not-usable');
  }
}

function parseLeaf(certificate: Uint8Array): Certificate {
  try {
    return parseCertificate(certificate);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw keyStoreError('key-unreadable');
  }
}

function readCertificate(der: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(der);
    // Whatever unpacked it must have kept its bytes: they are digested and signed over.
    if (toHex(certificate.raw) !== toHex(der)) throw new TypeError('not one certificate');
    return certificate;
  } catch {
    throw keyStoreError('key-unreadable');
  }
}
