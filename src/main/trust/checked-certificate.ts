import { createHash } from 'node:crypto';

import {
  isSelfIssued,
  parseCertificate,
  type Certificate,
} from '../../formats/x509/certificate.ts';
import { findKeyWeakness } from '../../formats/x509/keys/crypto-constraints.ts';
import { toNameText } from '../../formats/x509/names/distinguished-name.ts';
import { isFormatError } from '../../shared/format-error.ts';
import type { Instant } from '../../shared/instant.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { trustProblem } from './trust-problems.ts';

/** A certificate that somebody wants believed, with what can be told from it alone. */
export interface CandidateCertificate {
  readonly certificate: Certificate;
  /** As people are told of it. */
  readonly name: string;
  /** SHA-256 of the DER, upper-case hex in pairs: what an authority publishes of its certificate elsewhere. */
  readonly fingerprint: string;
  readonly isAuthority: boolean;
  /** It names itself as its issuer, and its own key made its signature. */
  readonly isSelfSigned: boolean;
  /** Made by a development PKI: whoever has the program can make another. */
  readonly isDevelopment: boolean;
}

/** The words in the subject of every certificate of a development PKI. */
const DEVELOPMENT_MARK = 'DEVELOPMENT ONLY';

/**
 * Reads a certificate that is to be believed and refuses what never is, whatever for.
 * @param der the certificate alone.
 * @throws AppError `input-unreadable`, `certificate-expired`, `certificate-not-yet-valid`, `key-too-weak`,
 *   `certificate-not-usable` where it says that it signed itself and did not.
 */
export async function checkCandidate(der: Uint8Array, at: Instant): Promise<CandidateCertificate> {
  const certificate = read(der);
  const { subject, issuer, notBefore, notAfter, version, basicConstraints } = certificate;
  const name = toNameText(subject);
  if (at > notAfter) throw trustProblem('expired', name);
  if (at < notBefore) throw trustProblem('not-yet-valid', name);
  // How it is signed itself counts only below an authority that is believed: paths are judged for that.
  const weakness = findKeyWeakness(certificate.publicKeyInfo, { digest: 'SHA-256' });
  if (weakness !== undefined) throw trustProblem('weak', `${name}: ${weakness}`);
  // A root of version 1 has nowhere to say that it is an authority.
  const isAuthority = basicConstraints?.isCa ?? (version < 3 && isSelfIssued(certificate));
  const isSelfSigned =
    isSelfIssued(certificate) &&
    (await new SignatureMemo().verify(certificate, certificate)) === 'valid';
  return {
    certificate,
    name,
    fingerprint: toFingerprint(der),
    isAuthority,
    isSelfSigned,
    isDevelopment: [subject, issuer].some((each) => toNameText(each).includes(DEVELOPMENT_MARK)),
  };
}

/**
 * Refuses what cannot be an authority to believe.
 * @throws AppError `certificate-not-usable`, `certificate-key-usage`
 */
export function checkAuthority({ certificate, name, ...found }: CandidateCertificate): void {
  if (!found.isAuthority) throw trustProblem('not-an-authority', name);
  if (isSelfIssued(certificate) && !found.isSelfSigned) {
    throw trustProblem('signature-wrong', name);
  }
  const { keyUsage } = certificate;
  if (keyUsage !== undefined && !keyUsage.has('keyCertSign')) throw trustProblem('key-usage', name);
}

function read(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (isFormatError(error)) throw trustProblem('unreadable', error.message);
    throw error;
  }
}

function toFingerprint(der: Uint8Array): string {
  const hex = createHash('sha256').update(der).digest('hex').toUpperCase();
  return hex.match(/../g)!.join(':');
}
