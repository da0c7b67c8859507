import { resolve } from 'node:path';
import { DevelopmentResponders } from '../../adapters/development-pki/responders/development-responders.ts';
import { readResponderMaterial } from '../../adapters/development-pki/responders/responder-material.ts';
import { parseCrl } from '../../formats/crl/certificate-revocation-list.ts';
import { parseInstant, type Instant } from '../../shared/instant.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import type { CommandLine } from '../cli/command-line.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';

/** After the signers' certificates have ended, before the time-stamp authority's does. */
export const YEARS_LATER: Instant = parseInstant('2040-01-01T00:00:00Z');

/**
 * The trust list as a verifier would have it on a later day: of all revocation lists only those that are
 * published then, by the roots that still are authorities.
 */
export async function toTrustListOf(
  at: Instant,
  list: TrustList,
  { dataFolder, settings }: LoadedConfiguration,
  { random }: CommandLine,
): Promise<TrustList> {
  const material = await readResponderMaterial(resolve(dataFolder, settings.developmentPki!));
  const responders = new DevelopmentResponders(material, {
    clock: { now: () => at },
    randomBytes: (length) => random.bytes(length),
  });
  const roots = material.index.authorities.filter(({ issuer }) => issuer === undefined);
  return { ...list, crls: roots.map(({ name }) => parseCrl(responders.findCrl(name)!)) };
}
