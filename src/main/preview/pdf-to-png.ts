import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const DOTS_PER_INCH = 120;

/** Programs that draw PDF pages as PNG, the first that is installed is asked; `{stem}` and `{pdf}` are paths. */
const PROGRAMS = [
  {
    command: 'pdftoppm',
    args: (pdf: string, stem: string) => ['-png', '-r', String(DOTS_PER_INCH), pdf, stem],
  },
  {
    command: 'mutool',
    args: (pdf: string, stem: string) => [
      ...['draw', '-q', '-r', String(DOTS_PER_INCH)],
      ...['-o', `${stem}-%d.png`, pdf],
    ],
  },
] as const;

/**
 * Draws the pages of a PDF beside it: `classic-th.pdf` becomes `classic-th-1.png` and so on. Older pages
 * of the same name are removed.
 * @returns names of the files; `undefined` where no program that can do it is installed.
 */
export function drawPages(pdf: string): readonly string[] | undefined {
  const stem = pdf.replace(/\.pdf$/, '');
  const isPage = (name: string): boolean =>
    name.startsWith(`${basename(stem)}-`) && /^-\d+\.png$/.test(name.slice(basename(stem).length));
  for (const name of readdirSync(dirname(pdf)).filter(isPage)) rmSync(join(dirname(pdf), name));
  for (const { command, args } of PROGRAMS) {
    const { status } = spawnSync(command, args(pdf, stem), { stdio: 'ignore' });
    if (status === 0) return readdirSync(dirname(pdf)).filter(isPage).sort();
  }
  return undefined;
}
