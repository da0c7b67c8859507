import type { RandomBelow } from '../registry/status-index.ts';

/** Where randomness comes from. The application takes it as an argument and never asks the machine. */
export interface RandomSource {
  /** Bytes from a cryptographic source. */
  readonly bytes: (length: number) => Uint8Array;
  readonly below: RandomBelow;
}
