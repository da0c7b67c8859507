import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { RegistrySchema } from '../../adapters/sqlite/schema.ts';
import { SqliteRenewalRegistry } from '../../adapters/sqlite/sqlite-renewal-registry.ts';
import type { IssuerEnvironment } from '../../app/issuer-environment.ts';
import type { RenewalEnvironment } from '../../app/renewal/renewal-environment.ts';
import { TrustListReader } from '../../app/verifying/trust-list-reader.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { toRenewalSettings } from '../configuration/renewal-schema.ts';
import { openContentSeal } from '../installation/data-keys.ts';
import { createTrustListFile } from '../installation/trust-list-file.ts';
import { trustListPath } from '../installation/trust-list-path.ts';
import { isHolderGone, nameHolder } from './process-holder.ts';

/** What renewing shares with the rest of the issuing side. */
interface RenewalParts {
  readonly loaded: LoadedConfiguration;
  readonly isProduction: boolean;
  readonly environment: IssuerEnvironment;
  readonly database: Kysely<RegistrySchema>;
  readonly archival: ArchivalServices;
}

/** What renews documents, in an installation whose issuing side is open. */
export function openRenewal({
  loaded,
  isProduction,
  environment,
  database,
  archival,
}: RenewalParts): RenewalEnvironment {
  const { clock, registry, random, checkpointKey } = environment;
  const reader = new TrustListReader(createTrustListFile(trustListPath(loaded), isProduction));
  return {
    registry,
    random,
    checkpointKey,
    clock: { now: () => clock.now(), pause: (milliseconds) => delay(milliseconds) },
    renewals: new SqliteRenewalRegistry(database, openContentSeal(loaded)),
    archival,
    readTrustList: () => reader.read(),
    settings: toRenewalSettings(loaded.settings.renewal),
    holder: nameHolder(random.bytes),
    isGone: isHolderGone,
  };
}

/** Whether there is anybody who could stamp: without, nothing is renewed by itself. */
export function hasTimeStamping({ settings }: LoadedConfiguration): boolean {
  return settings.timeStamping.authorities.length > 0 || settings.developmentPki !== undefined;
}
