/** Builds `dist/` from nothing, so that a file deleted from `src/` does not live on in it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { buildPages } from './build-pages.js';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
await buildPages('dist/web/assets');
chmodSync('dist/main/cli.js', 0o755);
