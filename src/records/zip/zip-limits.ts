/** How much of a zip is unpacked before it is refused. */
export interface ZipLimits {
  readonly zipEntries: number;
  /** Of all entries together, declared and then counted while unpacking. */
  readonly unpackedBytes: number;
  /** Unpacked to packed size of one entry; looked at above {@link RATIO_FREE_BYTES}. */
  readonly unpackedRatio: number;
}

/** Small entries may pack as well as they like: blank tables do. */
export const RATIO_FREE_BYTES = 1024 * 1024;
