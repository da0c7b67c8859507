/** Compiles and runs `main.ts`: Node 20 cannot read TypeScript by itself. Run with `npm run golden`. */
import { build } from 'esbuild';

// As deep as `src/rendering/template`, whence templates are found.
await build({
  entryPoints: ['tools/golden/main.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: '.cache/golden/program/main.mjs',
  packages: 'external',
  logLevel: 'error',
});
await import('../../.cache/golden/program/main.mjs');
