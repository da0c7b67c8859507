import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { PDF, type Signer as LibpdfSigner } from '@libpdf/core';

import type { Signer } from '../../src/signing/signer.ts';

/**
 * LibPDF signing the same file with the same key: B-B, as a revision of its own. It parses the file and
 * builds the CMS for each signature.
 */
export function openLibpdf(ours: Signer): (pdf: Uint8Array) => Promise<void> {
  const [certificate, ...certificateChain] = ours.certificatePath;
  const signer: LibpdfSigner = {
    certificate: certificate!,
    certificateChain,
    keyType: 'RSA',
    signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
    sign: (data) => ours.sign(data),
  };
  return async (pdf) => {
    const { bytes } = await (await PDF.load(pdf)).sign({ signer, fieldName: 'Peer' });
    if (bytes.length <= pdf.length) throw new Error('LibPDF has signed nothing');
  };
}

const oracles = process.env['PARINYA_ORACLES'] ?? join(homedir(), '.cache/parinya-oracles');
const python = join(oracles, 'pyhanko/bin/python');

/**
 * pyHanko signing the same file with the same key, in a process of its own.
 * @returns processor milliseconds a signature; `undefined` where it is not installed (tools/cross-check).
 */
export async function timePyhanko(
  pdf: Uint8Array,
  { keyFile, passphrase }: { readonly keyFile: Uint8Array; readonly passphrase: string },
  count: number,
): Promise<number | undefined> {
  if (!existsSync(python)) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'parinya-bench-'));
  try {
    await writeFile(join(folder, 'key.p12'), keyFile);
    await writeFile(join(folder, 'passphrase'), passphrase);
    await writeFile(join(folder, 'unsigned.pdf'), pdf);
    const command = ['bench/signing/time-pyhanko.py', folder, String(count)];
    return Number(execFileSync(python, command, { encoding: 'utf8' }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
