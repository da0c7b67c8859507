import type { KeyObject } from 'node:crypto';

import { encodeTime } from '../../../formats/der/der-time.ts';
import {
  encodeExplicit,
  encodeInteger,
  encodeSequence,
  encodeUnsignedInteger,
} from '../../../formats/der/der-writer.ts';
import type { Instant } from '../../../shared/instant.ts';
import {
  authorityKeyIdentifier,
  subjectKeyIdentifier,
  type Extension,
} from './certificate-extensions.ts';
import { certificateAlgorithm, toKeyIdentifier, toSigned, type IssuingKey } from './issuing-key.ts';

export interface CertificateContent {
  /** Unsigned, most significant octet first. */
  readonly serialNumber: Uint8Array;
  /** DER `Name`. */
  readonly subject: Uint8Array;
  readonly publicKey: KeyObject;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** Beside the two key identifiers, which are always there. */
  readonly extensions: readonly Extension[];
}

/** Writes and signs an X.509 version 3 certificate (RFC 5280 §4.1). @returns DER. */
export function signCertificate(
  content: CertificateContent,
  issuer: IssuingKey,
): Uint8Array<ArrayBuffer> {
  const extensions = [
    subjectKeyIdentifier(toKeyIdentifier(content.publicKey)),
    authorityKeyIdentifier(toKeyIdentifier(issuer.privateKey)),
    ...content.extensions,
  ];
  const tbsCertificate = encodeSequence(
    encodeExplicit(0, encodeInteger(2)),
    encodeUnsignedInteger(content.serialNumber),
    certificateAlgorithm(issuer.privateKey),
    issuer.name,
    encodeSequence(encodeTime(content.notBefore), encodeTime(content.notAfter)),
    content.subject,
    content.publicKey.export({ type: 'spki', format: 'der' }),
    encodeExplicit(3, encodeSequence(...extensions)),
  );
  return toSigned(tbsCertificate, issuer.privateKey);
}
