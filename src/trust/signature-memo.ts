import type { Certificate } from '../formats/x509/certificate.ts';
import {
  verifySignature,
  type SignatureMathematics,
} from '../formats/x509/keys/verify-signature.ts';

/** What certificates and revocation lists have in common: something signed, and how. */
interface Signed {
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Verifies signatures on certificates and lists, each only once. The answers are pure, so whoever verifies
 * many documents may keep one of these beside the parsed trust list: it saves time and changes nothing.
 */
export class SignatureMemo {
  readonly #answers = new WeakMap<Signed, WeakMap<Certificate, Promise<SignatureMathematics>>>();

  /** Whether `signer`'s key signed it. Remembered by identity of the parsed objects. */
  verify(signed: Signed, signer: Certificate): Promise<SignatureMathematics> {
    const bySigner = this.#answers.get(signed) ?? new WeakMap();
    this.#answers.set(signed, bySigner);
    const known = bySigner.get(signer);
    if (known) return known;
    const answer = verifySignature(
      signer.publicKeyInfo,
      signed.signatureAlgorithm,
      signed.signature,
      signed.toBeSigned,
    );
    bySigner.set(signer, answer);
    return answer;
  }
}
