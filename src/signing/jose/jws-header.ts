import { Buffer } from 'node:buffer';

import { toBase64 } from '../../shared/bytes.ts';
import type { Signer } from '../signer.ts';

/** The media types of the JWS that we make, as `typ` names them (RFC 7515 §4.1.9). */
export type JwsType = 'vc+jwt' | 'statuslist+jwt';

/**
 * The protected header of a signer's JWS, base64url: algorithm, type, key and certificate path as `x5c`
 * (RFC 7515 §4.1), so that a holder of the trust anchor needs nothing else to verify one.
 */
export function toJwsHeader({ keyId, algorithm, certificatePath }: Signer, typ: JwsType): string {
  const x5c = certificatePath.map(toBase64);
  const header = { alg: algorithm.jwsAlg, typ, kid: keyId, x5c };
  return Buffer.from(JSON.stringify(header), 'utf8').toString('base64url');
}
