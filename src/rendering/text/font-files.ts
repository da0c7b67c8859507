import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { FaceName } from './embedded-font.ts';

const resolve = createRequire(import.meta.url).resolve;

/**
 * Sarabun, the typeface of Thai official documents, as its npm package ships it: static TrueType
 * files under the SIL Open Font License 1.1. The licence text is the package's `LICENSE_FONT` and is
 * installed with the fonts; the licence reserves no font name, so a subset may keep it.
 */
const SARABUN_FILES: Readonly<Record<FaceName, string>> = {
  regular: '@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf',
  bold: '@expo-google-fonts/sarabun/700Bold/Sarabun_700Bold.ttf',
};

/** Where the Open Font License of the typeface lies, for whoever shows or ships third-party notices. */
export function fontLicencePath(): string {
  return resolve('@expo-google-fonts/sarabun/LICENSE_FONT');
}

/** Font files in place of the program's own, and those asked for letters that both faces lack. */
export interface FontFiles {
  readonly regular?: string;
  readonly bold?: string;
  readonly fallback: readonly string[];
}

/** The typeface of our documents, read from disk: one TrueType program per face. */
export function loadFontFaces(): Readonly<Record<FaceName, Uint8Array>> {
  return {
    regular: readInstalled(SARABUN_FILES.regular),
    bold: readInstalled(SARABUN_FILES.bold),
  };
}

function readInstalled(specifier: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(specifier)));
}
