import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { KeyObject } from 'node:crypto';

const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
];

/** Path of SoftHSM's module; `undefined` where it is not installed. */
export const softHsmModule = modules.find((path) => existsSync(path));

/** A token of SoftHSM in a temporary folder, with tests' own PINs. */
export interface SoftHsm {
  readonly module: string;
  readonly tokenLabel: string;
  /** Brings a private key into the token. */
  readonly addKey: (privateKey: KeyObject, label: string, idHex: string) => void;
  /** Takes the token's files away, as if somebody had pulled it out, or puts them back. */
  readonly setPluggedIn: (isPluggedIn: boolean) => void;
  readonly remove: () => void;
}

/**
 * Makes a token. SoftHSM reads where its tokens are from the environment when its module starts, so one test
 * file has one SoftHSM.
 */
export async function makeSoftHsm(tokenLabel: string, pin: string): Promise<SoftHsm> {
  if (softHsmModule === undefined) throw new Error('SoftHSM is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'parinya-hsm-'));
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens);
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nlog.level = ERROR\n`);
  await setRealEnvironment('SOFTHSM2_CONF', configuration);
  const softHsmUtil = (...words: readonly string[]) =>
    execFileSync('softhsm2-util', words, {
      env: { ...process.env, SOFTHSM2_CONF: configuration },
      stdio: 'pipe',
    });
  softHsmUtil(
    '--init-token',
    '--free',
    '--label',
    tokenLabel,
    '--pin',
    pin,
    '--so-pin',
    '87654321',
  );
  return {
    module: softHsmModule,
    tokenLabel,
    addKey(privateKey, label, idHex) {
      const file = join(folder, 'import.pem');
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
      softHsmUtil(
        ...['--import', file, '--token', tokenLabel, '--label', label],
        ...['--id', idHex, '--pin', pin],
      );
      rmSync(file);
    },
    setPluggedIn(isPluggedIn) {
      const away = join(folder, 'pulled-out');
      if (isPluggedIn) renameSync(away, tokens);
      else renameSync(tokens, away);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Jest gives tests a copy of the environment; libraries read the process's own, which this thread shares. */
function setRealEnvironment(name: string, value: string): Promise<unknown> {
  const program = `process.env[${JSON.stringify(name)}] = ${JSON.stringify(value)};`;
  const thread = new Worker(program, { eval: true, env: SHARE_ENV });
  return new Promise((resolve) => thread.once('exit', resolve));
}
