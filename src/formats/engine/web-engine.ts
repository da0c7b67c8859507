import { joinParts } from '../../shared/bytes.ts';
import { inflateBounded } from '../pdf/streams/inflate.ts';
import { digests } from '../x509/keys/digest-algorithm.ts';
import type { Engine, EngineKey, KeyPurpose } from './engine.ts';

/** WebCrypto and JavaScript: what every browser and every server has. */
export const webEngine: Engine = {
  hasDigest: (name) => digests[name].isInWebCrypto,
  digest: async (name, parts) =>
    new Uint8Array(await globalThis.crypto.subtle.digest(name, toSource(parts))),
  importKey: async (publicKeyInfo, purpose) => {
    const { subtle } = globalThis.crypto;
    return toEngineKey(
      await subtle.importKey('spki', publicKeyInfo, purpose, false, ['verify']),
      purpose,
    );
  },
  inflate: inflateBounded,
};

function toEngineKey(key: CryptoKey, { name }: KeyPurpose): EngineKey {
  return {
    verify: (signature, parts, parameters) =>
      globalThis.crypto.subtle.verify(
        { name, ...parameters },
        key,
        signature as Uint8Array<ArrayBuffer>,
        toSource(parts),
      ),
  };
}

/** WebCrypto takes its own copy; another of a hundred megabytes would be one too many. Nothing here is shared memory. */
function toSource(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinParts(parts) as Uint8Array<ArrayBuffer>;
}
