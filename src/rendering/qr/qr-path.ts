import { encode } from 'uqr';

/**
 * A fixed mask: choosing the best of eight takes longer than all other content of a page, and any mask
 * is valid (ISO/IEC 18004 §7.8); scanners read it as well.
 */
const MASK_PATTERN = 2;

/** A QR code as a filled path. */
export interface QrPath {
  /** Modules on each side, without the quiet zone. */
  readonly modules: number;
  /** Content stream operators; one unit is one module, the origin the lower left corner. */
  readonly operators: string;
}

/** A QR code as one path of rectangles, one for each horizontal run of dark modules. */
export function toQrPath(text: string): QrPath {
  const { data, size } = encode(text, {
    ecc: 'M',
    boostEcc: false,
    border: 0,
    maskPattern: MASK_PATTERN,
  });
  const operators: string[] = [];
  data.forEach((row, index) => {
    for (let start = 0; start < size; start++) {
      if (row[start] !== true) continue;
      let end = start + 1;
      while (end < size && row[end] === true) end++;
      operators.push(`${start} ${size - 1 - index} ${end - start} 1 re`);
      start = end;
    }
  });
  operators.push('f');
  return { modules: size, operators: operators.join('\n') };
}
