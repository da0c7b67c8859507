import { emptyStatusList, withStatuses } from '../../formats/status-list/status-list.ts';
import type { StatusListEntry } from '../../registry/registry-entries.ts';
import { statusBits, toStatusValue } from '../../registry/status-value.ts';
import { instantOf } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { signStatusList } from '../../signing/jose/sign-status-list.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import { toStatusListUri } from '../public-urls.ts';

/**
 * Signs a status list as it is now, with the key of the institution whose documents it speaks of, and
 * publishes it. Of two that do so at once the one that read the later states wins.
 */
export async function publishStatusList(
  environment: IssuerEnvironment,
  list: number,
): Promise<void> {
  const { registry, clock, signers, statusLists, publicUrl } = environment;
  const entry = await registry.findStatusList(list);
  if (entry === undefined) throw new RangeError('no such status list');
  const { revision, marks } = await registry.readStatusMarks(list);
  const states = withStatuses(
    emptyStatusList(entry.size, statusBits),
    marks.map(({ index, state }) => [index, toStatusValue(state)] as const),
  );
  const issuedAt = clock.now();
  const expiresAt = instantOf(issuedAt + statusLists.lifetimeSeconds * 1000);
  const token = await signStatusList(
    {
      uri: toStatusListUri(publicUrl, list),
      list: states,
      issuedAt,
      expiresAt,
      ttlSeconds: statusLists.ttlSeconds,
    },
    await signers.getSigner(entry.institutionCode, 'jose'),
  );
  await registry.publishStatusList(list, { revision, token, publishedAt: issuedAt, expiresAt });
}

/**
 * Publishes every list that is not what it should be: never published, older than a change of state (a
 * crash came between), or past half of its life. Meant to be called at a start and now and then.
 * @param institutionCode only lists of this institution.
 */
export async function refreshStatusLists(
  environment: IssuerEnvironment,
  institutionCode?: string,
): Promise<void> {
  const now = environment.clock.now();
  for (const entry of await environment.registry.listStatusLists()) {
    const concerns = institutionCode === undefined || entry.institutionCode === institutionCode;
    if (concerns && needsPublishing(entry, now)) await publishStatusList(environment, entry.list);
  }
}

function needsPublishing({ revision, published }: StatusListEntry, now: Instant): boolean {
  if (published === null || published.revision < revision) return true;
  return now > (published.publishedAt + published.expiresAt) / 2;
}
