import { encode } from 'uqr';
import { RunCache } from '../text/run-cache.ts';
import type { QrPath } from './qr-path.ts';
import { longestQrPath, toQrPath } from './qr-path.ts';

/**
 * A fixed mask: choosing the best of eight takes longer than all other content of a page, and any mask
 * is valid (ISO/IEC 18004 §7.8); scanners read it as well.
 */
const MASK_PATTERN = 2;

/** Lengths of addresses remembered: an installation has one or two. */
const CACHED_FAMILIES = 4;

/** Bits of an ASCII character; others are encoded one by one. */
const ASCII_BITS = 7;
const ASCII = /^[\0-\x7f]*$/;
/** What may also be written in a mode of its own, half as long (ISO/IEC 18004 §7.3.4). */
const ALPHANUMERIC = /[0-9A-Z $%*+./:-]/g;

/**
 * QR codes of texts that differ little, as addresses of documents do. Error correction adds no carries: two codes
 * of the same size and mask differ in modules that depend on the differing bits alone. So a code is put together
 * from the first one of its length and what each bit changes, found once for each bit.
 */
export class QrCodes {
  readonly #families = new RunCache<QrFamily, number>(CACHED_FAMILIES);

  /** A text as a path: the same as if it were encoded alone. Its operators hold until the next one. */
  draw(text: string): QrPath {
    if (!ASCII.test(text) || text.replace(ALPHANUMERIC, '').length < 2) {
      const { modules, dark } = toBits(text);
      return toQrPath(modules, dark, new Uint8Array(longestQrPath(modules)));
    }
    return this.#families.get(text.length, () => new QrFamily(text)).draw(text);
  }
}

/** Texts of one length in bytes mode. */
class QrFamily {
  readonly #first: string;
  readonly #code: QrBits;
  /** By bit of the text: the modules that it turns over. */
  readonly #changes: (Uint32Array | undefined)[] = [];
  readonly #operators: Uint8Array;

  constructor(first: string) {
    this.#first = first;
    this.#code = toBits(first);
    this.#operators = new Uint8Array(longestQrPath(this.#code.modules));
  }

  draw(text: string): QrPath {
    const dark = this.#code.dark.slice();
    for (let index = 0; index < text.length; index++) {
      const differing = text.charCodeAt(index) ^ this.#first.charCodeAt(index);
      for (let bit = 0; bit < ASCII_BITS; bit++) {
        if ((differing & (1 << bit)) === 0) continue;
        const change = (this.#changes[index * ASCII_BITS + bit] ??= this.#changeOf(index, bit));
        for (let word = 0; word < dark.length; word++) dark[word]! ^= change[word]!;
      }
    }
    return toQrPath(this.#code.modules, dark, this.#operators);
  }

  #changeOf(index: number, bit: number): Uint32Array {
    const first = this.#first;
    const changed = String.fromCharCode(first.charCodeAt(index) ^ (1 << bit));
    const { dark } = toBits(first.slice(0, index) + changed + first.slice(index + 1));
    return dark.map((word, at) => word ^ this.#code.dark[at]!);
  }
}

interface QrBits {
  readonly modules: number;
  readonly dark: Uint32Array;
}

function toBits(text: string): QrBits {
  const { data, size } = encode(text, {
    ecc: 'M',
    boostEcc: false,
    border: 0,
    maskPattern: MASK_PATTERN,
  });
  const dark = new Uint32Array(Math.ceil((size * size) / 32));
  data.flat().forEach((isDark, bit) => {
    if (isDark) dark[bit >>> 5]! |= 0x80000000 >>> (bit & 31);
  });
  return { modules: size, dark };
}
