/**
 * Runs a benchmark written in TypeScript against the built program: `node bench/run.js issue [options]`.
 * Imports of `src/` are sent to `dist/`, so that what ships is what is measured.
 */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const dist = resolve(root, process.env.PARINYA_BENCH_DIST ?? 'dist');
const name = process.argv[2] ?? 'issue';
const outfile = resolve(root, `.cache/bench/${name}.mjs`);

if (!existsSync(dist)) {
  console.error('There is no build to measure. Run: npm run build');
  process.exit(66);
}

const builtProgram = {
  name: 'built-program',
  setup({ onResolve }) {
    onResolve({ filter: /\/src\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const inSource = relative(resolve(root, 'src'), resolve(resolveDir, path));
      const built = resolve(dist, inSource.replace(/\.ts$/, '.js'));
      return { path: pathToFileURL(built).href, external: true };
    });
  },
};

await build({
  entryPoints: [resolve(root, `bench/${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [builtProgram],
  logLevel: 'error',
});
process.chdir(root);
process.argv.splice(1, 2, outfile);
await import(pathToFileURL(outfile).href);
