import { ByteMemo } from '../../../shared/byte-memo.ts';
import { FormatError } from '../../../shared/format-error.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';

/** How WebCrypto is told what a key is for. */
export type KeyPurpose =
  | { readonly name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; readonly hash: string }
  | { readonly name: 'ECDSA'; readonly namedCurve: string }
  | { readonly name: 'Ed25519' };

/** Some three thousand RSA keys of 2048 bits. */
const MAX_BYTES = 1024 * 1024;

/** Public keys that were read and imported before: importing one takes longer than verifying with it. */
export class KeyMemo {
  readonly #keys = new ByteMemo<PublicKey>(MAX_BYTES);
  readonly #imported = new WeakMap<PublicKey, Map<string, Promise<CryptoKey>>>();

  /** As {@link parsePublicKey}. */
  parse(publicKeyInfo: Uint8Array): PublicKey {
    return this.#keys.get(publicKeyInfo, parsePublicKey);
  }

  /** @throws FormatError `key/invalid` for a point that is not on its curve, a modulus that the engine refuses. */
  async importKey(key: PublicKey, purpose: KeyPurpose): Promise<CryptoKey> {
    const byPurpose = this.#imported.get(key) ?? new Map<string, Promise<CryptoKey>>();
    this.#imported.set(key, byPurpose);
    const name = Object.values(purpose).join(' ');
    const imported =
      byPurpose.get(name) ??
      globalThis.crypto.subtle.importKey('spki', key.spki, purpose, false, ['verify']);
    byPurpose.set(name, imported);
    try {
      return await imported;
    } catch {
      throw new FormatError('key/invalid', 'the public key cannot be used');
    }
  }
}
