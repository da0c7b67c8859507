/**
 * A file for what is too large for memory while a use case works on it. Nobody else can read it, and it is
 * gone when it is closed and when the process ends, however it ends: it may hold personal data.
 */
export interface ScratchFile {
  /** Adds bytes at the end; their memory may be used again afterwards. @returns where they begin. */
  append(bytes: Uint8Array): Promise<number>;
  /** Bytes that have been added; reading is possible as often as one likes. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Everything added so far, from the beginning. */
  pieces(): AsyncIterable<Uint8Array>;
  /** The same for those who read any part of it at once, and have it read to the end before it closes. */
  ranges(): Promise<ScratchRanges>;
  close(): Promise<void>;
}

/** Everything that has been added to a scratch file, to be read from any place without waiting. */
export interface ScratchRanges {
  readonly length: number;
  read(from: number, to: number): Uint8Array;
}

/** Where scratch files come from. */
export interface Scratch {
  /** Opens an empty one. */
  open(): Promise<ScratchFile>;
}
