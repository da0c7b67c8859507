/** A QR code as a filled path. */
export interface QrPath {
  /** Modules on each side, without the quiet zone. */
  readonly modules: number;
  /** Content stream operators; one unit is one module, the origin the lower left corner. */
  readonly operators: string;
}

/**
 * A QR code as one path of rectangles, one for each horizontal run of dark modules.
 * @param dark one bit a module, row by row from the top, the first in the highest bit of each word.
 */
export function toQrPath(modules: number, dark: Uint32Array): QrPath {
  const isDark = (bit: number): boolean => ((dark[bit >>> 5]! << (bit & 31)) & 0x80000000) !== 0;
  const operators: string[] = [];
  for (let row = 0; row < modules; row++) {
    const y = modules - 1 - row;
    for (let start = 0; start < modules; start++) {
      if (!isDark(row * modules + start)) continue;
      let end = start + 1;
      while (end < modules && isDark(row * modules + end)) end++;
      operators.push(`${start} ${y} ${end - start} 1 re`);
      start = end;
    }
  }
  operators.push('f');
  return { modules, operators: operators.join('\n') };
}
