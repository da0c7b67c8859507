import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { AppError } from '../../shared/app-error.ts';

/** Who calls as a registrar: a person of one institution. */
export interface Registrar {
  /** How the person is named in the registry's history. */
  readonly actor: string;
  readonly institutionCode: string;
}

/** An API key from the configuration, and whose it is. */
export interface RegistrarKey extends Registrar {
  /** The key itself, or `sha256:` and the hex of its SHA-256, so that the configuration need not hold it. */
  readonly key: string;
}

/** A key shorter than this can be guessed, so the configuration may not hold one. */
const SHORTEST_KEY_LENGTH = 20;
const DIGEST_FORM = /^sha256:([0-9a-f]{64})$/;

/** Knows the registrars' keys. Only their digests are kept. */
export class RegistrarKeys {
  readonly #entries: readonly { readonly digest: Buffer; readonly registrar: Registrar }[];

  /** @throws AppError `configuration-invalid` for a key that could be guessed or stands there twice. */
  constructor(keys: readonly RegistrarKey[]) {
    this.#entries = keys.map(({ key, actor, institutionCode }) => ({
      digest: toKeyDigest(key, actor),
      registrar: { actor, institutionCode },
    }));
    const distinct = new Set(this.#entries.map(({ digest }) => digest.toString('hex')));
    if (distinct.size < keys.length) {
      throw new AppError('configuration-invalid', {
        th: 'registrarKeys มีกุญแจซ้ำกัน แต่ละคนต้องมีกุญแจของตนเอง',
        en: 'registrarKeys: the same key stands there twice. Each person needs an own key.',
      });
    }
  }

  /**
   * The registrar whose key the request carries (`Authorization: Bearer <key>`, RFC 6750 §2.1).
   * @throws AppError `unauthorized`. Every key is compared, each in constant time.
   */
  authenticate(request: Request): Registrar {
    const digest = sha256(bearerTokenOf(request) ?? '');
    let found: Registrar | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.digest, digest)) found = entry.registrar;
    }
    if (found === undefined) throw keyNeeded();
    return found;
  }
}

/** The token of `Authorization: Bearer`, if there is one. */
export function bearerTokenOf(request: Request): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(request.get('Authorization') ?? '')?.[1];
}

function toKeyDigest(key: string, actor: string): Buffer {
  const digestHex = DIGEST_FORM.exec(key)?.[1];
  if (digestHex !== undefined) return Buffer.from(digestHex, 'hex');
  if (key.length < SHORTEST_KEY_LENGTH) {
    throw new AppError('configuration-invalid', {
      th: `registrarKeys: กุญแจของ ${actor} สั้นเกินไป (อย่างน้อย ${SHORTEST_KEY_LENGTH} ตัวอักษร)`,
      en: `registrarKeys: the key of ${actor} is too short (at least ${SHORTEST_KEY_LENGTH} characters).`,
    });
  }
  return sha256(key);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

function keyNeeded(): AppError {
  return new AppError('unauthorized', {
    th: 'ต้องใช้กุญแจ API ของเจ้าหน้าที่ทะเบียน (Authorization: Bearer ...)',
    en: "A registrar's API key is needed (Authorization: Bearer ...).",
  });
}
