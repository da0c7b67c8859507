/**
 * Where everything lies in the program's memory: nothing is ever allocated. Constants that the compiler lays
 * down come first, below {@link LENGTH_SYMBOLS}.
 */

/** Longest content, in bytes. */
export const MOST_INPUT: usize = 1 << 18;

/** Symbol of a match's length less 257, by length (RFC 1951 §3.2.5): u8 x 259. */
export const LENGTH_SYMBOLS: usize = 1024;
/** Symbol of a distance: 256 for distances less one below 256, then one for each 128: u8 x 512. */
export const DISTANCE_SYMBOLS: usize = 1536;
/** How often each symbol occurs: u32 x 288, 32 and 20. */
export const LITERAL_COUNTS: usize = 2048;
export const DISTANCE_COUNTS: usize = 3264;
export const LENGTH_COUNTS: usize = 3456;
/** Bits of each symbol's code: u8 x 288, 32 and 20. */
export const LITERAL_BITS: usize = 3600;
export const DISTANCE_BITS: usize = 3888;
export const LENGTH_BITS: usize = 3936;
/** Each symbol's code, its first bit lowest: u16 x 288, 32 and 20. */
export const LITERAL_CODES: usize = 4096;
export const DISTANCE_CODES: usize = 4700;
export const LENGTH_CODES: usize = 4800;
/** Work space of a code's construction: u16 x 288, u32 x 576, u16 x 576, u8 x 576, u16 x 257, u32 x 17 twice. */
export const SORTED: usize = 4900;
export const WEIGHTS: usize = 5600;
export const PARENTS: usize = 8000;
export const DEPTHS: usize = 9200;
export const BUCKETS: usize = 9800;
export const CODES_OF_LENGTH: usize = 10400;
export const NEXT_CODES: usize = 10500;
/** The lengths of both codes, and what is written of them: u8 x 330, u16 x 400. */
export const ALL_BITS: usize = 10600;
export const RUNS: usize = 10960;
/** Everything that a match's length writes, in the low bits, and how many bits they are, in the highest eight: u32 x 259. */
export const LENGTH_OUTPUT: usize = 11800;

/** The latest place of each hash: u32. */
export const HASH_BITS: u32 = 14;
export const HEADS: usize = 16384;
export const HEADS_BYTES: usize = (1 << HASH_BITS) << 2;
/** How far before a place its hash stood last, 0 for never: u16 x 32768, by the place modulo 32768. */
export const STEPS: usize = HEADS + HEADS_BYTES;
/** Literals and matches: u32 each, a literal as its byte, a match as its length << 15 | distance - 1. */
export const TOKENS: usize = STEPS + 65536;
export const INPUT: usize = TOKENS + (MOST_INPUT << 2);
/** Behind the input, eight bytes may be read that are not its own. */
export const OUTPUT: usize = INPUT + MOST_INPUT + 16;
/** No code makes content longer than an eighth more and its own description. */
export const END: usize = OUTPUT + MOST_INPUT + (MOST_INPUT >> 2) + 4096;
