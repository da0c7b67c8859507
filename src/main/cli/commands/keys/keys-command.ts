import type { Command } from 'commander';

import type { SignerUse } from '../../../../signing/keys/key-schedule.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { parseCertificate } from '../../../../formats/x509/certificate.ts';
import { findKeyWarning } from '../../../../signing/keys/key-schedule.ts';
import { KeyFile } from '../../../keys/key-file.ts';
import {
  addKey,
  retireKey,
  rotateKey,
  type KeyChange,
  type KeyOffice,
  type NewKey,
} from '../../../keys/manage-keys.ts';
import { createSecrets } from '../../../keys/secrets.ts';
import { openIssuerSource } from '../../../installation/archival/revocation-sources.ts';
import { signingKeysPath } from '../../../keys/signing-keys-path.ts';
import { writeJson, writeText, type CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readPemFiles } from '../../input/read-certificates.ts';
import { readTime } from '../../input/read-time.ts';
import type { AddCommand } from '../command.ts';
import { configurationOf } from '../installation-options.ts';
import {
  refuseWithoutCredential,
  writeCscCredentials,
  type CscCredentialOptions,
} from './csc-credentials.ts';
import {
  addCscServiceOptions,
  addKeyStoreOptions,
  toKeyStoreSettings,
  type KeyStoreOptions,
} from './key-store-options.ts';
import { toKeyJson, toKeyLines, toWarningText } from './key-listing.ts';

interface NewKeyOptions extends KeyStoreOptions {
  readonly institution: string;
  readonly rsaPss?: boolean;
  readonly use?: readonly string[];
  readonly from?: string;
  readonly anchor?: readonly string[];
  readonly json?: boolean;
}

interface RetireOptions {
  readonly at?: string;
  readonly last?: boolean;
  readonly json?: boolean;
}

/** `parinya keys ...`: which keys sign for whom, where each is kept, and from when to when. */
export const addKeysCommand: AddCommand = (program, line, finish) => {
  const keys = program.command('keys').description("the institutions' signing keys");

  keys
    .command('list')
    .description('every key, also retired ones; opens none')
    .option('--institution <code>', 'of one institution')
    .option('--json', 'one JSON value')
    .action(async (options: { institution?: string; json?: boolean }, command: Command) => {
      await listKeys(line, officeOf(line, command), options);
      finish(exitCodes.done);
    });

  for (const [verb, description, change] of [
    ['add', 'add a key: it is opened and tried, then signs from now on', addKey],
    ['rotate', 'add a key and retire those that it takes over from', rotateKey],
  ] as const) {
    addKeyStoreOptions(keys.command(verb).description(description))
      .requiredOption('--institution <code>', 'five-digit code')
      .option('--rsa-pss', 'an RSA key signs with PSS (PS256)')
      .option('--use <use...>', 'pdf, jose; what the key can when left out')
      .option('--from <time>', 'RFC 3339; now when left out')
      .option('--anchor <file...>', 'certificates of authorities to believe from now on')
      .option('--json', 'one JSON value')
      .action(async (options: NewKeyOptions, command: Command) => {
        const office = officeOf(line, command);
        if (options.csc !== undefined && options.credential === undefined) {
          await refuseWithoutCredential(line, office, options);
        }
        const done = await change(office, await toNewKey(line, office, options));
        await writeChange(line, office, done, options.json === true);
        finish(exitCodes.done);
      });
  }

  addCscServiceOptions(
    keys
      .command('csc-credentials')
      .description('the keys that an account at a signing service may use'),
  )
    .option('--user-id <id>', "whose keys, where the account is an application's")
    .option('--rsa-pss', 'RSA keys would sign with PSS (PS256)')
    .option('--json', 'one JSON value')
    .action(async (options: CscCredentialOptions, command: Command) => {
      await writeCscCredentials(line, officeOf(line, command), options);
      finish(exitCodes.done);
    });

  keys
    .command('retire')
    .description('end a key; what it signed stays good')
    .argument('<key-id>', 'as keys list names it')
    // One key id in 64 begins with a hyphen (base64url); mistyped options still fail, as ids that do not exist.
    .allowUnknownOption()
    .option('--at <time>', 'RFC 3339; now when left out')
    .option('--last', 'even if the institution can then sign nothing')
    .option('--json', 'one JSON value')
    .action(async (keyId: string, options: RetireOptions, command: Command) => {
      const office = officeOf(line, command);
      const retired = await retireKey(office, keyId, {
        mayBeLast: options.last === true,
        ...(options.at === undefined ? {} : { at: readTime(options.at) }),
      });
      await writeChange(line, office, { retired: [retired] }, options.json === true);
      finish(exitCodes.done);
    });
};

