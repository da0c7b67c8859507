import { adler32 } from './adler32';
import {
  ALL_BITS,
  DISTANCE_BITS,
  DISTANCE_CODES,
  DISTANCE_COUNTS,
  LENGTH_BITS,
  LENGTH_CODES,
  LENGTH_COUNTS,
  LENGTH_OUTPUT,
  LITERAL_BITS,
  LITERAL_CODES,
  LITERAL_COUNTS,
  OUTPUT,
  RUNS,
  TOKENS,
} from './memory-map';
import { buildCode } from './prefix-code';
import {
  DISTANCE_SYMBOL_COUNT,
  distanceBase,
  distanceExtra,
  distanceSymbol,
  END_OF_BLOCK,
  FIRST_LENGTH,
  lengthBase,
  lengthExtra,
  lengthSymbol,
  LITERAL_SYMBOLS,
  LONGEST_MATCH,
} from './symbols';

/** 32 kB window, no preset dictionary, fastest algorithm (RFC 1950 §2.2); bytes 78 01. */
const ZLIB_HEADER: u16 = 0x0178;
const LONGEST_CODE: u32 = 15;
const LONGEST_LENGTH_CODE: u32 = 7;
/** Lengths of codes are symbols themselves; these repeat the last, and write few and many zeros. */
const REPEAT: u32 = 16;
const FEW_ZEROS: u32 = 17;
const MANY_ZEROS: u32 = 18;
const LENGTH_CODE_SYMBOLS: u32 = 19;
/** Order in which the lengths of the length code are written (RFC 1951 §3.2.7). */
// prettier-ignore
const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** Bits that are not written yet, the first lowest, how many they are, and where they will go. */
let pending: u64 = 0;
let pendingBits: u64 = 0;
let out: usize = OUTPUT;

/** Writes tokens as one block with codes of its own, as a whole zlib stream. @returns its bytes. */
export function writeStream(inputLength: u32, tokensEnd: usize): u32 {
  const endCount = LITERAL_COUNTS + (END_OF_BLOCK << 2);
  store<u32>(endCount, 1);
  buildCode(LITERAL_COUNTS, LITERAL_BITS, LITERAL_CODES, LITERAL_SYMBOLS, LONGEST_CODE);
  buildCode(DISTANCE_COUNTS, DISTANCE_BITS, DISTANCE_CODES, DISTANCE_SYMBOL_COUNT, LONGEST_CODE);
  out = OUTPUT;
  pending = 0;
  pendingBits = 0;
  store<u16>(out, ZLIB_HEADER);
  out += 2;
  writeCodes();
  prepareLengths();
  writeTokens(tokensEnd);
  put(load<u16>(LITERAL_CODES + (END_OF_BLOCK << 1)), load<u8>(LITERAL_BITS + END_OF_BLOCK));
  store<u64>(out, pending);
  out += <usize>((pendingBits + 7) >> 3);
  store<u32>(out, bswap<u32>(adler32(inputLength)));
  return <u32>(out + 4 - OUTPUT);
}

/** Adds bits. Room for 48 is always left before, when whole bytes have been flushed. */
function put(bits: u64, count: u64): void {
  pending |= bits << pendingBits;
  pendingBits += count;
  flush();
}

function flush(): void {
  store<u64>(out, pending);
  out += <usize>(pendingBits >> 3);
  pending >>= pendingBits & ~7;
  pendingBits &= 7;
}

/** The block's head: that it is the last, and the lengths of its codes (RFC 1951 §3.2.7). */
function writeCodes(): void {
  let literals = LITERAL_SYMBOLS;
  while (load<u8>(LITERAL_BITS + literals - 1) == 0) literals--;
  let distances = DISTANCE_SYMBOL_COUNT;
  while (distances > 1 && load<u8>(DISTANCE_BITS + distances - 1) == 0) distances--;
  memory.copy(ALL_BITS, LITERAL_BITS, literals);
  memory.copy(ALL_BITS + literals, DISTANCE_BITS, distances);
  const runsEnd = findRuns(literals + distances);
  buildCode(LENGTH_COUNTS, LENGTH_BITS, LENGTH_CODES, LENGTH_CODE_SYMBOLS, LONGEST_LENGTH_CODE);
  let written = LENGTH_CODE_SYMBOLS;
  while (written > 4 && load<u8>(LENGTH_BITS + load<u8>(ORDER + written - 1)) == 0) written--;
  const isLast: u32 = 1;
  const dynamicCodes: u32 = 2 << 1;
  put(isLast | dynamicCodes | ((literals - 257) << 3) | ((distances - 1) << 8), 13);
  put(written - 4, 4);
  for (let index: u32 = 0; index < written; index++) {
    put(load<u8>(LENGTH_BITS + load<u8>(ORDER + index)), 3);
  }
  for (let run = RUNS; run < runsEnd; run += 2) {
    const entry: u32 = load<u16>(run);
    const symbol = entry & 255;
    put(load<u16>(LENGTH_CODES + (symbol << 1)), load<u8>(LENGTH_BITS + symbol));
    if (symbol >= REPEAT) put(entry >>> 8, symbol == REPEAT ? 2 : symbol == FEW_ZEROS ? 3 : 7);
  }
}

