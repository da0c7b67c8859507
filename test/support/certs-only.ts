import {
  encodeExplicit,
  encodeImplicit,
  encodeInteger,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../src/formats/der/der-writer.ts';

/** A bundle of certificates as CMS ("certs-only", RFC 5652 §5 with nobody's signature). */
export function certsOnly(certificates: readonly Uint8Array[]): Uint8Array {
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(),
    encodeSequence(encodeOid('1.2.840.113549.1.7.1')),
    encodeImplicit(0, encodeSetOf(...certificates)),
    encodeSetOf(),
  );
  return encodeSequence(encodeOid('1.2.840.113549.1.7.2'), encodeExplicit(0, signedData));
}
