import type { ArtifactStore, Registry } from '../../registry/registry.ts';
import type { Clock } from '../../shared/instant.ts';
import type { CheckpointKey } from './checkpoint-key.ts';
import type { SignatureMemo } from '../../trust/signature-memo.ts';
import type { TrustSource } from '../../verification/evidence.ts';

/** What an audit looks at. It writes nothing and holds no key. */
export interface AuditEnvironment {
  readonly clock: Clock;
  readonly registry: Registry & ArtifactStore;
  readonly trust: TrustSource;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Tells our checkpoints of the audit trail; without it only their digests are compared. */
  readonly checkpointKey?: Pick<CheckpointKey, 'isSigned'>;
  /** Remembered from one document to the next. */
  readonly signatures?: SignatureMemo;
}
