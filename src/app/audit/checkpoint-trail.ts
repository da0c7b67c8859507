import type { IssuerEnvironment } from '../issuer-environment.ts';

/** Signs where the audit trail stands now, unless that is signed already. */
export async function checkpointTrail({
  registry,
  clock,
  checkpointKey,
}: Pick<IssuerEnvironment, 'registry' | 'clock' | 'checkpointKey'>): Promise<void> {
  const end = await registry.findTrailEnd();
  const signed = await registry.findLastCheckpoint();
  if (end.sequence === (signed?.sequence ?? 0)) return;
  const checkpoint = { ...end, at: clock.now() };
  await registry.storeCheckpoint({ ...checkpoint, token: checkpointKey.sign(checkpoint) });
}
