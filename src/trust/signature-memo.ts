import {
  parseCrl,
  type CertificateRevocationList,
} from '../formats/crl/certificate-revocation-list.ts';
import type { Engine } from '../formats/engine/engine.ts';
import { webEngine } from '../formats/engine/web-engine.ts';
import { parseOcspResponse, type OcspResponse } from '../formats/ocsp/ocsp-response.ts';
import { parseCertificate, type Certificate } from '../formats/x509/certificate.ts';
import { KeyMemo } from '../formats/x509/keys/key-memo.ts';
import {
  verifySignature,
  type SignatureMathematics,
} from '../formats/x509/keys/verify-signature.ts';
import { ByteMemo } from '../shared/byte-memo.ts';
import { parseAll } from './parse-all.ts';

/** What certificates and revocation lists have in common: something signed, and how. */
interface Signed {
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/** Some two thousand certificates; of the others, what documents of a few authorities carry. */
const MAX_CERTIFICATE_BYTES = 2 * 1024 * 1024;
const MAX_EVIDENCE_BYTES = 1024 * 1024;

/**
 * Reads certificates, lists and keys, and verifies the signatures on them, each only once. The answers are
 * pure, so whoever verifies many documents may keep one of these beside the parsed trust list: it saves
 * time and changes nothing. What it keeps of documents is bounded.
 */
export class SignatureMemo {
  /** What computes; whatever it is, the answers are the same. */
  readonly engine: Engine;
  readonly keys: KeyMemo;
  readonly #certificates = new ByteMemo<Certificate>(MAX_CERTIFICATE_BYTES);
  readonly #crls = new ByteMemo<CertificateRevocationList>(MAX_EVIDENCE_BYTES);
  readonly #ocspResponses = new ByteMemo<OcspResponse>(MAX_EVIDENCE_BYTES);
  readonly #answers = new WeakMap<Signed, WeakMap<Certificate, Promise<SignatureMathematics>>>();

  constructor(engine: Engine = webEngine) {
    this.engine = engine;
    this.keys = new KeyMemo(engine);
  }

  /** Those certificates that can be read. @param encodings DER. */
  certificates(encodings: readonly Uint8Array[]): readonly Certificate[] {
    return parseAll(encodings, (bytes) => this.#certificates.get(bytes, parseCertificate));
  }

  /** Those revocation lists that can be read. @param encodings DER. */
  crls(encodings: readonly Uint8Array[]): readonly CertificateRevocationList[] {
    return parseAll(encodings, (bytes) => this.#crls.get(bytes, parseCrl));
  }

  /** Those answers of responders that can be read. @param encodings DER. */
  ocspResponses(encodings: readonly Uint8Array[]): readonly OcspResponse[] {
    return parseAll(encodings, (bytes) => this.#ocspResponses.get(bytes, parseOcspResponse));
  }

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
      undefined,
      this.keys,
    );
    bySigner.set(signer, answer);
    return answer;
  }
}
