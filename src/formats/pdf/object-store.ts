import { FormatError, isFormatError } from '../../shared/format-error.ts';
import type { ReadingLimits } from './pdf-limits.ts';
import {
  isPdfCount,
  isPdfReference,
  type PdfDict,
  type PdfReference,
  type PdfResolver,
  type PdfStream,
  type PdfValue,
} from './pdf-value.ts';
import { decodeStream } from './streams/decode-stream.ts';
import { ObjectStream } from './streams/object-stream.ts';
import { endOfStream } from './streams/stream-extent.ts';
import { Lexer } from './syntax/lexer.ts';
import { ObjectParser, type IndirectObject } from './syntax/object-parser.ts';
import type { ReferenceVisitor } from './syntax/reference-scan.ts';
import type { XrefEntry } from './xref/xref-entry.ts';

const LONGEST_REFERENCE_CHAIN = 16;
/** Bytes of memory that an object and what keeps it take besides its value, and what says why one cannot be read. */
const HELD_OBJECT = 200;
const HELD_ERROR = 1000;
/** Deflate makes about a thousand bytes of one at most; what makes more does not matter where decoding failed. */
const MOST_EXPANSION = 1032;

/** File offsets of an object's number and just after its `endobj`. */
export interface ObjectExtent {
  readonly start: number;
  readonly end: number;
}

type CompressedEntry = XrefEntry & { readonly kind: 'compressed' };

/** Finds an object's entry as of the revision that asks. */
export type EntryLookup = (number: number) => XrefEntry | undefined;

/**
 * The objects of one file, read when asked for and kept. An object is kept by its place in the file, so
 * revisions share what they have in common; only a stream's length may depend on who asks.
 */
export class ObjectStore {
  readonly #bytes: Uint8Array;
  readonly #limits: ReadingLimits;
  /** Ends of the revisions, ascending: no object reaches from one into the next. */
  readonly #revisionEnds: readonly number[];
  readonly #parsed = new Map<number, IndirectObject | FormatError>();
  readonly #streams = new Map<number, PdfStream>();
  /** What cannot be read is kept as such: it would be read in vain again and again. */
  readonly #objectStreams = new Map<number, ObjectStream | FormatError>();
  readonly #decoded = new WeakMap<PdfStream, Uint8Array | FormatError>();
  /** By where an object begins, where it ends. */
  readonly #ends = new Map<number, number>();
  #parsedBytes = 0;
  #decodedBytes: number;
  readonly #isEncrypted: boolean;

