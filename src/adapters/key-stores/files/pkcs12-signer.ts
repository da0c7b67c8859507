import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';

import forge from 'node-forge';

import { isAppError } from '../../../shared/app-error.ts';
import { latin1Bytes, latin1Text, utf8Bytes } from '../../../shared/bytes.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Signer } from '../../../signing/signer.ts';
import type { RsaScheme } from '../../../formats/signature-algorithm.ts';
import { keyStoreError } from '../key-store-errors.ts';
import { openPkcs12Integrity } from './pkcs12-integrity.ts';
import { toNodeSigner } from './node-signer.ts';

export interface Pkcs12Key {
  /** The bytes of the `.p12` or `.pfx` file. */
  readonly pkcs12: Uint8Array;
  readonly passphrase: string;
  readonly rsaScheme?: RsaScheme;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

/**
 * Opens a signing key as certification authorities hand it out: key and certificates in one PKCS#12 file
 * (RFC 7292), under a passphrase. node-forge opens the container and nothing more (`node:crypto` cannot);
 * the key goes into a `KeyObject` at once.
 *
 * Costs some 50 ms: open it once per process, not per document.
 * @throws AppError `key-unreadable`, `passphrase-wrong`, and what `toNodeSigner` throws; none holds the
 *   passphrase or key material, also not in its cause.
 */
export function openPkcs12Signer({ pkcs12, passphrase, rsaScheme, at }: Pkcs12Key): Signer {
  const { privateKey, certificates } = unpack(pkcs12, passphrase);
  return toNodeSigner({
    privateKey,
    certificates,
    at,
    ...(rsaScheme === undefined ? {} : { rsaScheme }),
  });
}

function unpack(
  pkcs12: Uint8Array,
  passphrase: string,
): { readonly privateKey: KeyObject; readonly certificates: readonly Uint8Array[] } {
  try {
    const bags = decryptBags(openPkcs12Integrity(pkcs12, passphrase), passphrase);
    const keyBags = bags.filter(({ type }) => keyBagTypes.includes(type));
    // Which of several keys would be meant, nobody could say.
    if (keyBags.length !== 1) throw new TypeError('not exactly one private key');
    const certificates = bags
      .filter(({ type }) => type === forge.pki.oids['certBag'])
      .map(toCertificateDer);
    return { privateKey: toKeyObject(keyBags[0]!), certificates };
  } catch (error) {
    if (isAppError(error)) throw error;
    // The library's error could quote what it read: it is dropped, not passed on as cause.
    throw keyStoreError('key-unreadable');
  }
}

/**
 * The newer encryption (PBES2) takes a passphrase as UTF-8, the older as UTF-16; node-forge takes both from
 * the string's low bytes or code units. For Thai letters that differs, so both readings are tried: the
 * integrity check has already shown that the passphrase is right.
 */
function decryptBags(pfx: Uint8Array, passphrase: string): readonly forge.pkcs12.Bag[] {
  const decrypt = (reading: string) =>
    forge.pkcs12
      .pkcs12FromAsn1(forge.asn1.fromDer(latin1Text(pfx)), true, reading)
      .safeContents.flatMap(({ safeBags }) => safeBags);
  try {
    return decrypt(latin1Text(utf8Bytes(passphrase)));
  } catch {
    return decrypt(passphrase);
  }
}

const keyBagTypes = [forge.pki.oids['keyBag'], forge.pki.oids['pkcs8ShroudedKeyBag']];

/** RSA keys come parsed, others as the ASN.1 of their PKCS#8. */
function toKeyObject({ key, asn1 }: forge.pkcs12.Bag): KeyObject {
  const pkcs8 = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1;
  return createPrivateKey({ key: Buffer.from(toDer(pkcs8)), format: 'der', type: 'pkcs8' });
}

/** Certificates of RSA keys come parsed, with their signed part as it was; others as ASN.1. */
function toCertificateDer({ cert, asn1 }: forge.pkcs12.Bag): Uint8Array {
  return toDer(cert ? forge.pki.certificateToAsn1(cert) : asn1);
}

function toDer(asn1: forge.asn1.Asn1): Uint8Array {
  return latin1Bytes(forge.asn1.toDer(asn1).getBytes());
}
