/** Bundles what the pages load in the browser, their script, style sheet and mark, into a folder. */
import { copyFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** @param {string} outdir where the server looks for them; `dist/web/assets` in the package. */
export async function buildPages(outdir) {
  await build({
    entryPoints: {
      'verify.island': 'src/web/islands/verify.ts',
      pages: 'src/web/styles/pages.css',
    },
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020', 'chrome80', 'firefox78', 'safari15'],
    // Fonts are served by name from their package.
    external: ['/assets/*'],
    logLevel: 'warning',
  });
  await copyFile('src/web/styles/mark.svg', `${outdir}/mark.svg`);
}
