import { derTags } from '../../../formats/der/der-element.ts';
import { encodeGeneralizedTime } from '../../../formats/der/der-time.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeImplicit,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../../formats/der/der-writer.ts';
import { encodeNonceExtension, type OcspRequest } from '../../../formats/ocsp/ocsp-request.ts';
import { parseCertificate } from '../../../formats/x509/certificate.ts';
import type { Instant } from '../../../shared/instant.ts';
import { toSigned } from '../x509/issuing-key.ts';
import type { ResponderIdentity } from './write-time-stamp.ts';

/** What a responder knows of a certificate. */
export type OcspStanding =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly at: Instant; readonly reasonCode: number };

/** When an answer was true, and until when it may be used. */
export interface OcspTimes {
  readonly thisUpdate: Instant;
  readonly nextUpdate: Instant;
}

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1';

/**
 * A successful OCSPResponse by a delegated responder, which brings its certificate (RFC 6960 §4.2.1).
 * @param standingOf asked for each certificate of the request, by its serial number.
 * @returns DER.
 */
export function writeOcspResponse(
  { certificates, nonce }: OcspRequest,
  standingOf: (serial: string) => OcspStanding,
  { thisUpdate, nextUpdate }: OcspTimes,
  { privateKey, certificate }: ResponderIdentity,
): Uint8Array {
  const answers = certificates.map(({ encoded, serial }) =>
    encodeSequence(
      encoded,
      encodeStanding(standingOf(serial)),
      encodeGeneralizedTime(thisUpdate),
      encodeExplicit(0, encodeGeneralizedTime(nextUpdate)),
    ),
  );
  const extensions = nonce && encodeSequence(encodeNonceExtension(encodeOctetString(nonce)));
  const data = encodeSequence(
    encodeExplicit(1, parseCertificate(certificate).subject.encoded),
    encodeGeneralizedTime(thisUpdate),
    encodeSequence(...answers),
    ...(extensions ? [encodeExplicit(1, extensions)] : []),
  );
  const basic = toSigned(data, privateKey, encodeExplicit(0, encodeSequence(certificate)));
  return encodeSequence(
    encodeStatus(0),
    encodeExplicit(0, encodeSequence(encodeOid(BASIC_RESPONSE), encodeOctetString(basic))),
  );
}

/** An OCSPResponse that answers nothing. @param status 1 malformed request, 2 internal error, 6 unauthorized. */
export function writeOcspRefusal(status: 1 | 2 | 6): Uint8Array {
  return encodeSequence(encodeStatus(status));
}

function encodeStatus(status: number): Uint8Array {
  return encodeElement(derTags.enumerated, Uint8Array.of(status));
}

function encodeStanding(standing: OcspStanding): Uint8Array {
  if (standing.kind === 'good') return encodeImplicit(0, encodeNull());
  if (standing.kind === 'unknown') return encodeImplicit(2, encodeNull());
  const reason = encodeElement(derTags.enumerated, Uint8Array.of(standing.reasonCode));
  return encodeImplicit(
    1,
    encodeSequence(encodeGeneralizedTime(standing.at), encodeExplicit(0, reason)),
  );
}
