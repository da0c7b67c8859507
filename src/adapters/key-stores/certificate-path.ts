import { X509Certificate, type KeyObject } from 'node:crypto';

import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { toHex } from '../../shared/bytes.ts';
import type { Instant } from '../../shared/instant.ts';
import { checkSignerKeyUsage } from '../../verification/signature/signing-certificate.ts';
import { certificateNotUsable, keyCertificateMismatch, keyUnreadable } from './key-store-errors.ts';

/**
 * Puts the certificates that come with a key in order: the key's own first, then each one's issuer. Roots
 * are left out (whoever trusts one has it), strangers too.
 * @param certificates DER, any order, as key files hold them.
 * @throws AppError `key-certificate-mismatch` when none is the key's own; `certificate-not-usable` when a
 *   signature in the path does not verify; `key-unreadable` for bytes that are no certificate.
 */
export function toCertificatePath(
  privateKey: KeyObject,
  certificates: readonly Uint8Array[],
): readonly Uint8Array[] {
  const known = certificates.map(readCertificate);
  const leaf = known.find((each) => each.checkPrivateKey(privateKey));
  if (!leaf) throw keyCertificateMismatch();
  const path = [leaf];
  for (let last = leaf; ;) {
    const named = known.filter((each) => !path.includes(each) && last.checkIssued(each));
    // An authority that has changed its key has two certificates under one name.
    const issuer = named.find((each) => last.verify(each.publicKey));
    if (!issuer && named.length > 0) throw certificateNotUsable('path');
    if (!issuer || issuer.checkIssued(issuer)) break;
    path.push(issuer);
    last = issuer;
  }
  return path.map(({ raw }) => Uint8Array.from(raw));
}

/**
 * Whether the certificate may sign documents at this time: validity, and the same key usage that our
 * verifier will ask for.
 * @throws AppError `certificate-not-usable`
 */
export function checkSigningCertificate(certificate: Uint8Array, at: Instant): void {
  const parsed = parseLeaf(certificate);
  if (at > parsed.notAfter) throw certificateNotUsable('expired');
  if (at < parsed.notBefore) throw certificateNotUsable('not-yet-valid');
  if (checkSignerKeyUsage(parsed, true).indication !== 'PASSED') {
    throw certificateNotUsable('key-usage');
  }
}

function parseLeaf(certificate: Uint8Array): Certificate {
  try {
    return parseCertificate(certificate);
  } catch (error) {
    throw keyUnreadable(error);
  }
}

function readCertificate(der: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(der);
    // Whatever unpacked it must have kept its bytes: they are digested and signed over.
    if (toHex(certificate.raw) !== toHex(der)) throw new TypeError('not one certificate');
    return certificate;
  } catch (error) {
    throw keyUnreadable(error);
  }
}
