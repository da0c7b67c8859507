import { ByteMemo } from '../../../shared/byte-memo.ts';
import { FormatError } from '../../../shared/format-error.ts';
import type { Engine, EngineKey, KeyPurpose } from '../../engine/engine.ts';
import { webEngine } from '../../engine/web-engine.ts';
import { parsePublicKey, type PublicKey } from './public-key.ts';

/** Some three thousand RSA keys of 2048 bits. */
const MAX_BYTES = 1024 * 1024;

/** Public keys that were read and imported before: importing one takes longer than verifying with it. */
export class KeyMemo {
  /** What computes. */
  readonly engine: Engine;
  readonly #keys = new ByteMemo<PublicKey>(MAX_BYTES);
  readonly #imported = new WeakMap<PublicKey, Map<string, Promise<EngineKey>>>();

  constructor(engine: Engine = webEngine) {
    this.engine = engine;
  }

  /** As {@link parsePublicKey}. */
  parse(publicKeyInfo: Uint8Array): PublicKey {
    return this.#keys.get(publicKeyInfo, parsePublicKey);
  }

  /** @throws FormatError `key/invalid` for a point that is not on its curve, a modulus that the engine refuses. */
  async importKey(key: PublicKey, purpose: KeyPurpose): Promise<EngineKey> {
    const byPurpose = this.#imported.get(key) ?? new Map<string, Promise<EngineKey>>();
    this.#imported.set(key, byPurpose);
    const name = Object.values(purpose).join(' ');
    const imported = byPurpose.get(name) ?? this.engine.importKey(key.spki, purpose);
    byPurpose.set(name, imported);
    try {
      return await imported;
    } catch {
      throw new FormatError('key/invalid', 'the public key cannot be used');
    }
  }
}
