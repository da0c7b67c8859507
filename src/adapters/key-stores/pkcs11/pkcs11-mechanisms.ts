import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import type { Mechanism, RsaPSS } from 'pkcs11js';

import type { SignatureAlgorithm } from '../../../formats/signature-algorithm.ts';
import {
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../../formats/der/der-writer.ts';
import { nodeDigestName } from '../../../signing/own-signature.ts';
import { toDerEcdsaSignature } from '../ecdsa-signature.ts';

/** How a token is asked for a signature of one algorithm (PKCS#11 v2.40 current mechanisms §2.1, §2.3). */
export interface TokenMechanism {
  readonly mechanism: Mechanism;
  /** What the token is given: bytes are digested here, so that a document's never travel to it. */
  readonly toInput: (data: Uint8Array) => Buffer;
  /** What it gives back, as CMS wants it. */
  readonly toSignature: (output: Buffer) => Uint8Array;
  /** `CKK_…` of the keys that sign so. */
  readonly keyType: number;
}

const CKK = { rsa: 0x00, ec: 0x03, edwards: 0x40 } as const;
const CKM = { rsaPkcs: 0x01, rsaPkcsPss: 0x0d, ecdsa: 0x1041, eddsa: 0x1057 } as const;
const CK_PARAMS_RSA_PSS = 5;
const digests = {
  'SHA-256': { oid: '2.16.840.1.101.3.4.2.1', mechanism: 0x250, maskGenerator: 2 },
  'SHA-384': { oid: '2.16.840.1.101.3.4.2.2', mechanism: 0x260, maskGenerator: 3 },
  'SHA-512': { oid: '2.16.840.1.101.3.4.2.3', mechanism: 0x270, maskGenerator: 4 },
} as const;

const asItIs = (output: Buffer) => Uint8Array.from(output);

/** The mechanism for an algorithm. */
export function toTokenMechanism(algorithm: SignatureAlgorithm): TokenMechanism {
  const { verification, digest } = algorithm;
  const toDigest = (data: Uint8Array) =>
    createHash(nodeDigestName(algorithm)).update(data).digest();
  switch (verification.kind) {
    case 'rsa-pkcs1':
      return {
        mechanism: { mechanism: CKM.rsaPkcs },
        // The token pads, but the DigestInfo of RFC 8017 §9.2 is ours to write.
        toInput: (data) => Buffer.from(toDigestInfo(digests[digest].oid, toDigest(data))),
        toSignature: asItIs,
        keyType: CKK.rsa,
      };
    case 'rsa-pss': {
      const parameter: RsaPSS = {
        type: CK_PARAMS_RSA_PSS,
        hashAlg: digests[digest].mechanism,
        mgf: digests[digest].maskGenerator,
        saltLen: verification.saltLength,
      };
      return {
        mechanism: { mechanism: CKM.rsaPkcsPss, parameter },
        toInput: toDigest,
        toSignature: asItIs,
        keyType: CKK.rsa,
      };
    }
    case 'ecdsa':
      return {
        mechanism: { mechanism: CKM.ecdsa },
        toInput: toDigest,
        // Tokens give `r || s`.
        toSignature: toDerEcdsaSignature,
        keyType: CKK.ec,
      };
    case 'ed25519':
      return {
        mechanism: { mechanism: CKM.eddsa },
        toInput: (data) => Buffer.from(data),
        toSignature: asItIs,
        keyType: CKK.edwards,
      };
  }
}

function toDigestInfo(oid: string, digest: Uint8Array): Uint8Array {
  return encodeSequence(encodeSequence(encodeOid(oid), encodeNull()), encodeOctetString(digest));
}
