/** Compiles and runs `main.ts`: Node 20 cannot read TypeScript by itself. Run with `npm run fuzz`. */
import { build } from 'esbuild';

await build({
  entryPoints: ['tools/fuzz/main.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: '.cache/fuzz/main.mjs',
  packages: 'external',
  logLevel: 'error',
});
await import('../../.cache/fuzz/main.mjs');
