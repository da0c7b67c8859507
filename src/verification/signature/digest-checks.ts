import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import { parseDigestAlgorithm, type DigestName } from '../../formats/x509/keys/digest-algorithm.ts';
import type { KeyMemo } from '../../formats/x509/keys/key-memo.ts';
import { digestBytes, verifySignature } from '../../formats/x509/keys/verify-signature.ts';
import {
  findPastWeakness,
  nameAlgorithms,
  type PastWeakness,
} from '../../formats/x509/keys/algorithm-lifetimes.ts';
import { findCryptoWeakness } from '../../formats/x509/keys/crypto-constraints.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import type { Engine } from '../../formats/engine/engine.ts';
import { equalBytes, type Bytes } from '../../shared/bytes.ts';
import type { Instant } from '../../shared/instant.ts';
import { unlessMalformed } from '../../shared/format-error.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

/** The digest that a signer used, or `undefined` for one that we do not use. */
function findDigestName({ digestAlgorithm }: SignerInfo): DigestName | undefined {
  return unlessMalformed(() => parseDigestAlgorithm(digestAlgorithm));
}

/** Whether the signed bytes are those that were signed. */
export async function checkMessageDigest(
  signerInfo: SignerInfo,
  signedBytes: Bytes,
  engine: Engine,
): Promise<CheckResult> {
  const digestName = findDigestName(signerInfo);
  if (!digestName) {
    return objection(
      'signature/digest',
      'CRYPTO_CONSTRAINTS_FAILURE',
      'a digest that is not accepted',
    );
  }
  if (!signerInfo.signedAttributes) {
    return passed('signature/digest', 'the signature is over the bytes themselves');
  }
  const { attributes } = signerInfo.signedAttributes;
  const named = findOnlyValue(attributes, attributeTypes.messageDigest)?.content;
  const computed = await digestBytes(digestName, signedBytes, engine);
  if (!named || !equalBytes(named, computed)) {
    return objection('signature/digest', 'HASH_FAILURE', `another ${digestName} digest`);
  }
  return passed('signature/digest', `${digestName} digest equal`);
}

/** Whether the key made this signature. */
export async function checkMathematics(
  signerInfo: SignerInfo,
  signer: Certificate,
  signedBytes: Bytes,
  keys: KeyMemo,
): Promise<CheckResult> {
  const verify = (data: Bytes) =>
    verifySignature(
      signer.publicKeyInfo,
      signerInfo.signatureAlgorithm,
      signerInfo.signature,
      data,
      findDigestName(signerInfo),
      keys,
    );
  const { signedAttributes } = signerInfo;
  const asWritten = await verify(signedAttributes?.encodedSet ?? signedBytes);
  // Programs that write attributes out of order have signed them so, or in the order of DER (RFC 5652 §5.4).
  const isOpen = asWritten === 'invalid' && signedAttributes?.isSorted === false;
  const mathematics = isOpen ? await verify(signedAttributes.sortedSet) : asWritten;
  if (mathematics === 'valid') return passed('signature/mathematics', 'the signature verifies');
  if (mathematics === 'invalid') {
    return objection(
      'signature/mathematics',
      'SIG_CRYPTO_FAILURE',
      'the signature does not verify',
    );
  }
  return objection(
    'signature/mathematics',
    'CRYPTO_CONSTRAINTS_FAILURE',
    'an algorithm we do not use',
  );
}

/** As of when algorithms are judged. */
export interface StrengthTime {
  readonly at: Instant;
  /** Whether a time-stamp proves that the signature existed then. */
  readonly isProven: boolean;
}

/**
 * Whether the algorithms are ones to rely on: in documents of ours now, in those of others at the time when the
 * signature is proven to have existed, or else at the validation time (EN 319 102-1 §5.2.8, §5.6.2).
 * @param time left out: by what is agreed on now.
 */
export function checkStrength(
  signerInfo: SignerInfo,
  signer: Certificate,
  time?: StrengthTime,
): CheckResult {
  const digestName = findDigestName(signerInfo);
  const { publicKeyInfo } = signer;
  const { signatureAlgorithm } = signerInfo;
  const weakness = findCryptoWeakness(publicKeyInfo, signatureAlgorithm, digestName);
  if (weakness === undefined) return toStrength(undefined);
  if (!time) return toStrength({ found: weakness });
  const names = nameAlgorithms(publicKeyInfo, signatureAlgorithm, digestName);
  return toStrength(findPastWeakness(names, time.at), time);
}

/** Whether a digest alone is one to rely on. */
export function checkDigestStrength(name: DigestName, time: StrengthTime): CheckResult {
  return toStrength(findPastWeakness([name], time.at), time);
}

/** An end that is known leaves room for a proof that the signature is older; nothing else does (table 6). */
function toStrength(weakness: PastWeakness | undefined, time?: StrengthTime): CheckResult {
  const name = 'signature/algorithms';
  if (weakness === undefined) return passed(name, 'strong enough');
  const lacksProof = time !== undefined && !time.isProven && weakness.endedAt !== undefined;
  const subIndication = lacksProof
    ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
    : 'CRYPTO_CONSTRAINTS_FAILURE';
  return objection(name, subIndication, weakness.found);
}
