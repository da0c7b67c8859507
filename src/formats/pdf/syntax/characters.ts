/** Kinds of byte in PDF syntax (ISO 32000-2 §7.2.3, tables 1 and 2). */
export const REGULAR = 0;
export const WHITE_SPACE = 1;
const DELIMITER = 2;

/** One kind per byte value. */
export const characterKinds: Readonly<Uint8Array> = (() => {
  const kinds = new Uint8Array(256);
  for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) kinds[byte] = WHITE_SPACE;
  for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = DELIMITER;
  return kinds;
})();

/** Whether the byte is one of `0` to `9`. */
export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The value of a hex digit for each byte value, or -1. */
export const hexDigits: Readonly<Int8Array> = (() => {
  const values = new Int8Array(256).fill(-1);
  for (let value = 0; value < 16; value++) {
    const digit = value.toString(16);
    values[digit.charCodeAt(0)] = value;
    values[digit.toUpperCase().charCodeAt(0)] = value;
  }
  return values;
})();

/** The value of a hex digit, or -1. */
export function hexDigit(byte: number | undefined): number {
  return byte === undefined ? -1 : (hexDigits[byte] ?? -1);
}

/** Length of the end-of-line marker at `offset`: CR LF is 2, LF or CR 1, anything else 0 (ISO 32000-2 §7.2.3). */
export function endOfLineLength(bytes: Uint8Array, offset: number): number {
  if (bytes[offset] === 0x0d) return bytes[offset + 1] === 0x0a ? 2 : 1;
  return bytes[offset] === 0x0a ? 1 : 0;
}
