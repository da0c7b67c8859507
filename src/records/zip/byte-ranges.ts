/**
 * A file of which any part can be read: its directory stands at the end, and nobody needs to hold the rest.
 */
export interface ByteRanges {
  readonly length: number;
  /**
   * The bytes from one place to before another, both within the file.
   * @throws FormatError `zip/broken` when the file has become shorter.
   */
  read(from: number, to: number): Uint8Array;
}

/** A file that is in memory already. */
export function rangesOf(bytes: Uint8Array): ByteRanges {
  return { length: bytes.length, read: (from, to) => bytes.subarray(from, to) };
}