  constructor(
    bytes: Uint8Array,
    limits: ReadingLimits,
    revisionEnds: readonly number[],
    decodedBytes: number,
    isEncrypted: boolean,
  ) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#revisionEnds = revisionEnds;
    this.#decodedBytes = decodedBytes;
    this.#isEncrypted = isEncrypted;
  }

  /** The object that a reference stands for; `null` when there is none. */
  resolve(value: PdfValue | undefined, lookup: EntryLookup): PdfValue {
    let current = value ?? null;
    for (let step = 0; isPdfReference(current); step++) {
      if (step >= LONGEST_REFERENCE_CHAIN) {
        throw new FormatError('pdf/object', 'references lead in a circle');
      }
      current = this.read(current, lookup);
    }
    return current;
  }

  /** Decoded content of a stream, counted against the limits and kept. */
  decode(
    stream: PdfStream,
    resolver: PdfResolver,
    maxBytes = this.#limits.maxStreamBytes,
  ): Uint8Array {
    const known = this.#decoded.get(stream);
    if (known !== undefined && 'code' in known) throw known;
    if (known !== undefined && known.length <= maxBytes) return known;
    const left = this.#limits.maxDecodedBytes - this.#decodedBytes;
    const room = Math.min(maxBytes, left);
    try {
      const { inflate } = this.#limits;
      const data = decodeStream(this.#bytes, stream, resolver, room, inflate);
      this.#decodedBytes += data.length;
      this.#decoded.set(stream, data);
      return data;
    } catch (error) {
      if (!isFormatError(error)) throw error;
      // As much as it may have come to before it failed.
      this.#decodedBytes += Math.min(room, MOST_EXPANSION * (stream.end - stream.start));
      if (error.code !== 'pdf/limit') this.#decoded.set(stream, error);
      throw error;
    }
  }

  /** The object written at an offset, before its stream length is known. @param keeps see {@link read}. */
  objectAt(offset: number, keeps = true): IndirectObject {
    const known = this.#parsed.get(offset);
    const { values } = this.#limits;
    const { heldBytes } = values;
    const object = known ?? this.#parse(offset);
    if (known === undefined) {
      if (!keeps || 'code' in object) values.letGo(heldBytes);
      if (keeps) this.#parsed.set(offset, object);
      if (keeps) values.hold('code' in object ? HELD_ERROR : HELD_OBJECT);
    }
    if ('code' in object) throw object;
    return object;
  }

  /**
   * One step of {@link resolve}: what the object holds, be it another reference.
   * @param keeps whether it is kept for the next who asks. Who looks at every object once would keep them all.
   */
  read({ number, generation }: PdfReference, lookup: EntryLookup, keeps = true): PdfValue {
    const entry = lookup(number);
    if (entry === undefined || entry.kind === 'free') return null;
    if (entry.kind === 'compressed') {
      return generation === 0 ? this.#readCompressed(number, entry, lookup, keeps) : null;
    }
    if (entry.generation !== generation) return null;
    const object = this.objectAt(entry.offset, keeps);
    if (object.number !== number || object.generation !== generation) {
      throw new FormatError('pdf/object', 'another object stands there', entry.offset);
    }
    if (object.streamStart === undefined) return object.value;
    return this.#streamAt(object, lookup, true, keeps);
  }

  /** The dictionary of a stream that stands where its entry says; nothing of its data. */
  dictOf(number: number, lookup: EntryLookup): PdfDict | undefined {
    const entry = lookup(number);
    if (entry?.kind !== 'offset') return undefined;
    const object = this.objectAt(entry.offset, false);
    const isThere = object.number === number && object.streamStart !== undefined;
    return isThere ? (object.value as PdfDict) : undefined;
  }

  /** Where the object begins and ends in the file; `undefined` for one that is not there by itself. */
  extentOf(number: number, lookup: EntryLookup): ObjectExtent | undefined {
    const entry = lookup(number);
    if (entry?.kind !== 'offset') return undefined;
    const { offset } = entry;
    const known = this.#ends.get(offset);
    if (known !== undefined) return { start: offset, end: known };
    const object = this.objectAt(offset, false);
    if (object.streamStart === undefined) {
      this.#ends.set(offset, object.end);
      return { start: offset, end: object.end };
    }
    const stream = this.#streamAt(object, lookup, true, false);
    const end = endOfStream(this.#bytes, stream.end, this.#revisionEndOf(stream.end));
    // A length that is another object may be another one for another revision.
    if (!isPdfReference(stream.dict.entries.get('Length'))) this.#ends.set(offset, end);
    return { start: offset, end };
  }

  /**
   * Finds the references in an object that stands in an object stream.
   * @returns whether it does; of others nothing is said.
   */
  scan(number: number, lookup: EntryLookup, visit: ReferenceVisitor): boolean {
    const entry = lookup(number);
    if (entry?.kind !== 'compressed') return false;
    this.#objectStreamOf(entry, lookup).scanAt(entry.index, number, visit);
    return true;
  }

  #readCompressed(
    number: number,
    entry: CompressedEntry,
    lookup: EntryLookup,
    keeps = true,
  ): PdfValue {
    return this.#objectStreamOf(entry, lookup).objectAt(entry.index, number, keeps);
  }

  #objectStreamOf(entry: CompressedEntry, lookup: EntryLookup): ObjectStream {
    const container = lookup(entry.container);
    if (container?.kind !== 'offset' || container.generation !== 0) {
      throw new FormatError('pdf/object', 'an object stream is missing');
    }
    if (this.#isEncrypted) throw new FormatError('pdf/encrypted', 'an object is encrypted');
    const object = this.objectAt(container.offset);
    if (object.number !== entry.container || object.streamStart === undefined) {
      throw new FormatError('pdf/object', 'not an object stream', container.offset);
    }
    let objectStream = this.#objectStreams.get(container.offset);
    if (objectStream === undefined) {
      objectStream = this.#openObjectStream(object, lookup);
      this.#objectStreams.set(container.offset, objectStream);
    }
    if ('code' in objectStream) throw objectStream;
    return objectStream;
  }

  #openObjectStream(object: IndirectObject, lookup: EntryLookup): ObjectStream | FormatError {
    try {
      const stream = this.#streamAt(object, lookup, false);
      const resolver = {
        resolve: (value: PdfValue | undefined) => this.#uncompressed(value, lookup),
      };
      return new ObjectStream(this.decode(stream, resolver), stream.dict, this.#limits);
    } catch (error) {
      if (isFormatError(error)) return error;
      throw error;
    }
  }

  #streamAt(
    object: IndirectObject,
    lookup: EntryLookup,
    mayBeCompressed: boolean,
    keeps = true,
  ): PdfStream {
    const dict = object.value as PdfDict;
    const start = object.streamStart!;
    const length = this.#lengthOf(dict.entries.get('Length'), lookup, mayBeCompressed);
    if (!isPdfCount(length))
      throw new FormatError('pdf/object', 'a stream without a length', start);
    const end = start + length;
    const known = this.#streams.get(start);
    if (known?.end === end) return known;
    endOfStream(this.#bytes, end, this.#revisionEndOf(start));
    const stream: PdfStream = { type: 'stream', dict, start, end };
    if (keeps) this.#streams.set(start, stream);
    return stream;
  }

  /** A length may be another object, but never a stream, whose length might be another object again. */
  #lengthOf(
    written: PdfValue | undefined,
    lookup: EntryLookup,
    mayBeCompressed: boolean,
  ): PdfValue {
    const entry = isPdfReference(written) ? lookup(written.number) : undefined;
    return mayBeCompressed && isPdfReference(written) && entry?.kind === 'compressed'
      ? this.#readCompressed(written.number, entry, lookup)
      : this.#uncompressed(written, lookup);
  }

  /** What an object stream needs must itself stand outside object streams, or reading would never end. */
  #uncompressed(value: PdfValue | undefined, lookup: EntryLookup): PdfValue {
    if (!isPdfReference(value)) return value ?? null;
    const entry = lookup(value.number);
    if (entry?.kind !== 'offset' || entry.generation !== value.generation) return null;
    const object = this.objectAt(entry.offset);
    if (object.number !== value.number || object.streamStart !== undefined) {
      throw new FormatError('pdf/object', 'another object stands there', entry.offset);
    }
    return object.value;
  }

  #parse(offset: number): IndirectObject | FormatError {
    const lexer = new Lexer(this.#bytes, offset, this.#revisionEndOf(offset));
    lexer.skipWhiteSpace();
    try {
      return new ObjectParser(lexer, this.#limits).readIndirectObject();
    } catch (error) {
      if (isFormatError(error)) return error;
      throw error;
    } finally {
      this.#parsedBytes += lexer.position - offset;
      this.#checkParsedBytes(offset);
    }
  }

  /** Every byte belongs to one object; objects within objects would make the work explode. */
  #checkParsedBytes(offset: number): void {
    if (this.#parsedBytes > 4 * this.#bytes.length) {
      throw new FormatError('pdf/limit', 'objects overlap', offset);
    }
  }

  /** End of the revision in which an offset lies. */
  #revisionEndOf(offset: number): number {
    const ends = this.#revisionEnds;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > offset) high = middle;
      else low = middle + 1;
    }
    return ends[low]!;
  }
}
