/**
 * Bundles verification for browsers: one file of standard JavaScript that needs nothing of Node and asks
 * nobody anything. `parinya/verify` in a browser.
 * @param {string} outfile `dist/browser/verify.js` in the package.
 */
export async function buildVerifier(outfile) {
  await build({
    entryPoints: ['src/verify.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: browsers,
    logLevel: 'warning',
  });
}

/** Bundles what the pages load in the browser, their script, style sheet and mark, into a folder. */
import { copyFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Older browsers cannot read the script and keep the plain form, which says where the file goes. */
const browsers = ['es2022', 'chrome94', 'firefox93', 'safari16'];

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
    target: browsers,
    // Fonts are served by name from their package.
    external: ['/assets/*'],
    logLevel: 'warning',
  });
  await copyFile('src/web/styles/mark.svg', `${outdir}/mark.svg`);
}
