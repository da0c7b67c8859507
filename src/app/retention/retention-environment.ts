import type { RegistryEraser } from '../../registry/erasure.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';

/** How long an institution keeps personal data. */
export interface RetentionRule {
  /** Full years from the issue of a document, or from its last change of state; left out: for good. */
  readonly documentYears?: number;
  /** Days from the end of a batch for what no document came of: findings, notes and unissued records. */
  readonly unissuedDays: number;
}

/** Everything that erasing needs from outside. */
export interface RetentionEnvironment extends Pick<
  IssuerEnvironment,
  'clock' | 'registry' | 'institutions' | 'checkpointKey'
> {
  readonly eraser: RegistryEraser;
  /** By institution code. */
  readonly rules: ReadonlyMap<string, RetentionRule>;
}
