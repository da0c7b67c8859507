import { encodeTime } from '../../../formats/der/der-time.ts';
import { derTags } from '../../../formats/der/der-element.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeInteger,
  encodeSequence,
  encodeUnsignedInteger,
} from '../../../formats/der/der-writer.ts';
import type { Instant } from '../../../shared/instant.ts';
import { authorityKeyIdentifier, toExtension } from './certificate-extensions.ts';
import { certificateAlgorithm, toKeyIdentifier, toSigned, type IssuingKey } from './issuing-key.ts';

/** Codes of CRLReason (RFC 5280 §5.3.1); `unspecified` is said by leaving the entry extension out. */
export const crlReasonCodes = {
  unspecified: undefined,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
} as const;

type CrlReason = keyof typeof crlReasonCodes;

interface RevokedCertificate {
  readonly serialNumber: Uint8Array;
  readonly revokedAt: Instant;
  readonly reason: CrlReason;
}

export interface CrlContent {
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
  /** Grows with every list of this authority (RFC 5280 §5.2.3). */
  readonly crlNumber: number;
  readonly revoked: readonly RevokedCertificate[];
}

/** Writes and signs a version 2 certificate revocation list (RFC 5280 §5.1). @returns DER. */
export function signCrl(content: CrlContent, issuer: IssuingKey): Uint8Array<ArrayBuffer> {
  const tbsCertList = encodeSequence(
    encodeInteger(1),
    certificateAlgorithm(issuer.privateKey),
    issuer.name,
    encodeTime(content.thisUpdate),
    encodeTime(content.nextUpdate),
    // An empty list of entries is left out, not written empty (RFC 5280 §5.1.2.6).
    ...(content.revoked.length === 0 ? [] : [encodeSequence(...content.revoked.map(toEntry))]),
    encodeExplicit(
      0,
      encodeSequence(
        authorityKeyIdentifier(toKeyIdentifier(issuer.privateKey)),
        toExtension('2.5.29.20', encodeInteger(content.crlNumber)),
      ),
    ),
  );
  return toSigned(tbsCertList, issuer.privateKey);
}

function toEntry({ serialNumber, revokedAt, reason }: RevokedCertificate): Uint8Array<ArrayBuffer> {
  const code = crlReasonCodes[reason];
  const extensions =
    code === undefined
      ? []
      : [
          encodeSequence(
            toExtension('2.5.29.21', encodeElement(derTags.enumerated, Uint8Array.of(code))),
          ),
        ];
  return encodeSequence(encodeUnsignedInteger(serialNumber), encodeTime(revokedAt), ...extensions);
}
