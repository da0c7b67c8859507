import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { openCscSigner } from '../../adapters/key-stores/csc/csc-signer.ts';
import { openPemSigner } from '../../adapters/key-stores/files/pem-signer.ts';
import { openPkcs12Signer } from '../../adapters/key-stores/files/pkcs12-signer.ts';
import { openPkcs11Signer } from '../../adapters/key-stores/pkcs11/pkcs11-signer.ts';
import { signatureAlgorithms, type RsaScheme } from '../../formats/signature-algorithm.ts';
import { parsePem } from '../../formats/x509/pem.ts';
import { AppError } from '../../shared/app-error.ts';
import { latin1Text } from '../../shared/bytes.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import type { Signer } from '../../signing/signer.ts';
import { toCscConnection } from './csc-connection.ts';
import type { KeyStoreSettings, SigningKeyEntry } from './key-file-schema.ts';
import type { Secrets } from './secrets.ts';

/** What opening a key needs beside its settings. */
export interface KeyOpening {
  /** Relative paths are meant from here. */
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

const DER_SEQUENCE = 0x30;

/**
 * Opens a key where it is kept.
 * @throws AppError as the key stores do, `secret-missing`, `key-unreadable` for a file that cannot be read.
 */
export async function openKeyStore(
  store: KeyStoreSettings,
  rsaScheme: RsaScheme,
  { dataFolder, secrets, clock, at }: KeyOpening,
): Promise<Signer> {
  const readAll = (files: readonly string[]) =>
    Promise.all(files.map((file) => readCertificates(resolve(dataFolder, file))));
  switch (store.kind) {
    case 'pkcs12':
      return openPkcs12Signer({
        pkcs12: await readKeyFile(resolve(dataFolder, store.file)),
        passphrase: secrets.read(store.passphrase),
        rsaScheme,
        at,
      });
    case 'pem': {
      const text = latin1Text(await readKeyFile(resolve(dataFolder, store.file)));
      const certificates = await readAll(store.certificateFiles);
      return openPemSigner({
        privateKeyPem: text,
        // Many keep key and certificates in one file.
        certificates: [...parsePem(text, 'CERTIFICATE'), ...certificates.flat()],
        rsaScheme,
        at,
        ...(store.passphrase === undefined ? {} : { passphrase: secrets.read(store.passphrase) }),
      });
    }
    case 'pkcs11': {
      const { module, tokenLabel, keyLabel, keyIdHex, sessions, pin } = store;
      return openPkcs11Signer({
        module: module.includes('/') ? resolve(dataFolder, module) : module,
        tokenLabel,
        ...(keyLabel === undefined ? {} : { keyLabel }),
        ...(keyIdHex === undefined ? {} : { keyIdHex }),
        sessions,
        readPin: () => secrets.read(pin),
        certificates: (await readAll(store.certificateFiles)).flat(),
        rsaScheme,
        at,
      });
    }
    case 'csc':
      return openCscSigner({
        ...toCscConnection(store, secrets),
        version: store.version,
        credentialId: store.credentialId,
        readSecret: (name) => readNamedSecret(store, name, secrets),
        maxBatch: store.maxBatch,
        isAsynchronous: store.asynchronous,
        rsaScheme,
        clock,
        at,
      });
  }
}

/** How an RSA key of this entry signs. */
export function toRsaScheme({ algorithm }: Pick<SigningKeyEntry, 'algorithm'>): RsaScheme {
  return signatureAlgorithms[algorithm].verification.kind === 'rsa-pss' ? 'pss' : 'pkcs1';
}

type CscSettings = Extract<KeyStoreSettings, { kind: 'csc' }>;

/** The service's name for a secret says which of ours it wants; whatever is no one-time password is the PIN. */
function readNamedSecret({ pin, otp }: CscSettings, name: string, secrets: Secrets): string {
  const reference = /otp/i.test(name) ? otp : pin;
  if (reference !== undefined) return secrets.read(reference);
  throw new AppError('secret-missing', {
    th: 'บริการลงลายมือชื่อต้องการ PIN หรือ OTP ที่ยังไม่ได้ตั้งค่าไว้',
    en: 'The signing service wants a PIN or one-time password that is not configured.',
  });
}

async function readKeyFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new AppError('key-unreadable', {
      th: `อ่านไฟล์กุญแจ ${file} ไม่ได้`,
      en: `The key file ${file} cannot be read.`,
    });
  }
}

/** PEM with any number of certificates, or DER with one. */
async function readCertificates(file: string): Promise<readonly Uint8Array[]> {
  const bytes = await readKeyFile(file);
  return bytes[0] === DER_SEQUENCE ? [bytes] : parsePem(latin1Text(bytes), 'CERTIFICATE');
}
