import type { Request } from 'express';
import { AppError } from '../../shared/app-error.ts';
import { ApiKeyRing } from './api-key-ring.ts';

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

/** Knows the registrars' keys. Only their digests are kept. */
export class RegistrarKeys {
  readonly #ring: ApiKeyRing<Registrar>;

  /** @throws AppError `configuration-invalid` for a key that could be guessed or stands there twice. */
  constructor(keys: readonly RegistrarKey[]) {
    this.#ring = new ApiKeyRing(
      'registrarKeys',
      keys.map(({ key, actor, institutionCode }) => ({
        key,
        name: actor,
        holder: { actor, institutionCode },
      })),
    );
  }

  /**
   * The registrar whose key the request carries.
   * @throws AppError `unauthorized`.
   */
  authenticate(request: Request): Registrar {
    const found = this.#ring.find(request);
    if (found !== undefined) return found;
    throw new AppError('unauthorized', {
      th: 'ต้องใช้กุญแจ API ของเจ้าหน้าที่ทะเบียน (Authorization: Bearer ...)',
      en: "A registrar's API key is needed (Authorization: Bearer ...).",
    });
  }
}
