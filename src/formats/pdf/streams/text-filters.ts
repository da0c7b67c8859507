import { FormatError } from '../../../shared/format-error.ts';
import { characterKinds, hexDigit, WHITE_SPACE } from '../syntax/characters.ts';

const END = 0x7e;

/** Undoes ASCIIHexDecode (ISO 32000-2 §7.4.2). @throws FormatError `pdf/stream`. */
export function decodeAsciiHex(data: Uint8Array): Uint8Array {
  const output = new Uint8Array((data.length + 1) >> 1);
  let digits = 0;
  for (const byte of data) {
    if (byte === 0x3e) break;
    const digit = hexDigit(byte);
    if (digit >= 0) {
      output[digits >> 1]! |= digits % 2 === 0 ? digit << 4 : digit;
      digits++;
    } else if (characterKinds[byte] !== WHITE_SPACE) {
      throw new FormatError('pdf/stream', 'not hexadecimal data');
    }
  }
  return output.subarray(0, (digits + 1) >> 1);
}

/** Undoes ASCII85Decode (ISO 32000-2 §7.4.3). @throws FormatError `pdf/stream`, `pdf/limit`. */
export function decodeAscii85(data: Uint8Array, maxBytes: number): Uint8Array {
  const output: number[] = [];
  const group: number[] = [];
  for (const byte of data) {
    if (byte === END) break;
    if (characterKinds[byte] === WHITE_SPACE) continue;
    if (byte === 0x7a && group.length === 0) output.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21);
    else throw new FormatError('pdf/stream', 'not base-85 data');
    if (group.length === 5) output.push(...toOctets(group.splice(0)));
    if (output.length > maxBytes) throw new FormatError('pdf/limit', 'a stream expands too far');
  }
  if (group.length === 1) throw new FormatError('pdf/stream', 'base-85 data end within a group');
  if (group.length > 1) {
    const kept = group.length - 1;
    while (group.length < 5) group.push(84);
    output.push(...toOctets(group).slice(0, kept));
  }
  return Uint8Array.from(output);
}

function toOctets(group: readonly number[]): readonly number[] {
  const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
  if (value > 0xffffffff) throw new FormatError('pdf/stream', 'base-85 data out of range');
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
