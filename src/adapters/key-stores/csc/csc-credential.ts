import { parseBase64 } from '../../../shared/bytes.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import { keyStoreError } from '../key-store-errors.ts';
import type { CscAnswer } from './csc-service.ts';

/** What `credentials/info` says of a key, read from either version of the API. */
export interface CscCredential {
  /** DER, leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** Object identifiers of the algorithms that the key may be used with. */
  readonly algorithms: readonly string[];
  readonly authorization: {
    /** `implicit`: the service asks its user itself; `explicit`: we hand in the secrets. */
    readonly mode: 'implicit' | 'explicit';
    /** Names of the secrets that it wants: `PIN`, `OTP`, or as the service calls them. */
    readonly secrets: readonly string[];
  };
  /** How many hashes one permission covers. */
  readonly maxSignatures: number;
}

/**
 * @throws AppError `credential-disabled`; `signing-service-answer`;
 *   `signing-service-unauthorized` for keys that a person must release in a browser each time.
 */
export function parseCscCredential(answer: CscAnswer): CscCredential {
  const key = objectAt(answer, 'key');
  const certificate = objectAt(answer, 'cert');
  if (key['status'] !== 'enabled') throw keyStoreError('credential-disabled', 'key.status');
  const { status = 'valid' } = certificate;
  if (status === 'expired') throw keyStoreError('certificate-expired');
  if (status !== 'valid') throw keyStoreError('credential-disabled', 'cert.status');
  const multisign = answer['multisign'] ?? 1;
  if (typeof multisign !== 'number' || !Number.isSafeInteger(multisign) || multisign < 1) {
    throw malformed('multisign');
  }
  return {
    certificates: textsAt(certificate, 'certificates').map(parseDer),
    algorithms: textsAt(key, 'algo'),
    authorization: parseAuthorization(answer),
    maxSignatures: multisign,
  };
}

/** Version 2 has `auth` with the names of secrets; version 1 `authMode`, `PIN` and `OTP`. */
function parseAuthorization(answer: CscAnswer): CscCredential['authorization'] {
  if ('auth' in answer) {
    const { mode, objects = [] } = objectAt(answer, 'auth');
    if (!Array.isArray(objects)) throw malformed('auth.objects');
    const secrets = objects.map((each: unknown) => textAt(toObject(each, 'auth.objects'), 'id'));
    return { mode: toMode(mode), secrets };
  }
  const isWanted = (name: string) =>
    isObject(answer[name]) && [true, 'true'].includes(answer[name]['presence'] as string | boolean);
  return { mode: toMode(answer['authMode']), secrets: ['PIN', 'OTP'].filter(isWanted) };
}

function toMode(mode: unknown): 'implicit' | 'explicit' {
  if (mode === 'implicit' || mode === 'explicit') return mode;
  if (typeof mode === 'string' && mode.startsWith('oauth2')) {
    throw keyStoreError('signing-service-unauthorized', 'a person must release this key');
  }
  throw malformed('auth.mode');
}

function parseDer(base64: string): Uint8Array {
  try {
    return parseBase64(base64.replace(/\s/g, ''));
  } catch (error) {
    if (isFormatError(error)) throw malformed('cert.certificates');
    throw error;
  }
}

function isObject(value: unknown): value is CscAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toObject(value: unknown, property: string): CscAnswer {
  if (!isObject(value)) throw malformed(property);
  return value;
}

function objectAt(object: CscAnswer, property: string): CscAnswer {
  return toObject(object[property], property);
}

function textAt(object: CscAnswer, property: string): string {
  const value = object[property];
  if (typeof value !== 'string') throw malformed(property);
  return value;
}

function textsAt(object: CscAnswer, property: string): readonly string[] {
  const value = object[property];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
    throw malformed(property);
  }
  return value;
}

/** An answer that is not as the standard has it; the property is ours to name, its value never shown. */
export function malformed(property: string) {
  return keyStoreError('signing-service-answer', property);
}
