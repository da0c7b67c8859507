import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import forge from 'node-forge';

import { encodePem } from '../../formats/x509/pem.ts';
import { latin1Bytes, latin1Text } from '../../shared/bytes.ts';
import type { KeyKind } from './declaration.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

const generators: Readonly<Record<KeyKind, () => Promise<KeyPair>>> = {
  'RSA-2048': () => generate('rsa', { modulusLength: 2048 }),
  'RSA-3072': () => generate('rsa', { modulusLength: 3072 }),
  'RSA-4096': () => generate('rsa', { modulusLength: 4096 }),
  'P-256': () => generate('ec', { namedCurve: 'P-256' }),
  'P-384': () => generate('ec', { namedCurve: 'P-384' }),
  Ed25519: () => generate('ed25519'),
};

/** Makes a key in Node's thread pool, several at a time. */
export function generateKeys(kind: KeyKind): Promise<KeyPair> {
  return generators[kind]();
}

/** Private key as PKCS#8 text, encrypted with the passphrase (RFC 7468 §11). */
export function toPrivateKeyPem(privateKey: KeyObject, passphrase: string): string {
  return privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    .toString();
}

/** The inverse of {@link toPrivateKeyPem}. */
export function fromPrivateKeyPem(pem: string, passphrase: string): KeyObject {
  return createPrivateKey({ key: pem, passphrase });
}

/**
 * An RSA key with its certificate path as PKCS#12 (AES-256, PBKDF2 with SHA-256): the form in which
 * certification authorities hand out signing keys.
 * @param certificatePath DER, leaf first; RSA certificates only.
 */
export function toPkcs12(
  privateKey: KeyObject,
  certificatePath: readonly Uint8Array[],
  passphrase: string,
  friendlyName: string,
): Uint8Array {
  const key = forge.pki.privateKeyFromPem(
    privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  );
  const certificates = certificatePath.map((each) =>
    forge.pki.certificateFromPem(encodePem(each, 'CERTIFICATE')),
  );
  const pfx = forge.pkcs12.toPkcs12Asn1(key, certificates, passphrase, {
    algorithm: 'aes256',
    // The passphrase is random, 192 bits, and lies beside the file: iterations would protect nothing, and the
    // library counts them in JavaScript each time that a key is made or opened.
    count: 1,
    saltSize: 16,
    friendlyName,
    // Known to the library, not to its type declarations.
    ...{ prfAlgorithm: 'sha256' },
  });
  return latin1Bytes(forge.asn1.toDer(pfx).getBytes());
}

/** The key out of what {@link toPkcs12} wrote. */
export function fromPkcs12(pkcs12: Uint8Array, passphrase: string): KeyObject {
  const container = forge.pkcs12.pkcs12FromAsn1(
    forge.asn1.fromDer(latin1Text(pkcs12)),
    true,
    passphrase,
  );
  const type = forge.pki.oids['pkcs8ShroudedKeyBag']!;
  const key = container.getBags({ bagType: type })[type]?.[0]?.key;
  if (!key) throw new TypeError('a PKCS#12 of ours holds a key');
  return createPrivateKey(forge.pki.privateKeyToPem(key));
}
