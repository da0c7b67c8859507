import { DISTANCE_SYMBOLS, LENGTH_SYMBOLS } from './memory-map';

/** Shortest length and distance of each symbol, and the bits that follow it (RFC 1951 §3.2.5). */
// prettier-ignore
const LENGTH_BASES = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
// prettier-ignore
const LENGTH_EXTRAS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
// prettier-ignore
const DISTANCE_BASES = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);
// prettier-ignore
const DISTANCE_EXTRAS = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);

export const LITERAL_SYMBOLS: u32 = 286;
export const DISTANCE_SYMBOL_COUNT: u32 = 30;
/** Ends a block. */
export const END_OF_BLOCK: u32 = 256;
/** Symbol of the shortest match. */
export const FIRST_LENGTH: u32 = 257;
export const LONGEST_MATCH: u32 = 258;

export function lengthSymbol(length: u32): u32 {
  return load<u8>(LENGTH_SYMBOLS + length);
}

export function lengthBase(symbol: u32): u32 {
  return load<u16>(LENGTH_BASES + (symbol << 1));
}

export function lengthExtra(symbol: u32): u32 {
  return load<u8>(LENGTH_EXTRAS + symbol);
}

/** @param before the distance less one. */
export function distanceSymbol(before: u32): u32 {
  return load<u8>(DISTANCE_SYMBOLS + <usize>(before < 256 ? before : <u32>256 + (before >>> 7)));
}

export function distanceBase(symbol: u32): u32 {
  return load<u16>(DISTANCE_BASES + (symbol << 1));
}

export function distanceExtra(symbol: u32): u32 {
  return load<u8>(DISTANCE_EXTRAS + symbol);
}

/** Fills the tables of symbols. */
export function fillSymbols(): void {
  for (let symbol: u32 = 0; symbol < 29; symbol++) {
    const first = lengthBase(symbol);
    // 258 has a symbol of its own, so the one before it ends a length earlier than its bits would allow.
    const end: u32 = symbol == 28 ? 259 : min<u32>(258, first + (1 << lengthExtra(symbol)));
    for (let length = first; length < end; length++) store<u8>(LENGTH_SYMBOLS + length, <u8>symbol);
  }
  for (let symbol: u32 = 0; symbol < DISTANCE_SYMBOL_COUNT; symbol++) {
    const first = distanceBase(symbol) - 1;
    const end: u32 = first + (1 << distanceExtra(symbol));
    for (let before = first; before < end; before++) {
      store<u8>(
        DISTANCE_SYMBOLS + <usize>(before < 256 ? before : <u32>256 + (before >>> 7)),
        <u8>symbol,
      );
    }
  }
}
