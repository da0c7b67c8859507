import type { PreparedSigner } from '../prepared-signer.ts';
import { signCompactJwsBytes } from './compact-jws.ts';
import { toCredential, type CredentialInput } from './credential.ts';

/**
 * Makes the sidecar of one document: the same statement as the PDF, in JSON, signed with the same key
 * (`typ` `vc+jwt`, VC-JOSE-COSE §3.1).
 * @returns compact JWS, the bytes of `<document id>.jws`.
 * @throws AppError `signing-failed`
 */
export async function signSidecar(
  input: CredentialInput,
  prepared: PreparedSigner,
): Promise<Uint8Array<ArrayBuffer>> {
  return signCompactJwsBytes(toCredential(input), 'vc+jwt', prepared);
}
