import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { AppError } from '../../shared/app-error.ts';

/** A key shorter than this can be guessed, so the configuration may not hold one. */
const SHORTEST_KEY_LENGTH = 20;
const DIGEST_FORM = /^sha256:([0-9a-f]{64})$/;

/** An API key of the configuration: itself, or `sha256:` and the hex of its SHA-256. */
export interface RingKey<Holder> {
  readonly key: string;
  readonly holder: Holder;
  /** Names the holder to the operator. */
  readonly name: string;
}

/** Knows the keys of one kind of callers. Only their digests are kept. */
export class ApiKeyRing<Holder> {
  readonly #entries: readonly { readonly digest: Buffer; readonly holder: Holder }[];

  /**
   * @param setting where the keys stand, for the operator.
   * @throws AppError `configuration-invalid` for a key that could be guessed or stands there twice.
   */
  constructor(setting: string, keys: readonly RingKey<Holder>[]) {
    this.#entries = keys.map(({ key, holder, name }) => ({
      digest: toKeyDigest(setting, key, name),
      holder,
    }));
    const distinct = new Set(this.#entries.map(({ digest }) => digest.toString('hex')));
    if (distinct.size < keys.length) {
      throw new AppError('configuration-invalid', {
        th: `${setting} มีกุญแจซ้ำกัน แต่ละรายต้องมีกุญแจของตนเอง`,
        en: `${setting}: the same key stands there twice. Each holder needs an own key.`,
      });
    }
  }

  /**
   * Whose key the request carries (`Authorization: Bearer <key>`, RFC 6750 §2.1); `undefined` for none of
   * these. Every key is compared, each in constant time.
   */
  find(request: Request): Holder | undefined {
    const digest = sha256(bearerTokenOf(request) ?? '');
    let found: Holder | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.digest, digest)) found = entry.holder;
    }
    return found;
  }
}

/** The token of `Authorization: Bearer`, if there is one. */
export function bearerTokenOf(request: Request): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(request.get('Authorization') ?? '')?.[1];
}

function toKeyDigest(setting: string, key: string, name: string): Buffer {
  const digestHex = DIGEST_FORM.exec(key)?.[1];
  if (digestHex !== undefined) return Buffer.from(digestHex, 'hex');
  if (key.length < SHORTEST_KEY_LENGTH) {
    throw new AppError('configuration-invalid', {
      th: `${setting}: กุญแจของ ${name} สั้นเกินไป (อย่างน้อย ${SHORTEST_KEY_LENGTH} ตัวอักษร)`,
      en: `${setting}: the key of ${name} is too short (at least ${SHORTEST_KEY_LENGTH} characters).`,
    });
  }
  return sha256(key);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
