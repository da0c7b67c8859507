import { createPrivateKey, type KeyObject } from 'node:crypto';

import type { Instant } from '../../shared/instant.ts';
import type { Signer } from '../../signing/signer.ts';
import { keyUnreadable } from './key-store-errors.ts';
import { toNodeSigner, type RsaScheme } from './node-signer.ts';

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
 * @throws AppError `key-unreadable`, `key-certificate-mismatch`, `certificate-not-usable`; none holds the
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
    throw keyUnreadable();
  }
}
