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
  return Buffer.from(await signCompactJwsBytes(payload, typ, prepared)).toString('latin1');
}

/**
 * The same token as the ASCII characters of its text, in memory of their own: where thousands are made they
 * change hands between threads without a copy, and the heap holds none of them.
 * @throws AppError as {@link signCompactJws}
 */
export async function signCompactJwsBytes(
  payload: string,
  typ: JwsType,
  prepared: PreparedSigner,
): Promise<Uint8Array<ArrayBuffer>> {
  const { algorithm } = prepared.signer;
  const signingInput = Buffer.from(
    `${prepared.jwsHeaders[typ]}.${toBase64UrlText(payload)}`,
    'latin1',
  );
  const signature = await prepared.signer.sign(signingInput);
  const octets =
    algorithm.ecCoordinateBytes === undefined
      ? signature
      : toRawEcdsaSignature(signature, algorithm.ecCoordinateBytes);
  const ending = `.${Buffer.from(octets).toString('base64url')}`;
  const token = new Uint8Array(signingInput.length + ending.length);
  token.set(signingInput);
  token.set(Buffer.from(ending, 'latin1'), signingInput.length);
  checkOwnToken(token, prepared);
  return token;
}

const FULL_STOP = 0x2e;

/** Verifies the finished token, not the values that it was made of. */
function checkOwnToken(token: Uint8Array, prepared: PreparedSigner): void {
  const end = token.lastIndexOf(FULL_STOP);
  const octets = Buffer.from(Buffer.from(token.subarray(end + 1)).toString('latin1'), 'base64url');
  if (!isOwnSignature(prepared, token.subarray(0, end), octets, 'ieee-p1363')) {
    throw signingFailed('the JWS does not verify with the signing certificate');
  }
}

function toBase64UrlText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
