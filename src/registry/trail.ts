import { createHash } from 'node:crypto';
import { encodeJcs } from '../formats/jcs/jcs.ts';
import type { Instant } from '../shared/instant.ts';

/** What is kept of an object on either side of a change: states, digests, places, ids. No personal data. */
export type TrailValues = Readonly<Record<string, string | number | null>>;

/** Something that happened to a batch or a document. */
export interface TrailEvent {
  readonly at: Instant;
  /** Who did it, by the id that the installation knows. */
  readonly actor: string;
  /** `batch.` or `document.` and the state that it came to; `adopted` for what is older than the trail. */
  readonly action: string;
  /** Batch id or document id. */
  readonly object: string;
  readonly before: TrailValues | null;
  readonly after: TrailValues;
}

/** An event with its place in the chain: each entry's digest covers the one before. */
export interface TrailEntry extends TrailEvent {
  /** 1, 2, 3 ... without gaps. */
  readonly sequence: number;
  /** SHA-256, lower-case hex; 64 zeros before the first entry. */
  readonly previousDigestHex: string;
  readonly digestHex: string;
}

/** The end of the chain at some moment, signed: nothing before it can be changed or cut off unnoticed. */
export interface TrailCheckpoint {
  readonly sequence: number;
  readonly digestHex: string;
  readonly at: Instant;
  /** Compact JWS over the three. */
  readonly token: string;
}

/** What the first entry of a chain names as the one before. */
export const trailStart = { sequence: 0, digestHex: '0'.repeat(64) };

/** The digest of an entry: SHA-256 over the JCS form (RFC 8785) of everything else in it, lower-case hex. */
export function toTrailDigest(entry: Omit<TrailEntry, 'digestHex'>): string {
  const { sequence, at, actor, action, object, before, after, previousDigestHex } = entry;
  const covered = { sequence, at, actor, action, object, before, after, previousDigestHex };
  return createHash('sha256').update(encodeJcs(covered)).digest('hex');
}
