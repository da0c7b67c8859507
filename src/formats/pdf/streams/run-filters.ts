import { FormatError } from '../../../shared/format-error.ts';

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/** Undoes RunLengthDecode (ISO 32000-2 §7.4.5). @throws FormatError `pdf/stream`, `pdf/limit`. */
export function decodeRunLength(data: Uint8Array, maxBytes: number): Uint8Array {
  const output = new Output(maxBytes);
  for (let position = 0; position < data.length;) {
    const length = data[position++]!;
    if (length === 128) break;
    if (length < 128) {
      if (position + length >= data.length) throw new FormatError('pdf/stream', 'a run is cut off');
      output.append(data.subarray(position, position + length + 1));
      position += length + 1;
    } else {
      const byte = data[position++];
      if (byte === undefined) throw new FormatError('pdf/stream', 'a run is cut off');
      output.append(new Uint8Array(257 - length).fill(byte));
    }
  }
  return output.bytes();
}

/**
 * Undoes LZWDecode (ISO 32000-2 §7.4.4).
 * @param earlyChange whether codes grow one code early, as they do unless told otherwise (table 8).
 * @throws FormatError `pdf/stream`, `pdf/limit`.
 */
export function decodeLzw(data: Uint8Array, earlyChange: boolean, maxBytes: number): Uint8Array {
  const output = new Output(maxBytes);
  const single = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  let table: Uint8Array[] = [];
  let previous: Uint8Array | undefined;
  let width = 9;
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >>> bits) & ((1 << width) - 1);
    held &= (1 << bits) - 1;
    if (code === END) break;
    if (code === CLEAR) {
      table = [];
      previous = undefined;
      width = 9;
      continue;
    }
    const known = code < CLEAR ? single[code] : table[code - 258];
    const entry = known ?? (code === 258 + table.length ? repeat(previous) : undefined);
    if (entry === undefined) throw new FormatError('pdf/stream', 'an LZW code that is not known');
    output.append(entry);
    if (previous !== undefined && table.length < MOST_CODES - 258) {
      table.push(joined(previous, entry[0]!));
    }
    previous = entry;
    width = widthFor(258 + table.length + (earlyChange ? 1 : 0));
  }
  return output.bytes();
}

function widthFor(codes: number): number {
  if (codes > 2047) return 12;
  if (codes > 1023) return 11;
  return codes > 511 ? 10 : 9;
}

function repeat(entry: Uint8Array | undefined): Uint8Array | undefined {
  return entry && joined(entry, entry[0]!);
}

function joined(entry: Uint8Array, byte: number): Uint8Array {
  const longer = new Uint8Array(entry.length + 1);
  longer.set(entry);
  longer[entry.length] = byte;
  return longer;
}

/** Grows as needed, up to a bound. */
class Output {
  readonly #maxBytes: number;
  #buffer = new Uint8Array(1024);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }
}
