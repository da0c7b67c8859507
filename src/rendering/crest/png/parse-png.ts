import { crc32, inflateSync } from 'node:zlib';
import { concatBytes, latin1Text } from '../../../shared/bytes.ts';
import type { RasterImage } from '../crest.ts';
import { crestRefused } from '../crest-refused.ts';
import { unfilterRows } from './unfilter-rows.ts';

const SIGNATURE_BYTES = 8;
const MAX_FILE_BYTES = 2_000_000;
/** A crest of 40 points printed at 1,200 dots per inch has 667. */
const MAX_PIXELS = 1000;

/** Channels of each PNG colour type (ISO/IEC 15948 §11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
}

/**
 * A PNG picture (ISO/IEC 15948) as 8-bit sRGB with its transparency apart, as PDF wants it. Sixteen bits
 * are brought down to eight, grey and palettes become RGB.
 * @throws AppError `template-invalid` for what is damaged, larger than 1,000 pixels a side, interlaced, or
 * in another colour space than sRGB.
 */
export function parsePng(file: Uint8Array): RasterImage {
  if (file.length > MAX_FILE_BYTES) {
    throw crestRefused({
      th: 'ไฟล์ PNG ใหญ่เกิน 2 MB โปรดย่อภาพ',
      en: 'the PNG file is larger than 2 MB; make the picture smaller.',
    });
  }
  const chunks = readChunks(file);
  const header = readHeader(chunks);
  requireSrgb(chunks);
  const channels = CHANNELS[header.colourType]!;
  const rowBytes = Math.ceil((header.width * channels * header.bitDepth) / 8);
  const data = inflate(chunks, (rowBytes + 1) * header.height);
  const step = Math.max(1, (channels * header.bitDepth) / 8);
  const rows = unfilterRows(data, { rowBytes, rows: header.height, step });
  if (rows === undefined) throw damaged();
  return toImage(header, rows, rowBytes, chunks);
}

type Chunks = ReadonlyMap<string, readonly Uint8Array[]>;

function readChunks(file: Uint8Array): Chunks {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks = new Map<string, Uint8Array[]>();
  for (let at = SIGNATURE_BYTES; at + 12 <= file.length;) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > file.length) throw damaged();
    if (crc32(file.subarray(at + 4, end)) !== view.getUint32(end)) throw damaged();
    const type = latin1Text(file.subarray(at + 4, at + 8));
    chunks.set(type, [...(chunks.get(type) ?? []), file.subarray(at + 8, end)]);
    if (type === 'IEND') return chunks;
    at = end + 4;
  }
  throw damaged();
}

function readHeader(chunks: Chunks): Header {
  const [ihdr] = chunks.get('IHDR') ?? [];
  if (ihdr?.length !== 13) throw damaged();
  const view = new DataView(ihdr.buffer, ihdr.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth, colourType, , , interlace] = ihdr.subarray(8) as unknown as readonly number[];
  if (width === 0 || height === 0) throw damaged();
  if (width > MAX_PIXELS || height > MAX_PIXELS) {
    throw crestRefused({
      th: `ภาพมีขนาด ${width} × ${height} พิกเซล ให้ย่อเหลือด้านละไม่เกิน ${MAX_PIXELS}`,
      en: `the picture has ${width} × ${height} pixels; scale it to at most ${MAX_PIXELS} a side.`,
    });
  }
  if (interlace !== 0) {
    throw crestRefused({
      th: 'ไฟล์ PNG เป็นแบบ interlaced โปรดบันทึกใหม่โดยไม่เลือก interlace',
      en: 'the PNG is interlaced; save it again without interlacing.',
    });
  }
  const fits = [1, 2, 4, 8, 16].includes(bitDepth!) && CHANNELS[colourType!] !== undefined;
  const subByte = bitDepth! < 8 && colourType !== 0 && colourType !== 3;
  if (!fits || subByte || (colourType === 3 && bitDepth === 16)) throw damaged();
  return { width, height, bitDepth: bitDepth!, colourType: colourType! };
}

/** A document has one meaning of its colours, sRGB: a picture in another space would come out wrong. */
function requireSrgb(chunks: Chunks): void {
  const [profile] = chunks.get('iCCP') ?? [];
  if (profile === undefined) return;
  const name = latin1Text(profile.subarray(0, profile.indexOf(0)));
  if (/srgb/i.test(name)) return;
  throw crestRefused({
    th: 'ไฟล์ PNG ใช้โปรไฟล์สีอื่นที่ไม่ใช่ sRGB โปรดแปลงเป็น sRGB แล้วบันทึกใหม่',
    en: 'the PNG has a colour profile other than sRGB; convert it to sRGB and save it again.',
  });
}

function inflate(chunks: Chunks, bytes: number): Uint8Array {
  try {
    const data = inflateSync(concatBytes(...(chunks.get('IDAT') ?? [])), {
      maxOutputLength: bytes,
    });
    if (data.length === bytes) return data;
  } catch {
    // Said below.
  }
  throw damaged();
}

function toImage(
  { width, height, bitDepth, colourType }: Header,
  rows: Uint8Array,
  rowBytes: number,
  chunks: Chunks,
): RasterImage {
  const channels = CHANNELS[colourType]!;
  const [palette] = chunks.get('PLTE') ?? [];
  const [transparency] = chunks.get('tRNS') ?? [];
  const scale = colourType === 3 || bitDepth >= 8 ? 1 : 255 / ((1 << bitDepth) - 1);
  const sample = (x: number, y: number, channel: number): number => {
    const index = x * channels + channel;
    if (bitDepth === 16) return rows[y * rowBytes + 2 * index]!;
    if (bitDepth === 8) return rows[y * rowBytes + index]!;
    const bit = index * bitDepth;
    const byte = rows[y * rowBytes + (bit >> 3)]!;
    return ((byte >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1)) * scale;
  };
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const first = sample(x, y, 0);
      if (colourType === 3) {
        if (palette === undefined || 3 * first + 2 >= palette.length) throw damaged();
        rgb.set(palette.subarray(3 * first, 3 * first + 3), 3 * pixel);
        alpha[pixel] = transparency?.[first] ?? 255;
        continue;
      }
      const isGrey = channels < 3;
      rgb[3 * pixel] = first;
      rgb[3 * pixel + 1] = isGrey ? first : sample(x, y, 1);
      rgb[3 * pixel + 2] = isGrey ? first : sample(x, y, 2);
      if (channels === 2 || channels === 4) alpha[pixel] = sample(x, y, channels - 1);
    }
  }
  if (transparency !== undefined && colourType !== 3) {
    throw crestRefused({
      th: 'ไฟล์ PNG กำหนดสีโปร่งใสสีเดียว โปรดบันทึกใหม่แบบมีช่องอัลฟา',
      en: 'the PNG makes one colour transparent; save it again with an alpha channel.',
    });
  }
  const isSolid = alpha.every((value) => value === 255);
  return { width, height, rgb, ...(isSolid ? {} : { alpha }) };
}

function damaged(): Error {
  return crestRefused({
    th: 'ไฟล์ PNG เสียหายหรือไม่ครบ',
    en: 'the PNG file is damaged or incomplete.',
  });
}
