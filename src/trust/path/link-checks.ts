import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { formatInstant } from '../../shared/instant.ts';
import {
  checkEach,
  failed,
  passed,
  undetermined,
  type PathCheck,
  type PathRule,
} from './path-check.ts';
import { SignatureMemo } from '../signature-memo.ts';
import { findSignatureWeakness } from './signature-strength.ts';
import { placeInPath, type CertificatePath, type PathParameters } from './path-context.ts';

const signatureRule: PathRule = {
  check: 'path/signatures',
  because: 'each certificate is signed with the key of the next (RFC 5280 §6.1.3 (a)(1))',
};
const nameRule: PathRule = {
  check: 'path/names',
  because: 'each certificate names the next as its issuer (RFC 5280 §6.1.3 (a)(4))',
};
const validityRule: PathRule = {
  check: 'path/validity',
  because: 'each certificate is valid at the validation time (RFC 5280 §6.1.3 (a)(2))',
};
const algorithmRule: PathRule = {
  check: 'path/algorithms',
  because:
    'each signature uses an algorithm and a key of sufficient strength (EN 319 102-1 §5.2.8)',
};

/** Whether the signatures of a path hold. */
export async function checkPathSignatures(
  path: CertificatePath,
  { signatures = new SignatureMemo() }: PathParameters,
): Promise<PathCheck> {
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const mathematics = await signatures.verify(certificate, path[index + 1]!);
    const place = placeInPath(path, index);
    if (mathematics === 'invalid') {
      // Names that fit without a signature that fits are no chain at all: names are free to choose.
      return failed(
        signatureRule,
        'NO_CERTIFICATE_CHAIN_FOUND',
        `the signature on ${place} does not verify`,
      );
    }
    if (mathematics === 'unsupported') {
      return undetermined(
        signatureRule,
        'CRYPTO_CONSTRAINTS_FAILURE',
        `${place} is signed in a way that is not accepted`,
      );
    }
  }
  return passed(signatureRule, `${path.length - 1} signatures verify`);
}

/** Whether each certificate's issuer is the next one's subject. */
export function checkPathNames(path: CertificatePath): PathCheck {
  return checkEach(
    nameRule,
    path.slice(0, -1),
    'NO_CERTIFICATE_CHAIN_FOUND',
    ({ issuer }, index) =>
      areNamesEqual(issuer, path[index + 1]!.subject)
        ? undefined
        : `${placeInPath(path, index)} names another issuer`,
  );
}

/** Whether every certificate below the anchor is within its validity; a leaf that is the anchor counts. */
export function checkPathValidity(
  path: CertificatePath,
  { validationTime }: PathParameters,
): PathCheck {
  for (const [index, { notBefore, notAfter }] of belowAnchor(path).entries()) {
    const place = placeInPath(path, index);
    if (validationTime < notBefore) {
      const found = `${place} is valid from ${formatInstant(notBefore)}`;
      return failed(validityRule, 'NOT_YET_VALID', found);
    }
    if (validationTime > notAfter) {
      return failed(validityRule, 'EXPIRED', `${place} expired on ${formatInstant(notAfter)}`);
    }
  }
  return passed(validityRule, `all valid at ${formatInstant(validationTime)}`);
}

/** Whether digests and keys are strong enough. The anchor's own signature says nothing and is not judged. */
export function checkPathAlgorithms(path: CertificatePath, parameters: PathParameters): PathCheck {
  return checkEach(
    algorithmRule,
    path.slice(0, -1),
    'CRYPTO_CONSTRAINTS_FAILURE',
    ({ signatureAlgorithm }, index) => {
      const { publicKeyInfo } = path[index + 1]!;
      const weakness = findSignatureWeakness(publicKeyInfo, signatureAlgorithm, parameters);
      return weakness && `the signature on ${placeInPath(path, index)}: ${weakness}`;
    },
  );
}

/** The certificates that are judged: all but the anchor, which is believed by decision. */
export function belowAnchor(path: CertificatePath): CertificatePath {
  const [leaf, ...rest] = path;
  return [leaf, ...rest.slice(0, -1)];
}
