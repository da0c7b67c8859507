import type { ArtifactStore, Registry } from '../../registry/registry.ts';
import type { Clock } from '../../shared/instant.ts';
import type { KeptCheckpoints } from './checkpoint-file.ts';
import type { CheckpointVerifier } from './checkpoint-key.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import type { TrustSource } from '../../verification/evidence.ts';

/** Has everything read as it was at one moment, while others go on writing. */
type AtOneMoment = <Result>(
  use: (registry: Registry & ArtifactStore) => Promise<Result>,
) => Promise<Result>;

/** What an audit looks at. It writes nothing and holds no key. */
export interface AuditEnvironment {
  readonly clock: Clock;
  readonly registry: Registry & ArtifactStore;
  readonly trust: TrustSource;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /**
   * Tells our checkpoints of the audit trail. Without it they are judged by the key of a file of `keptCheckpoints`;
   * without either, only their digests are compared, and the report says so.
   */
  readonly checkpointKey?: CheckpointVerifier;
  /** Checkpoints that somebody else kept: the trail must come by each of them. */
  readonly keptCheckpoints?: readonly KeptCheckpoints[];
  /** Reads all that belongs together as it was at one moment; left out where nobody writes meanwhile. */
  readonly atOneMoment?: AtOneMoment;
  /** Remembered from one document to the next. */
  readonly signatures?: SignatureMemo;
}
