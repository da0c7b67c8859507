import { crc32, deflateSync } from 'node:zlib';
import { concatBytes, latin1Bytes } from '../../../src/shared/bytes.ts';

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** What a PNG of a test shows, and what may be odd about it. */
export interface PngOptions {
  readonly width: number;
  readonly height: number;
  readonly colourType: number;
  readonly bitDepth?: number;
  readonly interlace?: number;
  /** Filter of every row. */
  readonly filter?: number;
  /** The channels of a pixel; further ones are left out. */
  readonly pixel: (x: number, y: number) => readonly number[];
  /** Between header and data. */
  readonly chunks?: readonly (readonly [string, Uint8Array])[];
  readonly extraRows?: number;
}

/** A PNG file (ISO/IEC 15948), written without looking at whether it makes sense. */
export function encodePng(options: PngOptions): Uint8Array<ArrayBuffer> {
  const { width, height, colourType, bitDepth = 8, interlace = 0, filter = 0 } = options;
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([bitDepth, colourType, 0, 0, interlace], 8);
  const channels = CHANNELS[colourType]!;
  const step = Math.max(1, (channels * bitDepth) / 8);
  const rows: Uint8Array[] = [];
  let above = new Uint8Array(Math.ceil((width * channels * bitDepth) / 8));
  for (let y = 0; y < height + (options.extraRows ?? 0); y++) {
    const row = packRow(options, channels, y);
    const left = (at: number): number => row[at - step] ?? 0;
    const corner = (at: number): number => above[at - step] ?? 0;
    const predictions: readonly ((at: number) => number)[] = [
      () => 0,
      left,
      (at) => above[at]!,
      (at) => Math.floor((left(at) + above[at]!) / 2),
      (at) => paeth(left(at), above[at]!, corner(at)),
    ];
    rows.push(Uint8Array.of(filter, ...row.map((byte, at) => byte - predictions[filter]!(at))));
    above = row;
  }
  return concatBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    toChunk('IHDR', header),
    ...(options.chunks ?? []).map(([type, body]) => toChunk(type, body)),
    toChunk('IDAT', deflateSync(concatBytes(...rows))),
    toChunk('IEND', new Uint8Array()),
  );
}

function packRow(
  { width, bitDepth = 8, pixel }: PngOptions,
  channels: number,
  y: number,
): Uint8Array<ArrayBuffer> {
  const bits = Array.from({ length: width }, (_, x) => pixel(x, y).slice(0, channels))
    .flat()
    .map((value) =>
      // Sixteen bits: the value twice, as encoders widen eight.
      (bitDepth === 16 ? value * 257 : value).toString(2).padStart(bitDepth, '0'),
    )
    .join('');
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}

function paeth(left: number, above: number, corner: number): number {
  const distances = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  return [left, above, corner][distances.indexOf(Math.min(...distances))]!;
}

function toChunk(type: string, body: Uint8Array): Uint8Array {
  const tagged = concatBytes(latin1Bytes(type), body);
  const chunk = new Uint8Array(12 + body.length);
  new DataView(chunk.buffer).setUint32(0, body.length);
  chunk.set(tagged, 4);
  new DataView(chunk.buffer).setUint32(8 + body.length, crc32(tagged));
  return chunk;
}
