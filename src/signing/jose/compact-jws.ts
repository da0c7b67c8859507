import { Buffer } from 'node:buffer';

import { isOwnSignature, signingFailed } from '../own-signature.ts';
import type { PreparedSigner } from '../prepared-signer.ts';
import type { JwsType } from './jws-header.ts';
import { toRawEcdsaSignature } from './raw-ecdsa-signature.ts';

/**
 * Signs a JSON text as compact JWS (RFC 7515 §3.1), under the header that the signer was prepared with.
 *
 * The `Signer` port makes the signature, not a JOSE library: those want the key itself, and a key in an
 * HSM never leaves it.
 * @param payload JSON text.
 * @throws AppError `signing-failed`, also when the finished token does not verify.
 */
export async function signCompactJws(
  payload: string,
  typ: JwsType,
  prepared: PreparedSigner,
): Promise<string> {
  const { algorithm } = prepared.signer;
  const signingInput = `${prepared.jwsHeaders[typ]}.${toBase64UrlText(payload)}`;
  const signature = await prepared.signer.sign(Buffer.from(signingInput, 'latin1'));
  const octets =
    algorithm.ecCoordinateBytes === undefined
      ? signature
      : toRawEcdsaSignature(signature, algorithm.ecCoordinateBytes);
  const token = `${signingInput}.${Buffer.from(octets).toString('base64url')}`;
  checkOwnToken(token, prepared);
  return token;
}

/** Verifies the finished text, not the values that it was made of. */
function checkOwnToken(token: string, prepared: PreparedSigner): void {
  const end = token.lastIndexOf('.');
  const signingInput = Buffer.from(token.slice(0, end), 'latin1');
  const octets = Buffer.from(token.slice(end + 1), 'base64url');
  if (!isOwnSignature(prepared, signingInput, octets, 'ieee-p1363')) {
    throw signingFailed('the JWS does not verify with the signing certificate');
  }
}

function toBase64UrlText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
