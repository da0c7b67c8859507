import { findPastWeakness, nameAlgorithms } from '../../formats/x509/keys/algorithm-lifetimes.ts';
import { findCryptoWeakness } from '../../formats/x509/keys/crypto-constraints.ts';
import type { PathParameters } from './path-context.ts';

/** Why the signature on a certificate, list or answer is not strong enough; `undefined` when it is (EN 319 102-1 §5.2.8). */
export function findSignatureWeakness(
  publicKeyInfo: Uint8Array,
  algorithmIdentifier: Uint8Array,
  { validationTime, judgesAlgorithmsThen = false }: PathParameters,
): string | undefined {
  if (!judgesAlgorithmsThen) return findCryptoWeakness(publicKeyInfo, algorithmIdentifier);
  return findPastWeakness(nameAlgorithms(publicKeyInfo, algorithmIdentifier), validationTime)
    ?.found;
}
