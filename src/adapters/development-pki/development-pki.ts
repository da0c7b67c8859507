import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import type { Signer } from '../../signing/signer.ts';
import type { TrustListFile } from '../../trust/trust-list.ts';
import { openPemSigner } from '../key-stores/files/pem-signer.ts';
import { openPkcs12Signer } from '../key-stores/files/pkcs12-signer.ts';
import type { DevelopmentPkiDeclaration } from './declaration.ts';
import { issueDevelopmentPki } from './issue-development-pki.ts';
import {
  findPkiIndex,
  readCertificate,
  readPassphrase,
  renewCrls,
  storeNewPki,
} from './pki-folder.ts';
import {
  intermediateNames,
  pkiFiles,
  type IndexedCertificate,
  type PkiIndex,
} from './pki-index.ts';
import { isCrlStale } from './revocation-lists.ts';

/**
 * The certification authorities, signers and revocation lists that stand in for real ones while somebody
 * tries Parinya out. Made on first use, into one folder; every certificate says DEVELOPMENT ONLY.
 */
export interface DevelopmentPki {
  readonly folder: string;
  readonly trustList: TrustListFile;
  /** Path of the trust list, and of all anchors as PEM. */
  readonly trustListFile: string;
  readonly anchorsFile: string;
  readonly certificates: readonly DevelopmentCertificate[];
}

interface DevelopmentCertificate extends IndexedCertificate {
  readonly certificateFile: string;
  /** PKCS#12 with the certificate path, or encrypted PKCS#8; see `keyFormat`. */
  readonly keyFile: string;
  /** Holds the passphrase of the key file. */
  readonly passphraseFile: string;
}

export interface CreateOptions {
  readonly declaration: DevelopmentPkiDeclaration;
  readonly folder: string;
  readonly clock: Clock;
  /** Whether this is a production installation (`NODE_ENV=production`): then nothing is made. */
  readonly isProduction: boolean;
}

/**
 * Makes the development PKI in a folder that does not exist yet or is empty.
 * @throws AppError `development-pki-refused` in production, or when the folder holds anything: new keys
 *   would orphan every document signed with the old ones.
 */
export async function createDevelopmentPki(options: CreateOptions): Promise<DevelopmentPki> {
  if (options.isProduction) throw refusedInProduction();
  const now = options.clock.now();
  const pki = await issueDevelopmentPki(options.declaration, now);
  const passphrase = randomBytes(24).toString('base64url');
  if (!(await storeNewPki(options.folder, pki, passphrase, now))) throw refusedFolder();
  return openDevelopmentPki(options.folder, options.clock);
}

/**
 * Opens the development PKI of a folder; revocation lists that have less than a quarter of their time left
 * are issued anew.
 * @throws AppError `development-pki-missing`
 */
export async function openDevelopmentPki(folder: string, clock: Clock): Promise<DevelopmentPki> {
  const found = await findPkiIndex(folder);
  if (!found) throw missing();
  const now = clock.now();
  const stale = found.authorities.filter((each) => isCrlStale(each, found.crlDays, now));
  const staleNames = stale.map(({ name }) => name);
  const index = stale.length > 0 ? await renewCrls(folder, found, staleNames, now) : found;
  return toDevelopmentPki(folder, index);
}

/** Opens the development PKI of a folder and makes it first where there is none. @throws AppError as the two do. */
export async function ensureDevelopmentPki(options: CreateOptions): Promise<DevelopmentPki> {
  if (options.isProduction) throw refusedInProduction();
  const exists = (await findPkiIndex(options.folder)) !== undefined;
  if (exists) return openDevelopmentPki(options.folder, options.clock);
  try {
    return await createDevelopmentPki(options);
  } catch (error) {
    // Another process may have been faster; its PKI is as good as ours.
    if ((await findPkiIndex(options.folder)) === undefined) throw error;
    return openDevelopmentPki(options.folder, options.clock);
  }
}

/**
 * Opens a key of the development PKI by the name it is declared with, for example `signer-99001`.
 * @throws AppError `not-found`, `key-unreadable`, `certificate-not-usable`
 */
export async function openDevelopmentSigner(
  pki: DevelopmentPki,
  name: string,
  clock: Clock,
): Promise<Signer> {
  const entry = pki.certificates.find((each) => each.name === name);
  if (!entry) throw unknownName(name);
  const passphrase = await readPassphrase(pki.folder);
  const at = clock.now();
  if (entry.keyFormat === 'pkcs12') {
    return openPkcs12Signer({ pkcs12: await readFile(entry.keyFile), passphrase, at });
  }
  const index = await findPkiIndex(pki.folder);
  const path = [name, ...(index ? intermediateNames(index, entry.issuer) : [])];
  return openPemSigner({
    privateKeyPem: await readFile(entry.keyFile, 'utf8'),
    certificates: await Promise.all(path.map((each) => readCertificate(pki.folder, each))),
    passphrase,
    at,
  });
}

async function toDevelopmentPki(folder: string, index: PkiIndex): Promise<DevelopmentPki> {
  const trustListFile = join(folder, pkiFiles.trustList);
  return {
    folder,
    trustListFile,
    anchorsFile: join(folder, pkiFiles.anchors),
    trustList: JSON.parse(await readFile(trustListFile, 'utf8')) as TrustListFile,
    certificates: index.certificates.map((each) => ({
      ...each,
      certificateFile: join(folder, pkiFiles.certificate(each.name)),
      keyFile: join(
        folder,
        each.keyFormat === 'pkcs12' ? pkiFiles.pkcs12(each.name) : pkiFiles.privateKey(each.name),
      ),
      passphraseFile: join(folder, pkiFiles.passphrase),
    })),
  };
}

function refusedInProduction(): AppError {
  return new AppError('development-pki-refused', {
    th: 'ระบบใช้งานจริงไม่สร้างและไม่ใช้ใบรับรองสำหรับพัฒนา โปรดตั้งค่ากุญแจและใบรับรองของสถาบัน',
    en: "In production no development certificates are made or used. Configure the institution's own key and certificate.",
  });
}

function refusedFolder(): AppError {
  return new AppError('development-pki-refused', {
    th: 'โฟลเดอร์สำหรับใบรับรองสำหรับพัฒนามีไฟล์อยู่แล้ว จึงไม่เขียนทับ โปรดเลือกโฟลเดอร์ว่าง',
    en: 'The folder for the development certificates already holds files and is not overwritten. Choose an empty one.',
  });
}

function missing(): AppError {
  return new AppError('development-pki-missing', {
    th: 'ไม่พบใบรับรองสำหรับพัฒนาในโฟลเดอร์นี้ สร้างได้ด้วยคำสั่ง parinya init --development',
    en: 'There are no development certificates in this folder. Make them with: parinya init --development',
  });
}

function unknownName(name: string): AppError {
  return new AppError('not-found', {
    th: `ใบรับรองสำหรับพัฒนาไม่มีชื่อ "${name}"`,
    en: `The development certificates have none named "${name}".`,
  });
}
