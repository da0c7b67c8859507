import { setTimeout as delay } from 'node:timers/promises';
import { HostList } from '../../../adapters/revocation-services/host-list.ts';
import { HttpRevocationTransport } from '../../../adapters/revocation-services/http-revocation-transport.ts';
import type { RandomSource } from '../../../app/random-source.ts';
import type { Clock } from '../../../shared/instant.ts';
import { IssuerClient } from '../../../signing/issuers/issuer-client.ts';
import type { IssuerSource } from '../../../signing/issuers/issuer-source.ts';
import type { RetrySettings, RetrySources } from '../../../signing/services/retry.ts';
import type { RevocationServiceSettings } from '../../configuration/archival-schema.ts';

const LONGEST_PAUSE_MS = 10_000;
const FRACTIONS = 1_000_000;

/** Time and chance of this process, for those who ask services outside. */
export function toRetrySources(clock: Clock, random: Pick<RandomSource, 'below'>): RetrySources {
  return {
    clock: { now: () => clock.now(), pause: (ms) => delay(ms) },
    fraction: () => random.below(FRACTIONS) / FRACTIONS,
  };
}

/** How often a service is asked again, out of its settings. */
export function toRetry({
  attempts,
  firstPauseMs,
}: Pick<RevocationServiceSettings, 'attempts' | 'firstPauseMs'>): RetrySettings {
  return { attempts, firstPauseMs, longestPauseMs: LONGEST_PAUSE_MS };
}

/** The way to the addresses in certificates: to the hosts of the settings alone. */
export function toRevocationTransport(
  { hosts, allowPrivateAddresses, timeoutMs }: RevocationServiceSettings,
  pinned: ReadonlyMap<string, { readonly address: string; readonly port: number }> = new Map(),
): HttpRevocationTransport {
  return new HttpRevocationTransport({
    hosts: new HostList(hosts),
    allowsPrivateAddresses: allowPrivateAddresses,
    pinned,
    timeoutMs,
  });
}

/** Where missing certificates of issuers are fetched, while a person adds a key. */
export function openIssuerSource(
  revocation: RevocationServiceSettings,
  clock: Clock,
  random: Pick<RandomSource, 'below'>,
): IssuerSource {
  const transport = toRevocationTransport(revocation);
  return new IssuerClient(toRetry(revocation), { ...toRetrySources(clock, random), transport });
}