/** Lengths of codes with their repetitions shortened: symbols with what follows them. @returns their end. */
function findRuns(total: u32): usize {
  memory.fill(LENGTH_COUNTS, 0, LENGTH_CODE_SYMBOLS << 2);
  let end = RUNS;
  for (let index: u32 = 0; index < total;) {
    const value: u32 = load<u8>(ALL_BITS + index);
    let left: u32 = 1;
    while (index + left < total && load<u8>(ALL_BITS + index + left) == value) left++;
    index += left;
    if (value == 0) {
      while (left >= 11) {
        const taken = min<u32>(left, 138);
        end = addRun(end, MANY_ZEROS, taken - 11);
        left -= taken;
      }
      if (left >= 3) {
        end = addRun(end, FEW_ZEROS, left - 3);
        left = 0;
      }
    } else {
      end = addRun(end, value, 0);
      left--;
      while (left >= 3) {
        const taken = min<u32>(left, 6);
        end = addRun(end, REPEAT, taken - 3);
        left -= taken;
      }
    }
    for (; left > 0; left--) end = addRun(end, value, 0);
  }
  return end;
}

function addRun(end: usize, symbol: u32, extra: u32): usize {
  store<u16>(end, <u16>(symbol | (extra << 8)));
  const count = LENGTH_COUNTS + (symbol << 2);
  store<u32>(count, load<u32>(count) + 1);
  return end + 2;
}

/** What each length writes: its symbol's code and the bits behind it, twenty at most. */
function prepareLengths(): void {
  for (let length: u32 = 3; length <= LONGEST_MATCH; length++) {
    const symbol = lengthSymbol(length);
    const bits: u32 = load<u8>(LITERAL_BITS + FIRST_LENGTH + symbol);
    const code: u32 = load<u16>(LITERAL_CODES + ((FIRST_LENGTH + symbol) << 1));
    const extra = (length - lengthBase(symbol)) << bits;
    const count = bits + lengthExtra(symbol);
    store<u32>(LENGTH_OUTPUT + (length << 2), code | extra | (count << 24));
  }
}

function writeTokens(end: usize): void {
  // Held in registers: this is where most of the time goes.
  let bits = pending;
  let count = pendingBits;
  let at = out;
  for (let token = TOKENS; token < end; token += 4) {
    const value = load<u32>(token);
    if (value < 256) {
      bits |= (<u64>load<u16>(LITERAL_CODES + (value << 1))) << count;
      count += load<u8>(LITERAL_BITS + value);
    } else {
      const length = load<u32>(LENGTH_OUTPUT + ((value >>> 15) << 2));
      bits |= (<u64>(length & 0xffffff)) << count;
      count += length >>> 24;
      const before = value & 32767;
      const symbol = distanceSymbol(before);
      bits |= (<u64>load<u16>(DISTANCE_CODES + (symbol << 1))) << count;
      count += load<u8>(DISTANCE_BITS + symbol);
      if (count > 50) {
        store<u64>(at, bits);
        at += <usize>(count >> 3);
        bits >>= count & ~7;
        count &= 7;
      }
      bits |= (<u64>(before + 1 - distanceBase(symbol))) << count;
      count += distanceExtra(symbol);
    }
    if (count >= 16) {
      store<u64>(at, bits);
      at += <usize>(count >> 3);
      bits >>= count & ~7;
      count &= 7;
    }
  }
  pending = bits;
  pendingBits = count;
  out = at;
  flush();
}
