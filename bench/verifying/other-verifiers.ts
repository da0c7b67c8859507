import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { OwnCase } from './own-documents.ts';

const oracles = process.env['PARINYA_ORACLES'] ?? join(homedir(), '.cache/parinya-oracles');
const python = join(oracles, 'pyhanko/bin/python');
const dss = join(oracles, 'dss');

/** Another verifier in one warm process, asked the same about the same file. */
interface OtherVerifier {
  readonly name: string;
  readonly what: string;
  readonly isInstalled: boolean;
  readonly command: readonly string[];
}

/** EU DSS and pyHanko, as `tools/cross-check/install.sh` installs them. */
export const otherVerifiers: readonly OtherVerifier[] = [
  {
    name: 'EU DSS',
    what: 'without comparing pages as pictures',
    isInstalled: existsSync(join(dss, 'classes/DssTimer.class')),
    command: ['java', '-cp', `${join(dss, 'classes')}:${join(dss, 'lib')}/*`, 'DssTimer'],
  },
  {
    name: 'pyHanko',
    what: 'status only, revocation required',
    isInstalled: existsSync(python),
    command: [python, 'bench/verifying/time-pyhanko.py'],
  },
];

/** Milliseconds of processor time for one verification, the median of several. */
export function timeOther(
  { command }: OtherVerifier,
  { evidence, anchors, crls }: OwnCase,
  rounds: number,
): number {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-bench-'));
  try {
    for (const name of ['anchors', 'crls']) mkdirSync(join(folder, name));
    anchors.forEach((der, index) => writeFileSync(join(folder, `anchors/${index}.crt`), der));
    crls.forEach((der, index) => writeFileSync(join(folder, `crls/${index}.crl`), der));
    writeFileSync(join(folder, 'document.pdf'), evidence.pdf);
    const at = new Date(evidence.validationTime).toISOString();
    const [program, ...args] = command;
    const output = execFileSync(program!, [...args, folder, String(rounds), at], {
      encoding: 'utf8',
    });
    return Number(output.trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
