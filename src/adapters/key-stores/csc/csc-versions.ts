import type { CscAlgorithm } from './credentials/csc-algorithms.ts';

/** One call for signatures, in words of ours. */
export interface SigningCall {
  readonly credentialId: string;
  /** Base64. */
  readonly hashes: readonly string[];
  readonly algorithm: CscAlgorithm;
}

/** What differs between the versions of the API: names of fields, and how secrets are handed in. */
export interface CscVersion {
  /** Body of `credentials/authorize` (v1.0.4 §11.6, v2 §11.6). */
  readonly toAuthorization: (
    call: SigningCall,
    secrets: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, unknown>>;
  /** Body of `signatures/signHash` (v1.0.4 §11.9, v2 §11.10). */
  readonly toSigning: (
    call: SigningCall,
    permission: string,
    isAsynchronous: boolean,
  ) => Readonly<Record<string, unknown>>;
  /** Whether signatures may be fetched later. */
  readonly hasAsynchronousSigning: boolean;
}

export const cscVersions = {
  v1: {
    toAuthorization: ({ credentialId, hashes }, secrets) => ({
      credentialID: credentialId,
      numSignatures: hashes.length,
      hash: hashes,
      ...secrets,
    }),
    toSigning: ({ credentialId, hashes, algorithm }, permission) => ({
      credentialID: credentialId,
      SAD: permission,
      hash: hashes,
      hashAlgo: algorithm.hashAlgorithmOid,
      signAlgo: algorithm.signAlgo,
      ...toParameters(algorithm),
    }),
    hasAsynchronousSigning: false,
  },
  v2: {
    toAuthorization: ({ credentialId, hashes, algorithm }, secrets) => ({
      credentialID: credentialId,
      numSignatures: hashes.length,
      hashes,
      hashAlgorithmOID: algorithm.hashAlgorithmOid,
      authData: Object.entries(secrets).map(([id, value]) => ({ id, value })),
    }),
    toSigning: ({ credentialId, hashes, algorithm }, permission, isAsynchronous) => ({
      credentialID: credentialId,
      SAD: permission,
      hashes,
      hashAlgorithmOID: algorithm.hashAlgorithmOid,
      signAlgo: algorithm.signAlgo,
      ...toParameters(algorithm),
      operationMode: isAsynchronous ? 'A' : 'S',
    }),
    hasAsynchronousSigning: true,
  },
} as const satisfies Record<string, CscVersion>;

export type CscVersionName = keyof typeof cscVersions;

function toParameters({ signAlgoParams }: CscAlgorithm) {
  return signAlgoParams === undefined ? {} : { signAlgoParams };
}
