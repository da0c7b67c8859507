import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDeclaration } from '../../adapters/development-pki/declaration.ts';
import { ensureDevelopmentPki } from '../../adapters/development-pki/development-pki.ts';
import type { DevelopmentPki } from '../../adapters/development-pki/development-pki.ts';
import { openSqlite } from '../../adapters/sqlite/open-sqlite.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import type { Institution } from '../../transcript/institution.ts';
import type { ConfigurationInput } from '../configuration/configuration-schema.ts';
import { CONFIGURATION_FILE } from '../configuration/load-configuration.ts';
import { findPackageRoot } from '../package-root.ts';
import { ensureInstallationSecret } from './installation-secret.ts';
import { ensureReceiptKey } from './receipts/receipt-key.ts';
import { makeFolder, writeFileWhole } from './write-file-whole.ts';

export interface InitialiseOptions {
  readonly dataFolder: string;
  /** Make a development PKI with two fictional institutions. */
  readonly development: boolean;
  readonly isProduction: boolean;
  readonly clock: Clock;
  /** Printed in documents; the default of the settings when left out. */
  readonly publicUrl?: string;
}

export interface InitialisedInstallation {
  readonly configurationFile: string;
  /** False when everything was there already. */
  readonly isNew: boolean;
}

const PKI_FOLDER = 'development-pki';

/**
 * Makes a data folder ready to work: settings, secret, the verifier's key, database and, for trying out, a development PKI
 * with fictional institutions. What is there already stays; a run that was interrupted is completed.
 * @throws AppError `development-pki-refused` in production, `database-unreadable`
 */
export async function initialiseInstallation(
  options: InitialiseOptions,
): Promise<InitialisedInstallation> {
  const { dataFolder, development, isProduction, clock } = options;
  if (development && isProduction) {
    throw new AppError('development-pki-refused', {
      th: 'ระบบใช้งานจริง (NODE_ENV=production) ไม่สร้างใบรับรองสำหรับพัฒนา',
      en: 'With NODE_ENV=production no development installation is made.',
    });
  }
  const configurationFile = join(dataFolder, CONFIGURATION_FILE);
  const isNew = !existsSync(configurationFile);
  await makeFolder(dataFolder, 0o700);
  await ensureInstallationSecret(dataFolder);
  await ensureReceiptKey(dataFolder);
  const database = await openSqlite(join(dataFolder, 'registry.sqlite'), clock);
  await database.destroy();
  if (isNew) {
    // The settings are written last: a folder that has them is whole.
    const settings = development ? await developmentSettings(options) : emptySettings(options);
    await writeFileWhole(configurationFile, `${JSON.stringify(settings, null, 2)}\n`, 0o600);
  }
  return { configurationFile, isNew };
}

function emptySettings({ publicUrl }: InitialiseOptions): ConfigurationInput {
  return {
    publicUrl: publicUrl ?? 'http://localhost:8080',
    database: 'sqlite:registry.sqlite',
    trustList: 'trust-list.json',
    institutions: [],
  };
}

async function developmentSettings(options: InitialiseOptions): Promise<ConfigurationInput> {
  const { dataFolder, clock, isProduction } = options;
  const declaration = parseDeclaration(
    await readFile(join(findPackageRoot(), 'certs', 'development-pki.json'), 'utf8'),
  );
  const pki = await ensureDevelopmentPki({
    declaration,
    folder: join(dataFolder, PKI_FOLDER),
    clock,
    isProduction,
  });
  const institutions = await readShippedInstitutions();
  return {
    ...emptySettings(options),
    trustList: `${PKI_FOLDER}/trust-list.json`,
    developmentPki: PKI_FOLDER,
    institutions: institutions.map((institution) => withSigner(institution, pki)),
    registrarKeys: institutions.flatMap(({ code }) =>
      ['registrar', 'approver'].map((actor) => ({
        key: `development-${randomBytes(24).toString('base64url')}`,
        actor,
        institutionCode: code,
      })),
    ),
  };
}

/** The fictional institutions that ship with the program. */
async function readShippedInstitutions(): Promise<readonly Institution[]> {
  const folder = join(findPackageRoot(), 'fixtures', 'institutions');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(
      async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Institution,
    ),
  );
}

function withSigner(
  institution: Institution,
  pki: DevelopmentPki,
): NonNullable<ConfigurationInput['institutions']>[number] {
  const certificate = pki.certificates.find(
    ({ institutionCode, standing, role, keyFormat }) =>
      institutionCode === institution.code &&
      standing === 'good' &&
      role === 'institution-signer' &&
      keyFormat === 'pkcs12',
  );
  const crest = institution.crest && {
    viewBox: institution.crest.viewBox,
    paths: [...institution.crest.paths],
  };
  return {
    ...institution,
    ...(crest === undefined ? {} : { crest }),
    ...(certificate === undefined
      ? {}
      : {
          signer: {
            pkcs12: `${PKI_FOLDER}/${certificate.name}.p12`,
            passphraseFile: `${PKI_FOLDER}/passphrase`,
          },
        }),
  } as NonNullable<ConfigurationInput['institutions']>[number];
}
