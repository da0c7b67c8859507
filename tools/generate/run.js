/** Compiles and runs `main.ts`: Node 20 cannot read TypeScript by itself. Run with `npm run generate`. */
import { build } from 'esbuild';

await build({
  entryPoints: ['tools/generate/main.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: '.cache/generate/main.mjs',
  packages: 'external',
  logLevel: 'error',
});
await import('../../.cache/generate/main.mjs');
