import type { RenewalRegistry } from '../../registry/renewal-registry.ts';
import type { Instant } from '../../shared/instant.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';
import type { ServiceClock } from '../../signing/services/service-clock.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';

/** How documents are renewed. */
interface RenewalSettings {
  /** So many days before it ends a proof is made anew. */
  readonly aheadDays: number;
  /** Documents in work at the same time. */
  readonly concurrency: number;
  /** Time-stamps a second at most, evenly spaced; no limit when left out. */
  readonly documentsPerSecond?: number;
  /** When algorithms end by the installation's own judgement, by name; goes before the published dates. */
  readonly algorithmEnds: Readonly<Record<string, Instant>>;
}

/** Everything that renewing needs from outside. No institution's key: only authorities outside sign. */
export interface RenewalEnvironment extends Pick<
  IssuerEnvironment,
  'registry' | 'random' | 'checkpointKey'
> {
  readonly clock: ServiceClock;
  readonly renewals: RenewalRegistry;
  readonly archival: ArchivalServices;
  /** Whom whoever verifies believes. */
  readonly readTrustList: () => Promise<TrustList>;
  readonly settings: RenewalSettings;
  /** Tells this process from all others. */
  readonly holder: string;
  /** Whether a process is known to have ended. */
  readonly isGone: (holder: string) => boolean;
}
