import { FormatError } from '../../shared/format-error.ts';
import type { Inflate } from '../engine/engine.ts';
import { inflateBounded } from './streams/inflate.ts';

/** How much of a stranger's file we are willing to read, so that any bytes get an answer in bounded time and memory. */
export interface PdfLimits {
  /** Size of the file. */
  readonly maxBytes: number;
  /** Revisions (incremental updates) in one file. */
  readonly maxRevisions: number;
  /** Highest object number plus one, and entries of all cross-reference sections together. */
  readonly maxObjects: number;
  /** Values (numbers, names, references ...) of all objects that were read. */
  readonly maxValues: number;
  /** Arrays and dictionaries within each other. */
  readonly maxDepth: number;
  /** Bytes of one stream after decompression. */
  readonly maxStreamBytes: number;
  /** Bytes of all streams that were decompressed while one file was read. */
  readonly maxDecodedBytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** Generous for documents, small for attacks. */
const defaultPdfLimits: PdfLimits = {
  maxBytes: 128 * MEBIBYTE,
  maxRevisions: 2_000,
  maxObjects: 500_000,
  maxValues: 4_000_000,
  maxDepth: 100,
  maxStreamBytes: 64 * MEBIBYTE,
  maxDecodedBytes: 256 * MEBIBYTE,
};

/** The limits of one file, and what was used of them that must be counted across all its parts. */
export interface ReadingLimits extends PdfLimits {
  readonly values: ValueBudget;
  /** How Deflate is undone. */
  readonly inflate: Inflate;
}

/** Limits for reading one file. */
export function startReading(
  limits: Partial<PdfLimits> = {},
  inflate: Inflate = inflateBounded,
): ReadingLimits {
  const inForce = { ...defaultPdfLimits, ...limits };
  return { ...inForce, values: new ValueBudget(inForce.maxValues), inflate };
}

/** Counts values: each takes many times the memory of its few bytes in the file. */
class ValueBudget {
  #left: number;

  constructor(maxValues: number) {
    this.#left = maxValues;
  }

  take(): void {
    if (--this.#left < 0) throw new FormatError('pdf/limit', 'too many values');
  }
}