function officeOf(line: CommandLine, command: Command): KeyOffice {
  const loaded = configurationOf(line, command);
  const { clock, environment, random } = line;
  return {
    loaded,
    clock,
    secrets: createSecrets(loaded.dataFolder, environment),
    issuers: openIssuerSource(loaded.settings.revocation, clock, random),
  };
}

async function listKeys(
  line: CommandLine,
  { loaded, clock }: KeyOffice,
  options: { readonly institution?: string; readonly json?: boolean },
): Promise<void> {
  const keys = await new KeyFile(signingKeysPath(loaded)).read();
  const now = clock.now();
  const shown = keys.filter(
    ({ institutionCode }) =>
      options.institution === undefined || institutionCode === options.institution,
  );
  const listed = shown.map((key) => toKeyJson(key, keys, now));
  if (options.json === true) writeJson(line, listed);
  else for (const key of listed) line.writeMessage(toKeyLines(key));
  for (const key of shown) {
    const { notAfter } = parseCertificate(key.certificates[0]!);
    const warning = findKeyWarning(key, notAfter, now);
    if (warning !== undefined) writeText(line, toWarningText(warning));
  }
  const inSettings = loaded.settings.institutions.filter(
    ({ code, signer }) =>
      signer !== undefined && !keys.some(({ institutionCode }) => institutionCode === code),
  );
  for (const { code } of inSettings) {
    writeText(line, {
      th: `สถาบัน ${code} ใช้กุญแจตามไฟล์ตั้งค่า (institutions.signer)`,
      en: `Institution ${code} signs with the key that the settings name (institutions.signer).`,
    });
  }
}

async function toNewKey(
  line: CommandLine,
  { loaded }: KeyOffice,
  options: NewKeyOptions,
): Promise<NewKey> {
  return {
    institutionCode: options.institution,
    store: toKeyStoreSettings(options, line.workingFolder, loaded.dataFolder),
    rsaScheme: options.rsaPss === true ? 'pss' : 'pkcs1',
    anchors: await readPemFiles(line.workingFolder, options.anchor ?? [], 'CERTIFICATE'),
    ...(options.use === undefined ? {} : { uses: options.use.map(toUse) }),
    ...(options.from === undefined ? {} : { validFrom: readTime(options.from) }),
  };
}

function toUse(word: string): SignerUse {
  if (word === 'pdf' || word === 'jose') return word;
  throw new AppError('usage', {
    th: `--use ต้องเป็น pdf หรือ jose ไม่ใช่ ${word}`,
    en: `--use is pdf or jose, not ${word}.`,
  });
}

async function writeChange(
  line: CommandLine,
  { loaded, clock }: KeyOffice,
  { added, retired }: Partial<Pick<KeyChange, 'added'>> & Pick<KeyChange, 'retired'>,
  isJson: boolean,
): Promise<void> {
  const now = clock.now();
  const keys = await new KeyFile(signingKeysPath(loaded)).read();
  const show = (key: KeyChange['added']) =>
    toKeyJson(
      keys.find(({ keyId }) => keyId === key.keyId)!,
      keys,
      now,
    );
  if (isJson) {
    writeJson(line, {
      added: added === undefined ? null : show(added),
      retired: retired.map(show),
    });
  }
  for (const key of [...(added === undefined ? [] : [added]), ...retired].map(show)) {
    line.writeMessage(toKeyLines(key));
    for (const { expiresAt, ...warning } of key.warnings) {
      writeText(line, toWarningText({ ...warning, expiresAt: readTime(expiresAt) }));
    }
  }
}
