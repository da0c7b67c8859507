import { X509Certificate, type KeyObject } from 'node:crypto';

import { toJwsHeader, type JwsType } from './jose/jws-header.ts';
import { toCmsAssembler, type CmsAssembler } from './pades/cms-assembler.ts';
import { toGatheringSigner } from './gathering-signer.ts';
import type { Signer } from './signer.ts';

/**
 * A signer with everything that is the same in each of its signatures worked out once: a batch of
 * thousands of documents then pays for digests and the key operation only.
 */
export interface PreparedSigner {
  readonly signer: Signer;
  /** The leaf certificate's key: every signature is checked with it before it leaves us. */
  readonly publicKey: KeyObject;
  readonly cms: CmsAssembler;
  /** The first part of every JWS of a type, encoded: it names algorithm, type, key and certificate path. */
  readonly jwsHeaders: Readonly<Record<JwsType, string>>;
}

/** Prepares a signer for many signatures. Do it once per worker, not per document. */
export function prepareSigner(signer: Signer): PreparedSigner {
  const [leaf] = signer.certificatePath;
  if (leaf === undefined) throw new TypeError('a signer has at least its own certificate');
  const headerOf = (typ: JwsType) => toJwsHeader(signer, typ);
  return {
    signer: toGatheringSigner(signer),
    publicKey: new X509Certificate(leaf).publicKey,
    cms: toCmsAssembler(signer),
    jwsHeaders: { 'vc+jwt': headerOf('vc+jwt'), 'statuslist+jwt': headerOf('statuslist+jwt') },
  };
}
