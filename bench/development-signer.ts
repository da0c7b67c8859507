import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseDeclaration } from '../src/adapters/development-pki/declaration.ts';
import {
  createDevelopmentPki,
  openDevelopmentSigner,
  type DevelopmentPki,
} from '../src/adapters/development-pki/development-pki.ts';
import { instantOf } from '../src/shared/instant.ts';
import type { Signer } from '../src/signing/signer.ts';

const SIGNER = 'signer-99001';

/** The machine's clock. */
export const clock = { now: () => instantOf(Date.now()) };

/** An institution's signer, and the PKI that it belongs to. */
export interface DevelopmentSigner {
  readonly pki: DevelopmentPki;
  readonly signer: Signer;
}

/** Measures with a new development PKI and its signer, in a folder that is gone afterwards. */
export async function withDevelopmentSigner<Result>(
  measure: (opened: DevelopmentSigner) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'parinya-bench-'));
  try {
    const pki = await createDevelopmentPki({
      declaration: parseDeclaration(await readFile('certs/development-pki.json', 'utf8')),
      folder: join(folder, 'pki'),
      clock,
      isProduction: false,
    });
    return await measure({ pki, signer: await openDevelopmentSigner(pki, SIGNER, clock) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The signer's key as a file and what opens it, as the usual way takes it. */
export async function readKeyFile({ certificates }: DevelopmentPki) {
  const { keyFile, passphraseFile } = certificates.find(({ name }) => name === SIGNER)!;
  return {
    keyFile: await readFile(keyFile),
    passphrase: (await readFile(passphraseFile, 'utf8')).trim(),
  };
}
