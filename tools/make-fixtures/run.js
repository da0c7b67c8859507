/** Compiles and runs `main.ts`: Node 20 cannot read TypeScript by itself. */
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['tools/make-fixtures/main.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: 'tools/make-fixtures/.main.bundle.js',
  write: false,
});
await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
