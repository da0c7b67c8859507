import { parseUtf8 } from '../../shared/bytes.ts';
import { toColourOperand } from '../page/text-style.ts';
import type { Crest } from './crest.ts';
import { crestRefused } from './crest-refused.ts';
import { parsePng } from './png/parse-png.ts';
import { parseSvgCrest } from './svg/parse-svg-crest.ts';

/** What files begin with, and what to say of those that are no crest. */
const OTHER_FORMATS: readonly { readonly magic: readonly number[]; readonly name: string }[] = [
  { magic: [0xff, 0xd8, 0xff], name: 'JPEG' },
  { magic: [0x47, 0x49, 0x46, 0x38], name: 'GIF' },
  { magic: [0x52, 0x49, 0x46, 0x46], name: 'WebP' },
  { magic: [0x49, 0x49, 0x2a, 0x00], name: 'TIFF' },
  { magic: [0x4d, 0x4d, 0x00, 0x2a], name: 'TIFF' },
  { magic: [0x25, 0x50, 0x44, 0x46], name: 'PDF' },
  { magic: [0x25, 0x21], name: 'EPS' },
];
const PNG_MAGIC: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** As wide as this, a crest of 40 points leaves the names half of the line. */
const WIDEST = 5;

/**
 * A crest as an institution sends it: SVG or PNG, told by what the file holds and not by its name.
 * @param accent `#RRGGBB`, for what the drawing leaves to its surroundings (`currentColor`).
 * @throws AppError `template-invalid` saying what of it cannot be used and what to do.
 */
export function openCrest(file: Uint8Array, accent: string): Crest {
  const crest = readCrest(file, accent);
  if (crest.aspect <= WIDEST) return crest;
  throw crestRefused({
    th: `กว้างเกิน ${WIDEST} เท่าของความสูง จะทับข้อความข้างเคียง`,
    en: `it is more than ${WIDEST} times as wide as it is high and would cover what stands beside it.`,
  });
}

function readCrest(file: Uint8Array, accent: string): Crest {
  if (startsWith(file, PNG_MAGIC)) {
    const image = parsePng(file);
    return { image, aspect: image.width / image.height };
  }
  const other = OTHER_FORMATS.find(({ magic }) => startsWith(file, magic));
  if (other !== undefined) {
    throw crestRefused({
      th: `ไฟล์เป็น ${other.name} โปรดบันทึกเป็น SVG หรือ PNG แบบ RGB`,
      en: `it is a ${other.name} file; save it as SVG, or as PNG in RGB.`,
    });
  }
  return parseSvgCrest(readText(file), toColourOperand(accent));
}

function readText(file: Uint8Array): string {
  try {
    return parseUtf8(file);
  } catch {
    throw crestRefused({
      th: 'ไฟล์ไม่ใช่ SVG หรือ PNG',
      en: 'it is neither an SVG nor a PNG file.',
    });
  }
}

function startsWith(file: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => file[index] === byte);
}
