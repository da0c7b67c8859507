/** How much of a stranger's file we are willing to read, so that any bytes get an answer in bounded time and memory. */
export interface PdfLimits {
  /** Size of the file. */
  readonly maxBytes: number;
  /** Revisions (incremental updates) in one file. */
  readonly maxRevisions: number;
  /** Highest object number plus one, and entries of all cross-reference sections together. */
  readonly maxObjects: number;
  /** Arrays and dictionaries within each other. */
  readonly maxDepth: number;
  /** Bytes of one stream after decompression. */
  readonly maxStreamBytes: number;
  /** Bytes of all streams that were decompressed while one file was read. */
  readonly maxDecodedBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** Generous for documents, small for attacks. */
export const defaultPdfLimits: PdfLimits = {
  maxBytes: 256 * MEBIBYTE,
  maxRevisions: 2_000,
  maxObjects: 1_000_000,
  maxDepth: 100,
  maxStreamBytes: 64 * MEBIBYTE,
  maxDecodedBytes: 256 * MEBIBYTE,
};
