import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { BackupFile } from '../../../adapters/sqlite/backup-files.ts';
import { CONFIGURATION_FILE } from '../../configuration/load-configuration.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';
import { signingKeysPath } from '../../keys/signing-keys-path.ts';
import { trustListPath } from '../trust-list-path.ts';
import { toSettingsWithoutSecrets } from './settings-without-secrets.ts';

/** What of a data folder goes into a backup beside the database, and what does not. */
export interface CollectedFiles {
  readonly files: readonly BackupFile[];
  /** Secrets, and files that lie outside the data folder: to be kept besides. As the settings name them. */
  readonly keepBesides: readonly string[];
}

const SECRET_NAMES = /(^|\/)(secret|passphrase|.*\.passphrase|.*\.(p12|pfx|key|pin))$/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * Reads what an installation consists of beside its database: settings without secrets, the trust list, the
 * plan of keys, templates, designs, kept receipts and, where there is one, the certificates of its development PKI.
 */
export async function collectBackupFiles(loaded: LoadedConfiguration): Promise<CollectedFiles> {
  const { dataFolder, settings, file } = loaded;
  const files: BackupFile[] = [];
  const keepBesides = new Set<string>();
  if (file !== null) {
    const kept = toSettingsWithoutSecrets(JSON.parse(await readFile(file, 'utf8')));
    const content = Buffer.from(`${JSON.stringify(kept, null, 2)}\n`);
    files.push({ path: CONFIGURATION_FILE, content });
  }
  const roots = [
    trustListPath(loaded),
    signingKeysPath(loaded),
    join(dataFolder, 'templates'),
    join(dataFolder, 'receipts'),
    ...(settings.developmentPki === undefined ? [] : [settings.developmentPki]),
    ...settings.institutions.flatMap(({ design }) => (design === undefined ? [] : [design])),
  ].map((path) => resolve(dataFolder, path));
  const paths = new Set<string>();
  for (const root of roots) for await (const path of filesBelow(root)) paths.add(path);
  for (const path of paths) {
    const name = relative(dataFolder, path).split(sep).join('/');
    const content = await readFile(path);
    const isSecret = SECRET_NAMES.test(name) || PRIVATE_KEY.test(content.toString('latin1'));
    if (isSecret || name.startsWith('..')) keepBesides.add(name);
    else files.push({ path: name, content });
  }
  const secrets = [
    'secret',
    settings.receiptKeyFile,
    ...(settings.dataKeyFile === undefined ? [] : [settings.dataKeyFile]),
    ...settings.institutions.flatMap(({ signer }) =>
      signer === undefined ? [] : [signer.pkcs12, signer.passphraseFile ?? 'passphrase'],
    ),
  ];
  for (const name of secrets) keepBesides.add(name);
  return { files, keepBesides: [...keepBesides].sort() };
}

async function* filesBelow(path: string): AsyncIterable<string> {
  if (!existsSync(path)) return;
  if ((await stat(path)).isFile()) {
    yield path;
    return;
  }
  for (const name of (await readdir(path)).sort()) {
    // Drafts belong to somebody who is writing.
    if (!name.startsWith('.')) yield* filesBelow(join(path, name));
  }
}
