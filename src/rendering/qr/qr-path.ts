/** A QR code as a filled path. */
export interface QrPath {
  /** Modules on each side, without the quiet zone. */
  readonly modules: number;
  /** Content stream operators, Latin-1; one unit is one module, the origin the lower left corner. */
  readonly operators: Uint8Array;
}

/** The largest code has 177 modules on each side: `177 177 177 1 re` and the end of its line. */
const LONGEST_RECTANGLE = 17;

const ZERO = 0x30;
const BLANK = 0x20;
/** One module high: `1 re`. */
const RECTANGLE = [0x31, 0x20, 0x72, 0x65, 0x0a] as const;
const FILL = 0x66;

/** Bytes that the operators of a code of this size may take: every other module dark. */
export function longestQrPath(modules: number): number {
  return modules * Math.ceil(modules / 2) * LONGEST_RECTANGLE + 1;
}

/**
 * A QR code as one path of rectangles, one for each horizontal run of dark modules.
 * @param dark one bit a module, row by row from the top, the first in the highest bit of each word.
 * @param into {@link longestQrPath} bytes at least: the operators are written there.
 */
export function toQrPath(modules: number, dark: Uint32Array, into: Uint8Array): QrPath {
  const isDark = (bit: number): boolean => ((dark[bit >>> 5]! << (bit & 31)) & 0x80000000) !== 0;
  let at = 0;
  for (let row = 0; row < modules; row++) {
    for (let start = 0; start < modules; start++) {
      if (!isDark(row * modules + start)) continue;
      let end = start + 1;
      while (end < modules && isDark(row * modules + end)) end++;
      at = putNumber(into, at, start);
      at = putNumber(into, at, modules - 1 - row);
      at = putNumber(into, at, end - start);
      into[at] = RECTANGLE[0];
      into[at + 1] = RECTANGLE[1];
      into[at + 2] = RECTANGLE[2];
      into[at + 3] = RECTANGLE[3];
      into[at + 4] = RECTANGLE[4];
      at += RECTANGLE.length;
      start = end;
    }
  }
  into[at++] = FILL;
  return { modules, operators: into.subarray(0, at) };
}

/** A number below a thousand and a blank. @returns where they end. */
function putNumber(into: Uint8Array, start: number, number: number): number {
  let at = start;
  if (number >= 100) into[at++] = ZERO + Math.floor(number / 100);
  if (number >= 10) into[at++] = ZERO + (Math.floor(number / 10) % 10);
  into[at] = ZERO + (number % 10);
  into[at + 1] = BLANK;
  return at + 2;
}
