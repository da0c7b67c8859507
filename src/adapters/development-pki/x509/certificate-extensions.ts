import {
  encodeBoolean,
  encodeIa5String,
  encodeImplicit,
  encodeExplicit,
  encodeInteger,
  encodeNamedBits,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../../formats/der/der-writer.ts';

/** One extension, DER (RFC 5280 §4.1). */
export type Extension = Uint8Array<ArrayBuffer>;

/** Bits of KeyUsage (RFC 5280 §4.2.1.3). */
export const keyUsageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

/** Purposes (RFC 5280 §4.2.1.12). */
export const extendedKeyUsages = {
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const;

/** Wraps an extension's value; critical ones must be understood by whoever reads the certificate. */
export function toExtension(oid: string, value: Uint8Array, isCritical = false): Extension {
  return encodeSequence(
    encodeOid(oid),
    ...(isCritical ? [encodeBoolean(true)] : []),
    encodeOctetString(value),
  );
}

/** CA certificates: how many further CAs may follow below (RFC 5280 §4.2.1.9). */
export function basicConstraints(pathLength: number): Extension {
  return toExtension(
    '2.5.29.19',
    encodeSequence(encodeBoolean(true), encodeInteger(pathLength)),
    true,
  );
}

export function keyUsage(...usages: readonly (keyof typeof keyUsageBits)[]): Extension {
  return toExtension(
    '2.5.29.15',
    encodeNamedBits(usages.map((usage) => keyUsageBits[usage])),
    true,
  );
}

/** @param isCritical required for time-stamping (RFC 3161 §2.3). */
export function extendedKeyUsage(
  purpose: keyof typeof extendedKeyUsages,
  isCritical: boolean,
): Extension {
  return toExtension(
    '2.5.29.37',
    encodeSequence(encodeOid(extendedKeyUsages[purpose])),
    isCritical,
  );
}

/** For OCSP responders whose own revocation is not asked about (RFC 6960 §4.2.2.2.1). */
export function ocspNoCheck(): Extension {
  return toExtension('1.3.6.1.5.5.7.48.1.5', encodeNull());
}

export function subjectKeyIdentifier(identifier: Uint8Array): Extension {
  return toExtension('2.5.29.14', encodeOctetString(identifier));
}

export function authorityKeyIdentifier(identifier: Uint8Array): Extension {
  const keyIdentifier = encodeImplicit(0, encodeOctetString(identifier));
  return toExtension('2.5.29.35', encodeSequence(keyIdentifier));
}

/** Where the issuer's certificate can be fetched (`caIssuers`) and, if anywhere, a responder asked (RFC 5280 §4.2.2.1). */
export function authorityInformationAccess(caIssuersUrl: string, ocspUrl?: string): Extension {
  const description = (method: string, url: string) =>
    encodeSequence(encodeOid(method), uniformResource(url));
  return toExtension(
    '1.3.6.1.5.5.7.1.1',
    encodeSequence(
      ...(ocspUrl === undefined ? [] : [description('1.3.6.1.5.5.7.48.1', ocspUrl)]),
      description('1.3.6.1.5.5.7.48.2', caIssuersUrl),
    ),
  );
}

/** Where the issuer's revocation list can be fetched (RFC 5280 §4.2.1.13). */
export function crlDistributionPoint(url: string): Extension {
  const fullName = encodeImplicit(0, encodeSequence(uniformResource(url)));
  const point = encodeSequence(encodeExplicit(0, fullName));
  return toExtension('2.5.29.31', encodeSequence(point));
}

function uniformResource(url: string): Uint8Array<ArrayBuffer> {
  return encodeImplicit(6, encodeIa5String(url));
}
