/**
 * Builds `dist/` from nothing, so that a file deleted from `src/` does not live on in it.
 * With `--if-stale` only when a source is newer than the last build, which `npm ci` has just made.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages, buildVerifier } from './build-pages.js';

const STAMP = 'dist/.built';
const SOURCES = ['src', 'tools', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

if (!process.argv.includes('--if-stale') || isStale()) await build();

async function build() {
  rmSync('dist', { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  await buildPages('dist/web/assets');
  await buildVerifier('dist/browser/verify.js');
  chmodSync('dist/main/cli.js', 0o755);
  writeFileSync(STAMP, '');
}

/** Folders count too: their time changes when a file in them is deleted. */
function isStale() {
  if (!existsSync(STAMP)) return true;
  const builtAt = statSync(STAMP).mtimeMs;
  return SOURCES.flatMap(listAll).some((path) => statSync(path).mtimeMs > builtAt);
}

function listAll(path) {
  if (!statSync(path).isDirectory()) return [path];
  return [path, ...readdirSync(path, { recursive: true }).map((name) => join(path, name))];
}
