import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';

import { AppError } from '../../shared/app-error.ts';
import { mergeFonts } from './embedding/merge-fonts.ts';
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
  /** Tells files of the same names with other contents apart, where that is known. */
  readonly contentKey?: string;
}

/**
 * The typeface of our documents, read from disk: one TrueType program per face, with the letters that it
 * lacks taken from the fallback fonts.
 * @param files the program's own typeface alone when left out.
 * @throws AppError `template-invalid`
 */
export function loadFontFaces(
  files: FontFiles = { fallback: [] },
): Readonly<Record<FaceName, Uint8Array>> {
  const fallbacks = files.fallback.map(readFontFile);
  const load = (face: FaceName): Uint8Array => {
    const own = files[face];
    const program = own === undefined ? readProgramFace(face) : readFontFile(own);
    const merged = mergeFonts(program, fallbacks);
    if (merged === undefined)
      throw notTrueType(files.fallback.map((path) => basename(path)).join(', '));
    return merged;
  };
  return { regular: load('regular'), bold: load('bold') };
}

/** Numbers that a TrueType file begins with. */
const TRUE_TYPE = [0x00010000, 0x74727565];

/** A font file that a template or design names. @throws AppError `template-invalid` */
export function readFontFile(path: string): Uint8Array {
  const program = new Uint8Array(readFileSync(path));
  const version = program.length < 12 ? 0 : new DataView(program.buffer).getUint32(0);
  if (!TRUE_TYPE.includes(version)) throw notTrueType(basename(path));
  return program;
}

function notTrueType(file: string): AppError {
  return new AppError('template-invalid', {
    th: `ไฟล์แบบอักษร ${file} ไม่ใช่ TrueType (.ttf) ที่มีเส้นขอบของตัวเอง หรือไม่อนุญาตให้ฝังบางตัวอักษรในเอกสาร`,
    en: `The font file ${file} is not a TrueType font (.ttf) with TrueType outlines, or does not allow that some of its letters are embedded.`,
  });
}

/** A face of the program's own typeface, as its npm package ships it. */
export function readProgramFace(face: FaceName): Uint8Array {
  return new Uint8Array(readFileSync(resolve(SARABUN_FILES[face])));
}
