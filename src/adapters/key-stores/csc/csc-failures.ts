import type { AppError } from '../../../shared/app-error.ts';
import { keyStoreError, type KeyStoreErrorCode } from '../key-store-errors.ts';
import type { CscAnswer } from './csc-answer.ts';

/**
 * Error codes of the service that mean more than its HTTP status does (CSC API v1.0.4 §10.1 and at each
 * method; v2 §10.1). Services also write them in capitals or with blanks.
 */
const errorCodes: Readonly<Record<string, KeyStoreErrorCode>> = {
  invalid_pin: 'pin-wrong',
  invalid_otp: 'otp-wrong',
  invalid_authentication_data: 'pin-wrong',
  invalid_auth_data: 'pin-wrong',
  invalid_authdata: 'pin-wrong',
  pin_locked: 'pin-locked',
  otp_locked: 'pin-locked',
  credential_locked: 'pin-locked',
  credential_disabled: 'credential-disabled',
  invalid_token: 'signing-service-unauthorized',
  expired_token: 'signing-service-unauthorized',
  invalid_client: 'signing-service-unauthorized',
  unauthorized_client: 'signing-service-unauthorized',
  authentication_error: 'signing-service-unauthorized',
  access_denied: 'signing-service-unauthorized',
  too_many_requests: 'signing-service-busy',
  temporarily_unavailable: 'key-store-unavailable',
  server_error: 'key-store-unavailable',
  invalid_request: 'signing-service-answer',
};

/**
 * Everything else is `invalid_request`, and only the description tells cases apart. The standard gives its words
 * (in the tables of error cases at each method), so here, and only here, they are part of the protocol.
 */
const invalidRequests: Readonly<Record<string, KeyStoreErrorCode>> = {
  'credential locked': 'pin-locked',
  'the credential identified by credentialid is disabled': 'credential-disabled',
  'invalid parameter credentialid': 'key-not-in-store',
  'signing certificate is expired': 'certificate-expired',
  'sad expired': 'signing-permission-expired',
  'invalid parameter signalgo': 'credential-algorithm',
};

/**
 * A refusal of the service as we name it. Of its words only a code that we know is repeated: descriptions
 * may quote what was sent, and so a PIN.
 * @param retryAfterMs how long the service asks to be left alone.
 */
export function toCscFailure(
  status: number,
  text: string,
  retryAfterMs: number | undefined,
): AppError {
  const { code, description } = readError(text);
  const known =
    (code === 'invalid_request' ? invalidRequests[description] : undefined) ?? errorCodes[code];
  const details = [`HTTP ${status}`];
  if (known !== undefined) details.push(code);
  if (retryAfterMs !== undefined) details.push(`Retry-After ${retryAfterMs / 1000} s`);
  return keyStoreError(byStatus(status, known), details.join(', '), retryAfterMs);
}

function byStatus(status: number, known: KeyStoreErrorCode | undefined): KeyStoreErrorCode {
  if (status === 429) return 'signing-service-busy';
  if (known !== undefined && known !== 'signing-service-answer') return known;
  if (status === 401 || status === 403) return 'signing-service-unauthorized';
  if (status >= 500) return 'key-store-unavailable';
  if (status === 404) return 'key-not-in-store';
  return 'signing-service-answer';
}

function readError(text: string): { readonly code: string; readonly description: string } {
  try {
    const { error, error_description: description } = JSON.parse(text) as CscAnswer;
    return { code: toWords(error).replace(/\s+/g, '_'), description: toWords(description) };
  } catch {
    return { code: '', description: '' };
  }
}

function toWords(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
