import { FormatError } from '../../shared/format-error.ts';
import type { Inflate } from '../engine/engine.ts';
import { inflateBounded } from './streams/inflate.ts';
import { NameTable } from './syntax/name-table.ts';

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
  /** Bytes of memory, by estimate, that values take which are held at one time. */
  readonly maxHeldBytes: number;
  /** The same for the values of one object. */
  readonly maxObjectBytes: number;
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
  maxHeldBytes: 64 * MEBIBYTE,
  maxObjectBytes: 32 * MEBIBYTE,
  maxDepth: 100,
  maxStreamBytes: 32 * MEBIBYTE,
  maxDecodedBytes: 96 * MEBIBYTE,
};

/** The limits of one file, and what was used of them that must be counted across all its parts. */
export interface ReadingLimits extends PdfLimits {
  readonly values: ValueBudget;
  /** Every name that was read, once. */
  readonly names: NameTable;
  /** How Deflate is undone. */
  readonly inflate: Inflate;
}

/** Limits for reading one file. */
export function startReading(
  limits: Partial<PdfLimits> = {},
  inflate: Inflate = inflateBounded,
): ReadingLimits {
  const inForce = { ...defaultPdfLimits, ...limits };
  return { ...inForce, values: new ValueBudget(inForce), names: new NameTable(), inflate };
}

/** Counts values, and estimates the memory of those that are held: many times the few bytes that each has in the file. */
class ValueBudget {
  #left: number;
  readonly #limits: PdfLimits;
  #heldBytes = 0;
  /** What may be held when the object ends that is read now. */
  #mostBytes: number;

  constructor(limits: PdfLimits) {
    this.#left = limits.maxValues;
    this.#limits = limits;
    this.#mostBytes = limits.maxHeldBytes;
  }

  beginObject(): void {
    const { maxHeldBytes, maxObjectBytes } = this.#limits;
    this.#mostBytes = Math.min(maxHeldBytes, this.#heldBytes + maxObjectBytes);
  }

  /** One value more. @param bytes what it takes in memory, about. */
  take(bytes: number): void {
    if (--this.#left < 0) throw new FormatError('pdf/limit', 'too many values');
    this.hold(bytes);
  }

  /** Memory for something that is no value. */
  hold(bytes: number): void {
    this.#heldBytes += bytes;
    if (this.#heldBytes > this.#mostBytes) {
      throw new FormatError('pdf/limit', 'too many values at one time');
    }
  }

  /** What is held now, to be gone back to when what is read next is not kept. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** @param heldBytes what was held before something was read that nobody keeps. */
  letGo(heldBytes: number): void {
    this.#heldBytes = heldBytes;
    this.#mostBytes = this.#limits.maxHeldBytes;
  }
}
