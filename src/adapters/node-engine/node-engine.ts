import { constants, createHash, createPublicKey, createVerify, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

import type {
  Engine,
  EngineKey,
  KeyPurpose,
  SignatureParameters,
} from '../../formats/engine/engine.ts';
import type { DigestName } from '../../formats/x509/keys/digest-algorithm.ts';
import {
  checkZlibEnd,
  checkZlibHeader,
  ZLIB_HEADER_BYTES,
} from '../../formats/pdf/streams/inflate.ts';
import { FormatError } from '../../shared/format-error.ts';
import { joinParts } from '../../shared/bytes.ts';

/** As OpenSSL calls them. SHAKE256 has 64 octets here, as with Ed448. */
const hashNames: Readonly<Record<DigestName, string>> = {
  MD5: 'md5',
  'RIPEMD-160': 'ripemd160',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
  SHAKE256: 'shake256',
};

/**
 * Node's own cryptography and zlib: the same answers as WebCrypto and JavaScript give, without copying what is
 * digested and without waiting for another thread, which for a document of usual size costs more than the work.
 */
export const nodeEngine: Engine = {
  hasDigest: () => true,
  digest: (name, parts) => {
    const hash = createHash(hashNames[name], name === 'SHAKE256' ? { outputLength: 64 } : {});
    for (const part of parts) hash.update(part);
    return Promise.resolve(new Uint8Array(hash.digest()));
  },
  importKey: (publicKeyInfo, purpose) =>
    new Promise((resolve) => {
      const key = createPublicKey({ key: publicKeyInfo as Buffer, format: 'der', type: 'spki' });
      resolve(new NodeKey(key, purpose));
    }),
  inflate,
};

class NodeKey implements EngineKey {
  readonly #key: KeyObject;
  readonly #name: KeyPurpose['name'];

  constructor(key: KeyObject, { name }: KeyPurpose) {
    this.#key = key;
    this.#name = name;
  }

  verify(
    signature: Uint8Array,
    parts: readonly Uint8Array[],
    parameters: SignatureParameters,
  ): Promise<boolean> {
    return Promise.resolve(this.#verify(signature, parts, parameters));
  }

  #verify(
    signature: Uint8Array,
    parts: readonly Uint8Array[],
    { hash, saltLength }: SignatureParameters,
  ): boolean {
    // Ed25519 digests for itself, twice: it needs everything at once.
    if (this.#name === 'Ed25519') return verify(null, joinParts(parts), this.#key, signature);
    const verifier = createVerify(hashNames[hash]);
    for (const part of parts) verifier.update(part);
    switch (this.#name) {
      case 'ECDSA':
        return verifier.verify({ key: this.#key, dsaEncoding: 'ieee-p1363' }, signature);
      case 'RSA-PSS': {
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        return verifier.verify(
          { key: this.#key, padding, ...(saltLength === undefined ? {} : { saltLength }) },
          signature,
        );
      }
      case 'RSASSA-PKCS1-v1_5':
        return verifier.verify({ key: this.#key, padding: constants.RSA_PKCS1_PADDING }, signature);
    }
  }
}

/** As `inflateBounded`: the checksum at the end is not compared, and little may follow it. */
function inflate(data: Uint8Array, maxBytes: number): Uint8Array {
  checkZlibHeader(data);
  const { inflated, usedBytes } = inflateRaw(data.subarray(ZLIB_HEADER_BYTES), maxBytes);
  if (inflated.length > maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
  checkZlibEnd(data.length - ZLIB_HEADER_BYTES - usedBytes);
  return inflated;
}

function inflateRaw(data: Uint8Array, maxBytes: number) {
  try {
    const { buffer, engine } = inflateRawSync(data, {
      maxOutputLength: Math.max(1, maxBytes),
      info: true,
    }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    const inflated = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
    return { inflated, usedBytes: engine.bytesWritten };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new FormatError('pdf/limit', 'a stream expands too far');
    }
    throw new FormatError('pdf/stream', 'a stream is not deflate data');
  }
}
