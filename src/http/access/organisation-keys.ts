import type { Request } from 'express';
import { AppError } from '../../shared/app-error.ts';
import { ApiKeyRing } from './api-key-ring.ts';

/** Who calls as a verifying organisation: an employer or a university that keeps receipts here. */
export interface VerifyingOrganisation {
  readonly organisation: string;
}

/** An API key from the configuration, and whose it is. */
export interface OrganisationKey extends VerifyingOrganisation {
  /** The key itself, or `sha256:` and the hex of its SHA-256. */
  readonly key: string;
}

/** Knows the keys of verifying organisations. Only their digests are kept. */
export class OrganisationKeys {
  readonly #ring: ApiKeyRing<VerifyingOrganisation>;
  readonly #isEmpty: boolean;

  /** @throws AppError `configuration-invalid` for a key that could be guessed or stands there twice. */
  constructor(keys: readonly OrganisationKey[]) {
    this.#isEmpty = keys.length === 0;
    this.#ring = new ApiKeyRing(
      'organisationKeys',
      keys.map(({ key, organisation }) => ({ key, name: organisation, holder: { organisation } })),
    );
  }

  /**
   * The organisation whose key the request carries.
   * @throws AppError `unauthorized`.
   */
  authenticate(request: Request): VerifyingOrganisation {
    const found = this.#ring.find(request);
    if (found !== undefined) return found;
    throw new AppError('unauthorized', {
      th: 'ต้องใช้กุญแจ API ขององค์กรผู้ตรวจสอบ (Authorization: Bearer ...)',
      en: "A verifying organisation's API key is needed (Authorization: Bearer ...).",
    });
  }

  /**
   * The same where anyone may ask: a request without `Authorization` is nobody's, and so is every request
   * where no organisation has a key.
   * @throws AppError `unauthorized` for a key that is none of these.
   */
  authenticateIfGiven(request: Request): VerifyingOrganisation | undefined {
    if (this.#isEmpty || request.get('Authorization') === undefined) return undefined;
    return this.authenticate(request);
  }
}
