/** Compiles and runs the kill test: Node 20 cannot read TypeScript by itself. Run with `npm run kill`. */
import { build } from 'esbuild';

// The worker lies one folder above what starts it, where an installation looks for it.
await build({
  entryPoints: {
    'bin/main': 'tools/kill/main.ts',
    'bin/issuing-process': 'tools/kill/issuing-process.ts',
    'document-worker': 'src/main/document-worker.ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outdir: '.cache/kill',
  packages: 'external',
  logLevel: 'error',
});
await import('../../.cache/kill/bin/main.js');
