import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../../../shared/app-error.ts';
import { fromPkcs12, fromPrivateKeyPem } from '../key-material.ts';
import { findPkiIndex, readCertificate, readPassphrase } from '../pki-folder.ts';
import { pkiFiles, type PkiIndex } from '../pki-index.ts';

/** A development PKI's certificates, and the keys of those who answer for them. */
export interface ResponderMaterial {
  readonly index: PkiIndex;
  /** DER, by name. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  /** By name; only of authorities, responders and time-stamp authorities. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/**
 * Reads from a development PKI's folder what its responders need: no institution's key.
 * @throws AppError `development-pki-missing`
 */
export async function readResponderMaterial(folder: string): Promise<ResponderMaterial> {
  const index = await findPkiIndex(folder);
  if (!index) throw missing();
  const passphrase = await readPassphrase(folder);
  const certificates = new Map<string, Uint8Array>();
  const keys = new Map<string, KeyObject>();
  for (const { name } of [...index.authorities, ...index.certificates]) {
    certificates.set(name, await readCertificate(folder, name));
  }
  for (const { name } of index.authorities) keys.set(name, await readPem(folder, name, passphrase));
  for (const { name, role, keyFormat } of index.certificates) {
    if (role === 'institution-signer') continue;
    keys.set(
      name,
      keyFormat === 'pem'
        ? await readPem(folder, name, passphrase)
        : fromPkcs12(await readFile(join(folder, pkiFiles.pkcs12(name))), passphrase),
    );
  }
  return { index, certificates, keys };
}

async function readPem(folder: string, name: string, passphrase: string): Promise<KeyObject> {
  const pem = await readFile(join(folder, pkiFiles.privateKey(name)), 'utf8');
  return fromPrivateKeyPem(pem, passphrase);
}

function missing(): AppError {
  return new AppError('development-pki-missing', {
    th: 'ไม่พบใบรับรองสำหรับพัฒนาในโฟลเดอร์นี้ สร้างได้ด้วยคำสั่ง parinya init --development',
    en: 'There are no development certificates in this folder. Make them with: parinya init --development',
  });
}
