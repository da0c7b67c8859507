import { parseCompactJws } from '../../formats/jws/compact-jws.ts';
import type { TrailCheckpoint } from '../../registry/trail.ts';
import { parseUtf8 } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';
import { instantOf } from '../../shared/instant.ts';
import { createCheckpointVerifier } from './checkpoint-key.ts';
import type { CheckpointPublicKey, CheckpointVerifier } from './checkpoint-key.ts';

const FORMAT = 'parinya-trail-checkpoints';
const MOST_CHECKPOINTS = 10_000;

/**
 * Signed checkpoints with the key that they are judged by, for somebody to keep who could not write the
 * registry: whatever is done to it later, its trail must still come by them.
 */
export interface CheckpointFile {
  readonly publicKey: CheckpointPublicKey;
  /** Where the installation publishes; what its status lists are called by. */
  readonly publicUrl: string;
  readonly checkpoints: readonly TrailCheckpoint[];
}

/** A file as it was read: its key has been tried on all that it holds. */
export interface KeptCheckpoints extends CheckpointFile {
  readonly verifier: CheckpointVerifier;
}

/** The JSON text of a checkpoint file. */
export function encodeCheckpointFile({
  publicKey,
  publicUrl,
  checkpoints,
}: CheckpointFile): string {
  const tokens = checkpoints.map(({ token }) => token);
  const file = { format: FORMAT, version: 1, publicUrl, key: publicKey, checkpoints: tokens };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a checkpoint file.
 * @throws FormatError `checkpoint-file/syntax`, `checkpoint-file/signature`
 */
export function parseCheckpointFile(text: string): KeptCheckpoints {
  const { format, version, publicUrl, key, checkpoints: tokens } = readMembers(text);
  const isOurs = format === FORMAT && version === 1 && typeof publicUrl === 'string';
  if (!isOurs || !isPublicKey(key) || !isTokens(tokens)) throw malformed();
  const publicKey: CheckpointPublicKey = { kty: 'OKP', crv: 'Ed25519', x: key.x };
  const verifier = openVerifier(publicKey);
  const checkpoints = tokens.map(readToken);
  if (checkpoints.some((checkpoint) => !verifier.isSigned(checkpoint))) {
    throw new FormatError('checkpoint-file/signature', 'a checkpoint is not signed by the key');
  }
  return { publicKey, publicUrl, checkpoints, verifier };
}

function readMembers(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>;
  } catch {
    // No JSON, and not of the right form, are one finding.
  }
  throw malformed();
}

function readToken(token: string): TrailCheckpoint {
  const { payload } = parseCompactJws(token, 'parinya-trail-checkpoint+jwt');
  const { at, digest, sequence } = readMembers(parseUtf8(payload));
  if (typeof at !== 'number' || typeof digest !== 'string' || typeof sequence !== 'number') {
    throw malformed();
  }
  return { sequence, digestHex: digest, at: instantOf(at), token };
}

function openVerifier(publicKey: CheckpointPublicKey): CheckpointVerifier {
  try {
    return createCheckpointVerifier(publicKey);
  } catch {
    throw malformed();
  }
}

function isPublicKey(value: unknown): value is CheckpointPublicKey {
  const { kty, crv, x } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string';
}

function isTokens(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_CHECKPOINTS) return false;
  return value.every((token) => typeof token === 'string');
}

function malformed(): FormatError {
  return new FormatError('checkpoint-file/syntax', 'not a file of checkpoints');
}
