import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { toJcsText } from '../../formats/jcs/jcs.ts';
import type { TrailCheckpoint } from '../../registry/trail.ts';

/** The key of the installation that signs where the audit trail stands. */
export interface CheckpointKey {
  /** @returns compact JWS, `typ` `parinya-trail-checkpoint+jwt`, EdDSA. */
  sign(checkpoint: Omit<TrailCheckpoint, 'token'>): string;
  /** Whether the token is this key's and says exactly this. */
  isSigned(checkpoint: TrailCheckpoint): boolean;
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
  const publicKey = createPublicKey(privateKey);
  const { x } = publicKey.export({ format: 'jwk' });
  // RFC 7638 §3: the members that make the key, in their order.
  const kid = createHash('sha256')
    .update(toJcsText({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  const header = toPart(toJcsText({ alg: 'EdDSA', kid, typ: 'parinya-trail-checkpoint+jwt' }));
  const toInput = ({ sequence, digestHex, at }: Omit<TrailCheckpoint, 'token'>): string =>
    `${header}.${toPart(toJcsText({ at, digest: digestHex, sequence }))}`;
  return {
    sign(checkpoint) {
      const input = toInput(checkpoint);
      return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
    },
    isSigned(checkpoint) {
      const input = toInput(checkpoint);
      if (!checkpoint.token.startsWith(`${input}.`)) return false;
      const signature = Buffer.from(checkpoint.token.slice(input.length + 1), 'base64url');
      return verify(null, Buffer.from(input), publicKey, signature);
    },
  };
}

function toPart(text: string): string {
  return Buffer.from(text).toString('base64url');
}
