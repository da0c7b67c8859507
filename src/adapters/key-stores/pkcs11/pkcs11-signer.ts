import { verify, X509Certificate, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';

import type { Handle, PKCS11 } from 'pkcs11js';

import type { RsaScheme, SignatureAlgorithm } from '../../../formats/signature-algorithm.ts';
import { isAppError, type AppError } from '../../../shared/app-error.ts';
import { toBase64, utf8Bytes } from '../../../shared/bytes.ts';
import type { Instant } from '../../../shared/instant.ts';
import { nodeSignatureOptions, nodeSigningDigest } from '../../../signing/own-signature.ts';
import { toKeyId } from '../../../signing/jose/jwks.ts';
import type { Signer } from '../../../signing/signer.ts';
import {
  checkSigningCertificate,
  toCertificatePath,
  toSigningAlgorithm,
} from '../certificate-path.ts';
import { toCheckedSigner } from '../checked-signer.ts';
import { keyStoreError } from '../key-store-errors.ts';
import { isConnectionLost, toPkcs11Failure } from './pkcs11-errors.ts';
import { loadPkcs11Library } from './pkcs11-library.ts';
import { toTokenMechanism } from './pkcs11-mechanisms.ts';
import { TokenConnection, type TokenAccess } from './token-connection.ts';
import {
  findTokenKey,
  readTokenCertificates,
  type TokenKey,
  type TokenKeyName,
} from './token-objects.ts';

export interface Pkcs11Key extends TokenAccess, TokenKeyName {
  /** Path of the module that the HSM's maker gives out. */
  readonly module: string;
  /** DER; certificates that the token does not hold itself. */
  readonly certificates: readonly Uint8Array[];
  readonly rsaScheme?: RsaScheme;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

/** Longer than any signature of ours. */
const MAX_SIGNATURE_BYTES = 1024;

/**
 * Opens a signing key in a hardware security module or smart card (PKCS#11). The key never leaves it; bytes
 * are digested here and the digest is signed there.
 *
 * A token that was pulled out, or a network HSM that was gone, is found again at the next signature. A wrong
 * PIN is not: tokens lock, so this signer then never logs in again.
 * @throws AppError `key-store-missing`, `key-store-unavailable`, `key-not-in-store`, `pin-wrong`, `pin-locked`,
 *   `key-certificate-mismatch`, and what `checkSigningCertificate` throws.
 */
export async function openPkcs11Signer(key: Pkcs11Key): Promise<Signer> {
  const token = new Token(await loadPkcs11Library(key.module), key);
  try {
    const { certificatePath, algorithm } = await findCertificatePath(token, key);
    const leaf = certificatePath[0]!;
    const signer: Signer = {
      keyId: toKeyId(leaf),
      certificatePath,
      algorithm,
      maxBatch: key.sessions,
      isElsewhere: true,
      sign: (data) => token.sign(algorithm, data),
      close: () => token.close(),
    };
    return toCheckedSigner(signer);
  } catch (error) {
    await token.close();
    throw toPkcs11Failure(error);
  }
}

interface OpenToken {
  readonly connection: TokenConnection;
  readonly tokenKey: TokenKey;
}

/** A key in a token, reached anew when the connection was lost. */
class Token {
  readonly #library: PKCS11;
  readonly #key: Pkcs11Key;
  #open: OpenToken | undefined;
  /** Set once the token can no longer be asked: after a wrong PIN, or when closed. */
  #end: Error | undefined;
  #wasOpen = false;

  constructor(library: PKCS11, key: Pkcs11Key) {
    this.#library = library;
    this.#key = key;
  }

  /** Signs; a lost connection is made once anew. */
  async sign(algorithm: SignatureAlgorithm, data: Uint8Array): Promise<Uint8Array> {
    const opened = this.#reach();
    try {
      return await this.#signWith(opened, algorithm, data);
    } catch (error) {
      if (!isConnectionLost(error)) throw toPkcs11Failure(error);
    }
    // Of several that fail together the first one connects, the others use what it reached.
    if (this.#open === opened) this.#drop();
    try {
      return await this.#signWith(this.#reach(), algorithm, data);
    } catch (error) {
      throw toPkcs11Failure(error);
    }
  }

  /** `CKK_…` of the key, and DER of the certificates beside it. */
  describe(): Promise<{ readonly keyType: number; readonly certificates: readonly Uint8Array[] }> {
    const { connection, tokenKey } = this.#reach();
    return connection.use((session) => ({
      keyType: tokenKey.keyType,
      certificates: readTokenCertificates(this.#library, session),
    }));
  }

  close(): Promise<void> {
    this.#drop();
    this.#end ??= toPkcs11Failure(new Error('closed'));
    return Promise.resolve();
  }

  #reach(): OpenToken {
    if (this.#end !== undefined) throw this.#end;
    return (this.#open ??= this.#connect());
  }

  #connect(): OpenToken {
    let connection: TokenConnection | undefined;
    try {
      connection = TokenConnection.open(this.#library, this.#key, this.#wasOpen);
      const tokenKey = this.#findKey(connection);
      this.#wasOpen = true;
      return { connection, tokenKey };
    } catch (error) {
      connection?.close();
      const failure = toPkcs11Failure(error);
      if (failure.code === 'pin-wrong' || failure.code === 'pin-locked') this.#end = failure;
      throw failure;
    }
  }

  #findKey(connection: TokenConnection): TokenKey {
    return connection.useNow((session) => findTokenKey(this.#library, session, this.#key));
  }

  #drop(): void {
    this.#open?.connection.close();
    this.#open = undefined;
  }

  #signWith(
    { connection, tokenKey }: OpenToken,
    algorithm: SignatureAlgorithm,
    data: Uint8Array,
  ): Promise<Uint8Array> {
    const { mechanism, toInput, toSignature } = toTokenMechanism(algorithm);
    return connection.use(async (session: Handle) => {
      this.#library.C_SignInit(session, mechanism, tokenKey.handle);
      if (tokenKey.alwaysAuthenticates) connection.authenticateOnce(session, this.#key.readPin());
      const output = Buffer.alloc(MAX_SIGNATURE_BYTES);
      return toSignature(await this.#library.C_SignAsync(session, toInput(data), output));
    });
  }
}

const challenge = utf8Bytes('parinya: which certificate is of this key?');

/** Tells the key's own certificate from others by a signature: tokens differ in what else they tell of a key. */
async function findCertificatePath(token: Token, key: Pkcs11Key) {
  const { keyType, certificates } = await token.describe();
  const known = [...certificates, ...key.certificates];
  const signatures = new Map<SignatureAlgorithm, Uint8Array>();
  const own = new Set<string>();
  let weakness: AppError | undefined;
  for (const certificate of known) {
    const publicKey = toPublicKey(certificate);
    const algorithm = toAlgorithmOrWeakness(publicKey, key.rsaScheme);
    if (isAppError(algorithm)) {
      if (algorithm.code === 'key-too-weak') weakness = algorithm;
      continue;
    }
    if (toTokenMechanism(algorithm).keyType !== keyType) continue;
    const signature = signatures.get(algorithm) ?? (await token.sign(algorithm, challenge));
    signatures.set(algorithm, signature);
    const options = { key: publicKey, ...nodeSignatureOptions(algorithm, 'der') };
    if (verify(nodeSigningDigest(algorithm), challenge, options, signature)) {
      own.add(toBase64(certificate));
    }
  }
  if (own.size === 0 && weakness !== undefined) throw weakness;
  const certificatePath = toCertificatePath(known, ({ raw }) => own.has(toBase64(raw)));
  return {
    certificatePath,
    algorithm: checkSigningCertificate(certificatePath[0]!, key.at, key.rsaScheme),
  };
}

function toPublicKey(certificate: Uint8Array): KeyObject {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch {
    throw keyStoreError('key-unreadable');
  }
}

function toAlgorithmOrWeakness(
  publicKey: KeyObject,
  rsaScheme: RsaScheme | undefined,
): SignatureAlgorithm | AppError {
  try {
    return toSigningAlgorithm(publicKey.export({ type: 'spki', format: 'der' }), rsaScheme);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
