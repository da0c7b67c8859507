import type { RsaScheme, SignatureAlgorithm } from '../../../../formats/signature-algorithm.ts';
import { equalBytes } from '../../../../shared/bytes.ts';
import type { Instant } from '../../../../shared/instant.ts';
import { checkSigningCertificate, toCertificatePath } from '../../certificate-path.ts';
import type { CscAccess } from '../csc-access.ts';
import type { CscAnswer } from '../csc-answer.ts';
import { malformed } from './answer-fields.ts';
import { toCscAlgorithm, type CscAlgorithm } from './csc-algorithms.ts';
import { parseCscCredential, type CscCredential } from './csc-credential.ts';

/** A key of the service's that can sign documents for us. */
export interface UsableCredential extends CscCredential {
  /** How the key signs, and what the service calls that. */
  readonly algorithm: SignatureAlgorithm;
  readonly cscAlgorithm: CscAlgorithm;
  /** DER, leaf first, without the root. */
  readonly certificatePath: readonly Uint8Array[];
}

/**
 * Asks the service about a key (`credentials/info`) with all that deciding needs.
 * @throws AppError as `askCscService`
 */
export async function askForCredential(
  access: CscAccess,
  credentialId: string,
): Promise<CscAnswer> {
  const { answer } = await access.call('credentials/info', {
    credentialID: credentialId,
    certificates: 'chain',
    certInfo: true,
    authInfo: true,
  });
  return answer;
}

/**
 * Whether a key can be used as it stands: enabled, released without a person, its certificate good for
 * signing documents, its algorithm on offer.
 * @param at the time at which the certificate must be valid.
 * @throws AppError as `parseCscCredential`, `checkSigningCertificate`, `toCertificatePath`;
 *   `credential-algorithm`
 */
export function toUsableCredential(
  answer: CscAnswer,
  at: Instant,
  rsaScheme?: RsaScheme,
): UsableCredential {
  const credential = parseCscCredential(answer);
  const [leaf] = credential.certificates;
  if (leaf === undefined) throw malformed('cert.certificates');
  const algorithm = checkSigningCertificate(leaf, at, rsaScheme);
  return {
    ...credential,
    algorithm,
    cscAlgorithm: toCscAlgorithm(algorithm, credential.algorithms),
    certificatePath: toCertificatePath(credential.certificates, ({ raw }) => equalBytes(raw, leaf)),
  };
}
