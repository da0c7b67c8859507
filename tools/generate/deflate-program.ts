import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMPILER = 'node_modules/assemblyscript/bin/asc.js';
const SOURCE = 'assembly/deflate/index.ts';
/** No runtime, because nothing is allocated; memory below 16 stays free, so that no address is zero. */
const OPTIONS =
  '-O3 --noAssert --runtime stub --memoryBase 16 --enable simd --use abort= --disableWarning';

const LINE = 96;

/** The module that holds the compiled program of `assembly/deflate`, as text. */
export function deflateProgramModule(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-deflate-'));
  try {
    const outFile = join(folder, 'deflate.wasm');
    execFileSync(process.execPath, [COMPILER, SOURCE, ...OPTIONS.split(' '), '-o', outFile]);
    const lines = readFileSync(outFile, 'base64').match(new RegExp(`.{1,${LINE}}`, 'g'))!;
    return `/** WebAssembly of \`assembly/deflate\`, base64. Made by \`npm run generate\`. */
export const DEFLATE_PROGRAM = [
${lines.map((line) => `  '${line}',\n`).join('')}].join('');
`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
