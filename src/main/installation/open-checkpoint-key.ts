import { createCheckpointKey } from '../../app/audit/checkpoint-key.ts';
import type { CheckpointKey } from '../../app/audit/checkpoint-key.ts';
import { deriveInstallationKey } from './installation-secret.ts';

/**
 * The key that signs where an installation's audit trail stands; derived from the installation's secret, so
 * that there is no other file to keep.
 * @throws AppError `data-dir-missing`
 */
export function openCheckpointKey(dataFolder: string): CheckpointKey {
  return createCheckpointKey(deriveInstallationKey(dataFolder, 'parinya audit trail 1'));
}
