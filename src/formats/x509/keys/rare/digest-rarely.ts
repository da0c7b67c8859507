import type { DigestName } from '../digest-algorithm.ts';

/**
 * Digests that WebCrypto lacks, by audited JavaScript (ADR 0016). Loaded when first needed: hardly any
 * document does.
 */
export async function digestRarely(
  name: DigestName,
  data: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const hash = await (await load(name))(data);
  return new Uint8Array(hash);
}

type Hash = (data: Uint8Array) => Uint8Array | Promise<Uint8Array>;

async function load(name: DigestName): Promise<Hash> {
  switch (name) {
    case 'MD5':
      return (await import('./rare-digests.ts')).md5;
    case 'RIPEMD-160':
      return (await import('./rare-digests.ts')).ripemd160;
    case 'SHA-224':
      return (await import('./rare-digests.ts')).sha224;
    case 'SHA3-256':
      return (await import('./rare-digests.ts')).sha3_256;
    case 'SHA3-384':
      return (await import('./rare-digests.ts')).sha3_384;
    case 'SHA3-512':
      return (await import('./rare-digests.ts')).sha3_512;
    case 'SHAKE256': {
      const { shake256 } = await import('./rare-digests.ts');
      return (data) => shake256(data, { dkLen: 64 });
    }
    case 'SHA-1':
    case 'SHA-256':
    case 'SHA-384':
    case 'SHA-512':
      return async (data) =>
        new Uint8Array(await globalThis.crypto.subtle.digest(name, new Uint8Array(data)));
  }
}
