import { concatBytes, latin1Bytes } from '../../shared/bytes.ts';

/** D50, the white point of the profile connection space (ICC.1:2010 §7.2.16). */
const D50 = [0.9642, 1, 0.8249] as const;

/** sRGB primaries (IEC 61966-2-1) adapted from D65 to D50 with the linear Bradford transform. */
const PRIMARIES = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const;

/** The Bradford transform from D65 to D50, by rows. */
const ADAPTATION = [
  1.04788, 0.02292, -0.0502, 0.02958, 0.99048, -0.01706, -0.00925, 0.01507, 0.75168,
] as const;

/** Gamma, slope, offset, linear slope and threshold of the sRGB curve (parametric curve of type 3). */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const;

/**
 * The colour profile that says what our colours mean: sRGB as a matrix and parametric curves, ICC
 * version 4, 480 bytes. Made here, so that no vendor's profile and licence travels in the documents.
 */
export function encodeSrgbProfile(): Uint8Array<ArrayBuffer> {
  const curve = typed('para', uint32(3 << 16), ...CURVE.map(fixed));
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['desc', localised('sRGB')],
    ['cprt', localised('CC0')],
    ['wtpt', xyz(D50)],
    ['chad', typed('sf32', ...ADAPTATION.map(fixed))],
    ...Object.entries(PRIMARIES).map(([name, values]) => [name, xyz(values)] as const),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];

  const directoryEnd = 128 + 4 + 12 * tags.length;
  const offsets = new Map<Uint8Array, number>();
  const elements: Uint8Array[] = [];
  let end = directoryEnd;
  for (const [, element] of tags) {
    if (offsets.has(element)) continue;
    offsets.set(element, end);
    elements.push(element);
    end += element.length;
  }
  const directory = tags.flatMap(([name, element]) => [
    latin1Bytes(name),
    uint32(offsets.get(element)!),
    uint32(element.length),
  ]);
  return concatBytes(header(end), uint32(tags.length), ...directory, ...elements);
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  const write = (offset: number, text: string): void => bytes.set(latin1Bytes(text), offset);
  view.setUint32(0, size);
  view.setUint32(8, 0x04300000);
  write(12, 'mntrRGB XYZ ');
  // A fixed creation date: the profile is the same in every document.
  [2026, 1, 1].forEach((part, index) => {
    view.setUint16(24 + 2 * index, part);
  });
  write(36, 'acsp');
  D50.forEach((part, index) => {
    view.setInt32(68 + 4 * index, Math.round(part * 65536));
  });
  return bytes;
}

function typed(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(latin1Bytes(type), uint32(0), ...parts);
}

function xyz(values: readonly number[]): Uint8Array {
  return typed('XYZ ', ...values.map(fixed));
}

/** One English string as `multiLocalizedUnicodeType`, padded to four bytes. */
function localised(text: string): Uint8Array {
  const utf16 = new Uint8Array(Math.ceil(text.length / 2) * 4);
  for (let index = 0; index < text.length; index++) utf16[2 * index + 1] = text.charCodeAt(index);
  return typed(
    'mluc',
    uint32(1),
    uint32(12),
    latin1Bytes('enUS'),
    uint32(2 * text.length),
    uint32(28),
    utf16,
  );
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** `s15Fixed16Number`. */
function fixed(value: number): Uint8Array {
  return uint32(Math.round(value * 65536) >>> 0);
}
