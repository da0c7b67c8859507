import { Buffer } from 'node:buffer';

import type { Handle, PKCS11, Template } from 'pkcs11js';

import { keyStoreError } from '../key-store-errors.ts';

/** How the key is named in its token: by label, by id, or by both. */
export interface TokenKeyName {
  readonly keyLabel?: string;
  /** Hex of `CKA_ID`. */
  readonly keyIdHex?: string;
}

/** A private key in a token: a handle, never the key. */
export interface TokenKey {
  readonly handle: Handle;
  /** `CKK_…` */
  readonly keyType: number;
  /** Whether it wants the PIN before each signature. */
  readonly alwaysAuthenticates: boolean;
}

const CKA = { class: 0x00, label: 0x03, value: 0x11, keyType: 0x100, id: 0x102 } as const;
const CKA_ALWAYS_AUTHENTICATE = 0x202;
const CKO_CERTIFICATE = 1;
const CKO_PRIVATE_KEY = 3;

/**
 * The one private key of this name.
 * @throws AppError `key-not-in-store` when there is none, or more than one: which was meant, nobody could say.
 */
export function findTokenKey(library: PKCS11, session: Handle, name: TokenKeyName): TokenKey {
  const handles = findObjects(library, session, [
    { type: CKA.class, value: CKO_PRIVATE_KEY },
    ...(name.keyLabel === undefined ? [] : [{ type: CKA.label, value: name.keyLabel }]),
    ...(name.keyIdHex === undefined
      ? []
      : [{ type: CKA.id, value: Buffer.from(name.keyIdHex, 'hex') }]),
  ]);
  const [handle] = handles;
  if (handle === undefined || handles.length > 1) {
    throw keyStoreError('key-not-in-store', `private keys of this name: ${handles.length}`);
  }
  const keyType = readAttribute(library, session, handle, CKA.keyType);
  return {
    handle,
    keyType: keyType === undefined ? -1 : readNumber(keyType),
    alwaysAuthenticates:
      readAttribute(library, session, handle, CKA_ALWAYS_AUTHENTICATE)?.[0] === 1,
  };
}

/** DER of every certificate in the token. */
export function readTokenCertificates(library: PKCS11, session: Handle): readonly Uint8Array[] {
  return findObjects(library, session, [{ type: CKA.class, value: CKO_CERTIFICATE }])
    .map((handle) => readAttribute(library, session, handle, CKA.value))
    .filter((value) => value !== undefined)
    .map((value) => Uint8Array.from(value));
}

function findObjects(library: PKCS11, session: Handle, template: Template): readonly Handle[] {
  library.C_FindObjectsInit(session, template);
  try {
    const handles: Handle[] = [];
    for (;;) {
      const found = library.C_FindObjects(session, 20);
      handles.push(...found);
      if (found.length === 0) return handles;
    }
  } finally {
    library.C_FindObjectsFinal(session);
  }
}

/** `undefined` for an attribute that this kind of object does not have. */
function readAttribute(
  library: PKCS11,
  session: Handle,
  object: Handle,
  type: number,
): Buffer | undefined {
  try {
    const [attribute] = library.C_GetAttributeValue(session, object, [{ type }]);
    return attribute?.value;
  } catch {
    return undefined;
  }
}

/** A `CK_ULONG` in the machine's own order and length. */
function readNumber(bytes: Buffer): number {
  return bytes.readUIntLE(0, Math.min(bytes.length, 6));
}
