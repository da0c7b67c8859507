import type { BatchState } from '../../registry/states.ts';
import type { Instant } from '../../shared/instant.ts';
import type { KeyState } from '../../signing/keys/key-schedule.ts';
import type { ServiceStanding } from '../../signing/services/service-standing.ts';

/** A signing key's certificate and until when it is valid. */
export interface CertificateEnd {
  readonly institutionCode: string;
  readonly keyId: string;
  readonly state: KeyState;
  readonly expiresAt: Instant;
  /** Whether somebody should see to it: it ends within 60 days, or has ended, and is still meant to sign. */
  readonly isUrgent: boolean;
}

/** How batches stand. */
interface BatchCounts {
  readonly byState: ReadonlyMap<BatchState, number>;
  /** Those of which documents wait and are tried again by themselves. */
  readonly waiting: number;
  /** Those that somebody must see to before they go on. */
  readonly stopped: number;
  /** When the first of those that wait is tried again. */
  readonly nextAttempt: Instant | undefined;
}

/** What an operator watches of an issuer. Reading it asks no service outside, opens no key and signs nothing. */
export interface IssuerVitals {
  findCertificateEnds(): Promise<readonly CertificateEnd[]>;
  countBatches(): Promise<BatchCounts>;
  /** Services that were asked since the process was started. */
  findServiceStandings(): readonly ServiceStanding[];
  /** Worker threads that run, and pieces of work that wait for one. */
  readWorkers(): { readonly threads: number; readonly queued: number };
}
