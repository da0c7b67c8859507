import type { ArtifactStore, Registry } from '../registry/registry.ts';
import type { Clock } from '../shared/instant.ts';
import type { SignatureMemo } from '../trust/signature-memo.ts';

/** Where the trust list comes from; read again whenever it may have changed. */
export interface TrustListSource {
  /**
   * The JSON text of the trust list.
   * @throws AppError `input-unreadable`, `development-pki-refused`
   */
  read(): Promise<string>;
}

/** Everything that verifying needs from outside: no key, and nothing that could write. */
export interface VerifierEnvironment {
  readonly clock: Clock;
  readonly registry: Registry & ArtifactStore;
  readonly trustList: TrustListSource;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly statusListTtlSeconds: number;
  /** Remembered from one question to the next; left out, one that computes as browsers do. */
  readonly signatures?: SignatureMemo;
}
