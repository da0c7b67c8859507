import { createPrivateKey, type KeyObject } from 'node:crypto';

import { derTags, parseDer } from '../../../formats/der/der-element.ts';
import { parsePem } from '../../../formats/x509/pem.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Signer } from '../../../signing/signer.ts';
import type { RsaScheme } from '../../../formats/signature-algorithm.ts';
import { keyStoreError } from '../key-store-errors.ts';
import { toNodeSigner } from './node-signer.ts';

export interface PemKey {
  /** PKCS#8 (encrypted or not), PKCS#1 or SEC 1, as PEM. */
  readonly privateKeyPem: string;
  /** Of the key; left out when it is not encrypted. */
  readonly passphrase?: string;
  /** DER of the key's certificate and those above it, any order. */
  readonly certificates: readonly Uint8Array[];
  readonly rsaScheme?: RsaScheme;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

/**
 * Opens a signing key kept as PEM text, with its certificates beside it.
 * @throws AppError `key-unreadable`, `passphrase-wrong`, and what `toNodeSigner` throws; none holds the
 *   passphrase or key material, also not in its cause.
 */
export function openPemSigner(key: PemKey): Signer {
  return toNodeSigner({
    privateKey: readKey(key),
    certificates: key.certificates,
    at: key.at,
    ...(key.rsaScheme === undefined ? {} : { rsaScheme: key.rsaScheme }),
  });
}

function readKey({ privateKeyPem, passphrase }: PemKey): KeyObject {
  try {
    return createPrivateKey({
      key: privateKeyPem,
      format: 'pem',
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  } catch {
    // The library's error could quote what it read: it is dropped, not passed on as cause.
    throw keyStoreError(isWholeEncryptedKey(privateKeyPem) ? 'passphrase-wrong' : 'key-unreadable');
  }
}

/** Whether a text is an encrypted key whose outside is sound: then only the passphrase can be at fault. */
function isWholeEncryptedKey(pem: string): boolean {
  const isPkcs1 = /^-----BEGIN (?:RSA|EC) PRIVATE KEY-----\s+Proc-Type: 4,ENCRYPTED/m.test(pem);
  if (isPkcs1) return /^-----END (?:RSA|EC) PRIVATE KEY-----/m.test(pem);
  try {
    const [der] = parsePem(pem, 'ENCRYPTED PRIVATE KEY');
    return der !== undefined && parseDer(der).tag === derTags.sequence;
  } catch {
    return false;
  }
}
