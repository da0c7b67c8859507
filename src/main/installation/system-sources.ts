import { randomBytes, randomInt } from 'node:crypto';
import type { RandomSource } from '../../app/random-source.ts';
import type { Clock } from '../../shared/instant.ts';
import { instantOf } from '../../shared/instant.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/** The operating system's cryptographic randomness. */
export const systemRandom: RandomSource = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  below: (limit) => randomInt(limit),
};
