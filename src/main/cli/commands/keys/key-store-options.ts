import { isAbsolute, relative, resolve } from 'node:path';

import type { Command } from 'commander';
import { AppError } from '../../../../shared/app-error.ts';
import type { z } from 'zod';
import {
  cscServiceSchema,
  keyStoreSchema,
  type CscServiceSettings,
  type KeyStoreSettings,
} from '../../../keys/key-file-schema.ts';

/** What the command line says of where a key is kept. */
export interface KeyStoreOptions {
  readonly pkcs12?: string;
  readonly pem?: string;
  readonly certificate?: readonly string[];
  readonly pkcs11?: string;
  readonly token?: string;
  readonly keyLabel?: string;
  readonly keyId?: string;
  readonly sessions?: string;
  readonly csc?: string;
  readonly cscVersion?: string;
  readonly credential?: string;
  readonly clientId?: string;
  readonly user?: string;
  readonly accessEnv?: string;
  readonly accessFile?: string;
  readonly tokenUrl?: string;
  readonly maxBatch?: string;
  readonly asynchronous?: boolean;
  readonly secretEnv?: string;
  readonly secretFile?: string;
  readonly otpEnv?: string;
  readonly otpFile?: string;
}

const KINDS = ['pkcs12', 'pem', 'pkcs11', 'csc'] as const;

/** Adds the options that say where a key is kept. Secrets are named, never given: words of a command are seen by all. */
export function addKeyStoreOptions(command: Command): Command {
  command
    .option('--pkcs12 <file>', 'PKCS#12: .p12 or .pfx')
    .option('--pem <file>', 'private key as PEM')
    .option('--certificate <file...>', 'its certificate and those above it, PEM or DER')
    .option('--pkcs11 <module>', 'HSM: path of its PKCS#11 module')
    .option('--token <label>', 'HSM: label of the token')
    .option('--key-label <label>', 'HSM: label of the private key')
    .option('--key-id <hex>', 'HSM: id of the private key')
    .option('--sessions <n>', 'HSM: signatures made side by side (4)');
  return addCscServiceOptions(command)
    .option('--credential <id>', 'signing service: credential id')
    .option('--max-batch <n>', 'signing service: most hashes in a call (64)')
    .option('--asynchronous', 'signing service: fetch signatures later (v2)')
    .option('--secret-env <name>', 'variable with the passphrase or PIN (or NAME_FILE)')
    .option('--secret-file <file>', 'file with the passphrase or PIN')
    .option('--otp-env <name>', 'signing service: variable with the one-time password')
    .option('--otp-file <file>', 'signing service: file with it');
}

/** Adds the options that say how a signing service is reached. */
export function addCscServiceOptions(command: Command): Command {
  return command
    .option('--csc <url>', 'signing service: base address, as in https://host/csc/v2')
    .option('--csc-version <version>', 'signing service: v1 or v2 (as the address ends)')
    .option('--client-id <id>', 'signing service: OAuth 2.0 client')
    .option('--user <name>', 'signing service: name for basic login')
    .option(
      '--access-env <name>',
      'signing service: variable with client secret, password or token',
    )
    .option('--access-file <file>', 'signing service: file with it')
    .option('--token-url <url>', 'signing service: where tokens are obtained');
}

/**
 * The settings of the key store that the options describe.
 * @throws AppError `usage` naming what is missing or wrong.
 */
export function toKeyStoreSettings(
  options: KeyStoreOptions,
  workingFolder: string,
  dataFolder: string,
): KeyStoreSettings {
  const kinds = KINDS.filter((kind) => options[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw usage(`--${KINDS.join(' | --')}`);
  }
  const toPath = (file: string) => toStoredPath(resolve(workingFolder, file), dataFolder);
  const settings = drafts[kind](options, toPath);
  return parseSettings(keyStoreSchema, { kind, ...settings });
}

/**
 * The settings of the signing service that the options describe, whichever of its keys is meant.
 * @throws AppError `usage` naming what is missing or wrong.
 */
export function toCscServiceSettings(
  options: KeyStoreOptions,
  workingFolder: string,
  dataFolder: string,
): CscServiceSettings {
  if (options.csc === undefined) throw usage('--csc');
  const toPath = (file: string) => toStoredPath(resolve(workingFolder, file), dataFolder);
  return parseSettings(cscServiceSchema, toCscService(options, toPath));
}

function parseSettings<Settings>(schema: z.ZodType<Settings>, draft: object): Settings {
  const result = schema.safeParse(withoutUndefined(draft));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw usage(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

type ToPath = (file: string) => string;

/** Each kind of store in the words of the file of keys; what is wrong or missing the schema says. */
const drafts: Readonly<
  Record<(typeof KINDS)[number], (options: KeyStoreOptions, toPath: ToPath) => object>
> = {
  pkcs12: (options, toPath) => ({
    file: toPath(options.pkcs12!),
    passphrase: toSecret(options.secretEnv, options.secretFile, toPath),
  }),
  pem: (options, toPath) => ({
    file: toPath(options.pem!),
    certificateFiles: options.certificate?.map(toPath),
    passphrase: toSecret(options.secretEnv, options.secretFile, toPath),
  }),
  pkcs11: (options, toPath) => ({
    module: options.pkcs11!.includes('/') ? toPath(options.pkcs11!) : options.pkcs11,
    tokenLabel: options.token,
    keyLabel: options.keyLabel,
    keyIdHex: options.keyId?.toLowerCase(),
    certificateFiles: options.certificate?.map(toPath),
    pin: toSecret(options.secretEnv, options.secretFile, toPath),
    sessions: toNumber(options.sessions),
  }),
  csc: (options, toPath) => ({
    ...toCscService(options, toPath),
    credentialId: options.credential,
    pin: toSecret(options.secretEnv, options.secretFile, toPath),
    otp: toSecret(options.otpEnv, options.otpFile, toPath),
    maxBatch: toNumber(options.maxBatch),
    asynchronous: options.asynchronous,
  }),
};

function toCscService(options: KeyStoreOptions, toPath: ToPath) {
  return {
    url: options.csc,
    version: options.cscVersion ?? /\/(v[12])\/?$/.exec(options.csc!)?.[1],
    login: toLogin(options, toPath),
  };
}

function toLogin(
  { clientId, user, tokenUrl, accessEnv, accessFile }: KeyStoreOptions,
  toPath: ToPath,
) {
  const secret = toSecret(accessEnv, accessFile, toPath);
  if (clientId !== undefined) {
    return withoutUndefined({ kind: 'oauth2', clientId, secret, tokenUrl });
  }
  if (user !== undefined) return { kind: 'basic', userName: user, secret };
  return { kind: 'bearer', secret };
}

function toSecret(env: string | undefined, file: string | undefined, toPath: ToPath) {
  if (env !== undefined && file !== undefined) throw usage('--secret-env | --secret-file');
  if (env !== undefined) return { env };
  return file === undefined ? undefined : { file: toPath(file) };
}

/** Files of the data folder are named from there: it may be moved as a whole. */
function toStoredPath(path: string, dataFolder: string): string {
  const fromData = relative(dataFolder, path);
  return fromData.startsWith('..') || isAbsolute(fromData) ? path : fromData;
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function usage(what: string): AppError {
  return new AppError('usage', {
    th: `ตัวเลือกของที่เก็บกุญแจไม่ครบหรือไม่ถูกต้อง (${what}) ดู parinya keys add --help`,
    en: `The options for the key store are not complete or not valid (${what}); see parinya keys add --help`,
  });
}
