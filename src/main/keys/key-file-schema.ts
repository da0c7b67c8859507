import { z } from 'zod';

import { signatureAlgorithms } from '../../formats/signature-algorithm.ts';
import { parseBase64 } from '../../shared/bytes.ts';
import { parseInstant } from '../../shared/instant.ts';

const environmentName = z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, 'capitals, digits and _');

/**
 * Where a secret is, never the secret: an environment variable (or the file that `NAME_FILE` names), or a file.
 */
const secretReference = z.union([
  z.strictObject({ env: environmentName }),
  z.strictObject({ file: z.string().min(1) }),
]);

const certificateFiles = z.array(z.string().min(1)).default([]);

/** Plain http would carry tokens and PINs for everyone to read; only this machine may be asked so. */
const serviceUrl = z
  .url({ protocol: /^https?$/, error: 'an https URL' })
  .refine(isProtected, { message: 'https (http only to this machine itself)' })
  .transform((url) => url.replace(/\/+$/, ''));

/** How a remote signing service is reached, whichever of its keys is meant. */
const cscServiceShape = {
  url: serviceUrl,
  version: z.enum(['v1', 'v2']),
  login: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('oauth2'),
      clientId: z.string().min(1),
      secret: secretReference,
      tokenUrl: serviceUrl.optional(),
      scope: z.string().optional(),
    }),
    z.strictObject({
      kind: z.literal('basic'),
      userName: z.string().min(1),
      secret: secretReference,
    }),
    z.strictObject({ kind: z.literal('bearer'), secret: secretReference }),
  ]),
  timeoutSeconds: z.int().min(1).max(600).default(30),
};

/** A remote signing service alone: to look at its keys. */
export const cscServiceSchema = z.strictObject(cscServiceShape);

/** Where a key is kept, and where the secrets that open it are. */
export const keyStoreSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pkcs12'),
    file: z.string().min(1),
    passphrase: secretReference,
  }),
  z.strictObject({
    kind: z.literal('pem'),
    file: z.string().min(1),
    certificateFiles,
    passphrase: secretReference.optional(),
  }),
  z.strictObject({
    kind: z.literal('pkcs11'),
    module: z.string().min(1),
    tokenLabel: z.string().min(1).max(32),
    keyLabel: z.string().min(1).optional(),
    keyIdHex: z
      .string()
      .regex(/^(?:[0-9a-f]{2}){1,64}$/)
      .optional(),
    certificateFiles,
    pin: secretReference,
    sessions: z.int().min(1).max(64).default(4),
  }),
  z.strictObject({
    kind: z.literal('csc'),
    ...cscServiceShape,
    credentialId: z.string().min(1).max(200),
    pin: secretReference.optional(),
    otp: secretReference.optional(),
    maxBatch: z.int().min(1).max(1000).default(64),
    asynchronous: z.boolean().default(false),
  }),
]);

const instant = z.string().transform((text, context) => {
  try {
    return parseInstant(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'an RFC 3339 time in UTC' });
    return z.NEVER;
  }
});

const certificate = z.string().transform((text, context) => {
  try {
    return parseBase64(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'base64 of a certificate' });
    return z.NEVER;
  }
});

const key = z.strictObject({
  keyId: z.string().regex(/^[\w-]{43}$/),
  institutionCode: z.string().regex(/^\d{5}$/, 'five digits'),
  uses: z.array(z.enum(['pdf', 'jose'])).min(1),
  algorithm: z.enum(Object.keys(signatureAlgorithms) as [keyof typeof signatureAlgorithms]),
  validFrom: instant,
  validUntil: instant.optional(),
  /** Base64 DER, leaf first: public, so that the plan of keys can be shown while a key store is away. */
  certificates: z.array(certificate).min(1),
  store: keyStoreSchema,
});

/** `signing-keys.json`: which keys sign for whom, and where each is kept. No secret is ever in it. */
export const keyFileSchema = z.strictObject({
  format: z.literal('parinya-signing-keys/1'),
  keys: z.array(key),
});

export type SigningKeyEntry = z.infer<typeof key>;
export type KeyStoreSettings = z.infer<typeof keyStoreSchema>;
export type CscServiceSettings = z.infer<typeof cscServiceSchema>;
export type SecretReference = z.infer<typeof secretReference>;

function isProtected(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
