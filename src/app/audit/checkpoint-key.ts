import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { toJcsText } from '../../formats/jcs/jcs.ts';
import type { TrailCheckpoint } from '../../registry/trail.ts';

/** The public half of a key for checkpoints, as JSON Web Key (RFC 8037 §2). */
export interface CheckpointPublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes, base64url. */
  readonly x: string;
}

/** Tells the checkpoints of one installation from those of others. */
export interface CheckpointVerifier {
  readonly publicKey: CheckpointPublicKey;
  /** Whether the token is this key's and says exactly this. */
  isSigned(checkpoint: TrailCheckpoint): boolean;
}

/** The key of the installation that signs where the audit trail stands. */
export interface CheckpointKey extends CheckpointVerifier {
  /** @returns compact JWS, `typ` `parinya-trail-checkpoint+jwt`, EdDSA. */
  sign(checkpoint: Omit<TrailCheckpoint, 'token'>): string;
}

/** DER of a PKCS#8 Ed25519 key up to its seed (RFC 8410 §7). */
const PKCS8_BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key from 32 secret bytes: the same bytes give the same key. */
export function createCheckpointKey(seed: Uint8Array): CheckpointKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_BEFORE_SEED, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey: CheckpointPublicKey = { kty: 'OKP', crv: 'Ed25519', x: x! };
  return {
    ...createCheckpointVerifier(publicKey),
    sign(checkpoint) {
      const input = toSigningInput(publicKey, checkpoint);
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
    },
  };
}

/** Judges checkpoints by a public key alone. @throws what `node:crypto` throws for a key that is none. */
export function createCheckpointVerifier(publicKey: CheckpointPublicKey): CheckpointVerifier {
  const { kty, crv, x } = publicKey;
  const key: KeyObject = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  return {
    publicKey,
    isSigned(checkpoint) {
      const input = toSigningInput(publicKey, checkpoint);
      if (!checkpoint.token.startsWith(`${input}.`)) return false;
      const signature = Buffer.from(checkpoint.token.slice(input.length + 1), 'base64url');
      return verify(null, Buffer.from(input), key, signature);
    },
  };
}

/** What is signed, in its one spelling: whoever verifies makes it anew from what was said. */
function toSigningInput(
  { crv, kty, x }: CheckpointPublicKey,
  { sequence, digestHex, at }: Omit<TrailCheckpoint, 'token'>,
): string {
  // RFC 7638 §3: the members that make the key, in their order.
  const kid = createHash('sha256').update(toJcsText({ crv, kty, x })).digest('base64url');
  const header = toPart(toJcsText({ alg: 'EdDSA', kid, typ: 'parinya-trail-checkpoint+jwt' }));
  return `${header}.${toPart(toJcsText({ at, digest: digestHex, sequence }))}`;
}

function toPart(text: string): string {
  return Buffer.from(text).toString('base64url');
}
