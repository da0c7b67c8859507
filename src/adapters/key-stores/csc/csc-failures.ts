import type { AppError } from '../../../shared/app-error.ts';
import { keyStoreError, type KeyStoreErrorCode } from '../key-store-errors.ts';

/**
 * Error codes of the service that mean more than its HTTP status does (CSC API v1.0.4 §10.1 and at each
 * method; v2 §10.1). Services also write them in capitals or with blanks.
 */
const errorCodes: Readonly<Record<string, KeyStoreErrorCode>> = {
  invalid_pin: 'pin-wrong',
  invalid_otp: 'pin-wrong',
  invalid_auth_data: 'pin-wrong',
  invalid_authdata: 'pin-wrong',
  pin_locked: 'pin-locked',
  otp_locked: 'pin-locked',
  credential_locked: 'pin-locked',
  credential_disabled: 'credential-disabled',
  invalid_token: 'signing-service-unauthorized',
  invalid_client: 'signing-service-unauthorized',
  unauthorized_client: 'signing-service-unauthorized',
  access_denied: 'signing-service-unauthorized',
  too_many_requests: 'signing-service-busy',
  temporarily_unavailable: 'key-store-unavailable',
  server_error: 'key-store-unavailable',
  invalid_request: 'signing-service-answer',
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
  const code = readErrorCode(text);
  const known = code === undefined ? undefined : errorCodes[code];
  const details = [`HTTP ${status}`];
  if (known !== undefined) details.push(code!);
  if (retryAfterMs !== undefined) details.push(`Retry-After ${retryAfterMs / 1000} s`);
  return keyStoreError(byStatus(status, known), details.join(', '));
}

function byStatus(status: number, known: KeyStoreErrorCode | undefined): KeyStoreErrorCode {
  if (status === 429) return 'signing-service-busy';
  if (known !== undefined && known !== 'signing-service-answer') return known;
  if (status === 401 || status === 403) return 'signing-service-unauthorized';
  if (status >= 500) return 'key-store-unavailable';
  if (status === 404) return 'key-not-in-store';
  return 'signing-service-answer';
}

function readErrorCode(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error.trim().toLowerCase().replace(/\s+/g, '_') : undefined;
  } catch {
    return undefined;
  }
}
