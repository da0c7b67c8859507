import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  basicConstraints,
  keyUsage,
  toExtension,
  type Extension,
} from '../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { signCertificate } from '../../src/adapters/development-pki/x509/certificate-writer.ts';
import { signCrl, type CrlContent } from '../../src/adapters/development-pki/x509/crl-writer.ts';
import {
  encodeNull,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
} from '../../src/formats/der/der-writer.ts';
import { parseInstant, type Instant } from '../../src/shared/instant.ts';

/** Somebody with a key: an authority or a signer of a test. */
export interface Party {
  readonly name: Uint8Array;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let nextSerial = 1;

/** A new party with a P-256 key, or another key that was generated before. */
export function makeParty(
  commonName: string,
  keys: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  }),
): Party {
  const attribute = encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String(commonName));
  return { name: encodeSequence(encodeSetOf(attribute)), ...keys };
}

export interface CertificateOptions {
  readonly notBefore?: Instant;
  readonly notAfter?: Instant;
  readonly extensions?: readonly Extension[];
}

/** A certificate for `subject` by `issuer`, valid 2020 to 2030 unless said otherwise. */
export function certify(subject: Party, issuer: Party, options: CertificateOptions = {}) {
  return signCertificate(
    {
      serialNumber: Uint8Array.of(1, nextSerial >> 8, nextSerial++ & 0xff),
      subject: subject.name,
      publicKey: subject.publicKey,
      notBefore: options.notBefore ?? parseInstant('2020-01-01T00:00:00Z'),
      notAfter: options.notAfter ?? parseInstant('2030-01-01T00:00:00Z'),
      extensions: options.extensions ?? [],
    },
    issuer,
  );
}

/** Extensions of an authority. */
export function authority(pathLength = 5): readonly Extension[] {
  return [basicConstraints(pathLength), keyUsage('keyCertSign', 'cRLSign')];
}

/** An extension that nobody knows. */
export function unknownExtension(isCritical: boolean): Extension {
  return toExtension('1.3.6.1.4.1.99999.1', encodeNull(), isCritical);
}

/** A revocation list by `issuer`, for 2026 unless said otherwise. */
export function revoke(issuer: Party, content: Partial<CrlContent> = {}) {
  return signCrl(
    {
      thisUpdate: parseInstant('2026-01-01T00:00:00Z'),
      nextUpdate: parseInstant('2027-01-01T00:00:00Z'),
      crlNumber: 1,
      revoked: [],
      ...content,
    },
    issuer,
  );
}
