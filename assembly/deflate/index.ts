/**
 * Deflate (RFC 1951) for what is written into every document: pages and attached files of some ten thousand
 * bytes, one block each. Compiled to WebAssembly by `npm run generate`; `src/rendering/deflate` calls it.
 */
import { findTokens } from './matches';
import { DISTANCE_COUNTS, END, INPUT, LITERAL_COUNTS, MOST_INPUT, OUTPUT } from './memory-map';
import { fillSymbols } from './symbols';
import { writeStream } from './zlib-stream';

/** Where content is put, where its stream is found, and how many bytes content may have. */
export const input: usize = INPUT;
export const output: usize = OUTPUT;
export const mostInput: usize = MOST_INPUT;

/** Makes the program ready; once, before everything else. */
export function prepare(): void {
  memory.grow(<i32>((END + 65535) >> 16) - memory.size());
  fillSymbols();
}

/** Deflates content of that length as a zlib stream (RFC 1950). @returns the stream's length. */
export function deflate(length: u32): u32 {
  memory.fill(LITERAL_COUNTS, 0, 288 << 2);
  memory.fill(DISTANCE_COUNTS, 0, 32 << 2);
  return writeStream(length, findTokens(length));
}
