import { createHash, sign } from 'node:crypto';
import { certificateAlgorithm } from '../../src/adapters/development-pki/x509/issuing-key.ts';
import { encodeGeneralizedTime } from '../../src/formats/der/der-time.ts';
import { derTags } from '../../src/formats/der/der-element.ts';
import {
  encodeBitString,
  encodeElement,
  encodeExplicit,
  encodeImplicit,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../src/formats/der/der-writer.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { parseHex } from '../../src/shared/bytes.ts';
import { parseInstant, type Instant } from '../../src/shared/instant.ts';
import type { Party } from './certificate-builder.ts';

export interface OcspOptions {
  readonly status?: 'good' | 'unknown' | { readonly revokedAt: Instant };
  readonly thisUpdate?: Instant;
  /** `null`: the answer names none. */
  readonly nextUpdate?: Instant | null;
  readonly certificates?: readonly Uint8Array[];
}

/** An OCSP answer about `certificate`, signed by `responder`. DER. */
export function answerOcsp(
  certificate: Uint8Array,
  issuer: Uint8Array,
  responder: Party,
  options: OcspOptions = {},
): Uint8Array {
  const { status = 'good', thisUpdate = parseInstant('2026-11-20T00:00:00Z') } = options;
  const { nextUpdate = parseInstant('2026-12-01T00:00:00Z'), certificates = [] } = options;
  const single = encodeSequence(
    encodeCertId(certificate, issuer),
    encodeStatus(status),
    encodeGeneralizedTime(thisUpdate),
    ...(nextUpdate === null ? [] : [encodeExplicit(0, encodeGeneralizedTime(nextUpdate))]),
  );
  const data = encodeSequence(
    encodeExplicit(1, responder.name),
    encodeGeneralizedTime(thisUpdate),
    encodeSequence(single),
  );
  const basic = encodeSequence(
    data,
    certificateAlgorithm(responder.privateKey),
    encodeBitString(sign('sha256', data, responder.privateKey)),
    ...(certificates.length > 0 ? [encodeExplicit(0, encodeSequence(...certificates))] : []),
  );
  return encodeSequence(
    encodeElement(derTags.enumerated, Uint8Array.of(0)),
    encodeExplicit(0, encodeSequence(encodeOid('1.3.6.1.5.5.7.48.1.1'), encodeOctetString(basic))),
  );
}

function encodeCertId(certificate: Uint8Array, issuer: Uint8Array): Uint8Array {
  const { serial, issuer: issuerName } = parseCertificate(certificate);
  const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest();
  return encodeSequence(
    encodeSequence(encodeOid('1.3.14.3.2.26'), encodeNull()),
    encodeOctetString(sha1(issuerName.encoded)),
    encodeOctetString(sha1(parseCertificate(issuer).publicKeyBits)),
    encodeInteger(BigInt(`0x${serial}`)),
  );
}

function encodeStatus(status: NonNullable<OcspOptions['status']>): Uint8Array {
  if (status === 'good') return encodeImplicit(0, encodeNull());
  if (status === 'unknown') return encodeImplicit(2, encodeNull());
  const reason = encodeExplicit(0, encodeElement(derTags.enumerated, parseHex('01')));
  return encodeImplicit(1, encodeSequence(encodeGeneralizedTime(status.revokedAt), reason));
}
