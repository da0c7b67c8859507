import { isAppError, type AppError } from '../../../shared/app-error.ts';
import { keyStoreError, type KeyStoreErrorCode } from '../key-store-errors.ts';

interface ReturnValue {
  readonly name: string;
  readonly code: KeyStoreErrorCode;
  /** Whether the connection is worthless afterwards: a new one may work again. */
  readonly isLost?: true;
}

const lost = (name: string): ReturnValue => ({
  name,
  code: 'key-store-unavailable',
  isLost: true,
});

/** What modules answer (PKCS#11 v2.40 §5.1) and what that means for us. */
const returnValues: Readonly<Record<number, ReturnValue>> = {
  0x02: lost('CKR_HOST_MEMORY'),
  0x05: lost('CKR_GENERAL_ERROR'),
  0x06: lost('CKR_FUNCTION_FAILED'),
  0x30: lost('CKR_DEVICE_ERROR'),
  0x31: lost('CKR_DEVICE_MEMORY'),
  0x32: lost('CKR_DEVICE_REMOVED'),
  0x50: lost('CKR_FUNCTION_CANCELED'),
  0x60: lost('CKR_KEY_HANDLE_INVALID'),
  0x82: lost('CKR_OBJECT_HANDLE_INVALID'),
  0xb0: lost('CKR_SESSION_CLOSED'),
  0xb3: lost('CKR_SESSION_HANDLE_INVALID'),
  0xe0: lost('CKR_TOKEN_NOT_PRESENT'),
  0xe1: lost('CKR_TOKEN_NOT_RECOGNIZED'),
  0x03: lost('CKR_SLOT_ID_INVALID'),
  0x101: lost('CKR_USER_NOT_LOGGED_IN'),
  0x190: lost('CKR_CRYPTOKI_NOT_INITIALIZED'),
  0xa0: { name: 'CKR_PIN_INCORRECT', code: 'pin-wrong' },
  0xa1: { name: 'CKR_PIN_INVALID', code: 'pin-wrong' },
  0xa2: { name: 'CKR_PIN_LEN_RANGE', code: 'pin-wrong' },
  0xa3: { name: 'CKR_PIN_EXPIRED', code: 'pin-locked' },
  0xa4: { name: 'CKR_PIN_LOCKED', code: 'pin-locked' },
  0x102: { name: 'CKR_USER_PIN_NOT_INITIALIZED', code: 'pin-wrong' },
  0x63: { name: 'CKR_KEY_TYPE_INCONSISTENT', code: 'certificate-not-usable' },
  0x68: { name: 'CKR_KEY_FUNCTION_NOT_PERMITTED', code: 'certificate-not-usable' },
  0x70: { name: 'CKR_MECHANISM_INVALID', code: 'certificate-not-usable' },
  0x71: { name: 'CKR_MECHANISM_PARAM_INVALID', code: 'certificate-not-usable' },
};

export const CKR_USER_ALREADY_LOGGED_IN = 0x100;
export const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;

/** Whether a module answered with this return value; by number, never by text. */
export function isReturnValue(error: unknown, value: number): boolean {
  return returnValueOf(error) === value;
}

/** Whether the connection to the token is gone: the token was pulled out, the module or the network failed. */
export function isConnectionLost(error: unknown): boolean {
  const value = returnValueOf(error);
  return value !== undefined && returnValues[value]?.isLost === true;
}

/** The failure as we name it. What the module said is dropped but for the name of its return value. */
export function toPkcs11Failure(error: unknown): AppError {
  if (isAppError(error)) return error;
  const value = returnValueOf(error);
  const known = value === undefined ? undefined : returnValues[value];
  if (known !== undefined) return keyStoreError(known.code, known.name);
  const detail = value === undefined ? undefined : `CKR 0x${value.toString(16)}`;
  return keyStoreError('key-store-unavailable', detail);
}

function returnValueOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}
