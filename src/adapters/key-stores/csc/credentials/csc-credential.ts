import { parseBase64 } from '../../../../shared/bytes.ts';
import { isFormatError } from '../../../../shared/format-error.ts';
import { keyStoreError } from '../../key-store-errors.ts';
import type { CscAnswer } from '../csc-answer.ts';
import { malformed, objectAt, textsAt } from './answer-fields.ts';
import { parseCscAuthorization, type CscAuthorization } from './csc-authorization.ts';

/** What `credentials/info` says of a key, read from either version of the API. */
export interface CscCredential {
  /** DER, leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** Object identifiers of the algorithms that the key may be used with. */
  readonly algorithms: readonly string[];
  readonly authorization: CscAuthorization;
  /** How many hashes one permission covers. */
  readonly maxSignatures: number;
  /**
   * Whether the service holds each permission to the hashes that it was given for (`SCAL` 2), or only to their
   * number (1).
   */
  readonly bindsHashes: boolean;
}

/**
 * @throws AppError `credential-disabled`, `certificate-expired`, `credential-needs-person`,
 *   `signing-service-answer`
 */
export function parseCscCredential(answer: CscAnswer): CscCredential {
  const key = objectAt(answer, 'key');
  const certificate = objectAt(answer, 'cert');
  if (key['status'] !== 'enabled') throw keyStoreError('credential-disabled', 'key.status');
  const { status = 'valid' } = certificate;
  if (status === 'expired') throw keyStoreError('certificate-expired');
  if (status !== 'valid') throw keyStoreError('credential-disabled', 'cert.status');
  return {
    certificates: textsAt(certificate, 'certificates').map(parseDer),
    algorithms: textsAt(key, 'algo'),
    authorization: parseCscAuthorization(answer),
    maxSignatures: parseMultisign(answer['multisign']),
    bindsHashes: parseScal(answer['SCAL']),
  };
}

/** Required by the standard; a service that leaves it out gets one hash a call. */
function parseMultisign(multisign: unknown = 1): number {
  if (typeof multisign !== 'number' || !Number.isSafeInteger(multisign) || multisign < 1) {
    throw malformed('multisign');
  }
  return multisign;
}

function parseScal(scal: unknown = '1'): boolean {
  if (scal !== '1' && scal !== '2') throw malformed('SCAL');
  return scal === '2';
}

function parseDer(base64: string): Uint8Array {
  try {
    return parseBase64(base64.replace(/\s/g, ''));
  } catch (error) {
    if (isFormatError(error)) throw malformed('cert.certificates');
    throw error;
  }
}
