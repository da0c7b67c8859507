import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A program that reads text out of PDFs as the people who receive them do. */
export interface Extractor {
  readonly name: string;
  /** Whether it is installed here; pdf.js always is. */
  readonly available: boolean;
  /** Lines that are not blank, in order, without blanks at their ends. */
  extractLines(pdf: Uint8Array): Promise<readonly string[]>;
}

export const extractors: readonly Extractor[] = [
  commandExtractor('pdftotext', 'pdftotext', (path) => ['-enc', 'UTF-8', path, '-']),
  commandExtractor('pdftotext -layout', 'pdftotext', (path) => [
    '-layout',
    '-enc',
    'UTF-8',
    path,
    '-',
  ]),
  commandExtractor('pdftotext -raw', 'pdftotext', (path) => ['-raw', '-enc', 'UTF-8', path, '-']),
  commandExtractor('mutool', 'mutool', (path) => ['draw', '-q', '-F', 'txt', path]),
  { name: 'pdf.js', available: true, extractLines: extractWithPdfjs },
];

function commandExtractor(
  name: string,
  command: string,
  toArguments: (path: string) => string[],
): Extractor {
  return {
    name,
    available: spawnSync(command, ['-v']).error === undefined,
    extractLines(pdf) {
      const folder = mkdtempSync(join(tmpdir(), 'parinya-text-'));
      try {
        const path = join(folder, 'sample.pdf');
        writeFileSync(path, pdf);
        const { status, stdout, stderr } = spawnSync(command, toArguments(path), {
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        });
        if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
        return Promise.resolve(toLines(stdout));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

async function extractWithPdfjs(pdf: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: pdf.slice(), useSystemFonts: false, verbosity: 0 });
  try {
    const document = await task.promise;
    let text = '';
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) {
        if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '');
      }
      text += '\n';
    }
    return toLines(text);
  } finally {
    await task.destroy();
  }
}

function toLines(text: string): readonly string[] {
  return text
    .split(/[\n\f\r]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
