import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import {
  isPdfArray,
  isPdfCount,
  isPdfDict,
  isPdfName,
  isPdfReference,
  type PdfDict,
  type PdfResolver,
  type PdfStream,
} from '../pdf-value.ts';
import { decodeStream } from '../streams/decode-stream.ts';
import { endOfStream } from '../streams/stream-extent.ts';
import { Lexer } from '../syntax/lexer.ts';
import { ObjectParser } from '../syntax/object-parser.ts';
import { XrefEntries, type XrefEntryTable } from './xref-entry-table.ts';
import { countOf, FREE, type EntryBudget, type XrefEntry } from './xref-entry.ts';
import { exceedsSize, type XrefSection } from './xref-section.ts';

/** Some programs write every offset in eight bytes; of the leading ones all must be zero. */
const BIGGEST_FIELD_BYTES = 16;

/** What decoding needs besides the bytes. */
export interface XrefStreamLimits {
  readonly budget: EntryBudget;
  readonly reading: ReadingLimits;
  /** How many decoded bytes may still be produced. */
  readonly maxDecodedBytes: number;
}

/** A section and how many bytes its decoding produced. */
export interface DecodedXrefStream {
  readonly section: XrefSection;
  readonly decodedBytes: number;
}

/**
 * Reads a cross-reference stream (ISO 32000-2 §7.5.8). Its dictionary must hold no references to what
 * it needs itself, since it is what references are looked up with.
 * @throws FormatError `pdf/xref`, `pdf/syntax`, `pdf/stream`, `pdf/filter` or `pdf/limit`.
 */
export function parseXrefStream(
  bytes: Uint8Array,
  offset: number,
  end: number,
  limits: XrefStreamLimits,
): DecodedXrefStream {
  const lexer = new Lexer(bytes, offset, end);
  const object = new ObjectParser(lexer, limits.reading).readIndirectObject();
  const dict = object.value;
  if (
    object.streamStart === undefined ||
    !isPdfDict(dict) ||
    !isPdfName(dict.entries.get('Type'), 'XRef')
  ) {
    throw new FormatError('pdf/xref', 'neither a cross-reference table nor a stream', offset);
  }
  const dataEnd = object.streamStart + countOf(dict, 'Length', offset);
  const bodyEnd = endOfStream(bytes, dataEnd, end);
  const stream: PdfStream = { type: 'stream', dict, start: object.streamStart, end: dataEnd };
  const data = decodeStream(
    bytes,
    stream,
    withoutReferences(offset),
    limits.maxDecodedBytes,
    limits.reading.inflate,
  );
  const entries = readEntries(data, dict, limits.budget, offset);
  const section: XrefSection = {
    form: 'stream',
    offset,
    entries,
    exceedsSize: exceedsSize(entries, countOf(dict, 'Size', offset)),
    trailer: dict,
    streamNumber: object.number,
    bodyEnd,
  };
  return { section, decodedBytes: data.length };
}

function withoutReferences(offset: number): PdfResolver {
  return {
    resolve(value) {
      if (!isPdfReference(value)) return value ?? null;
      throw new FormatError('pdf/xref', 'a cross-reference stream needs another object', offset);
    },
  };
}

function readEntries(
  data: Uint8Array,
  dict: PdfDict,
  budget: EntryBudget,
  offset: number,
): XrefEntryTable {
  const widths = countsOf(dict, 'W', offset) ?? [];
  if (widths.length !== 3 || widths.some((width) => width > BIGGEST_FIELD_BYTES)) {
    throw new FormatError('pdf/xref', '/W must be three small numbers', offset);
  }
  const [typeWidth, secondWidth, thirdWidth] = widths as [number, number, number];
  const size = countOf(dict, 'Size', offset);
  const ranges = countsOf(dict, 'Index', offset) ?? [0, size];
  const rowBytes = typeWidth + secondWidth + thirdWidth;
  const rows = ranges.reduce((sum, count, index) => sum + (index % 2 === 1 ? count : 0), 0);
  if (ranges.length % 2 !== 0 || rowBytes === 0 || rows * rowBytes !== data.length) {
    throw new FormatError('pdf/xref', 'a cross-reference stream has the wrong length', offset);
  }
  const entries = new XrefEntries(budget);
  let position = 0;
  const take = (width: number): number => {
    let value = 0;
    for (const last = position + width; position < last; position++) {
      value = value * 256 + data[position]!;
    }
    if (value > Number.MAX_SAFE_INTEGER) {
      throw new FormatError('pdf/xref', 'an offset beyond any file', offset);
    }
    return value;
  };
  for (let range = 0; range < ranges.length; range += 2) {
    const first = ranges[range]!;
    for (let index = 0; index < ranges[range + 1]!; index++) {
      const type = typeWidth === 0 ? 1 : take(typeWidth);
      entries.add(
        first + index,
        toEntry(type, take(secondWidth), take(thirdWidth), offset),
        offset,
      );
    }
  }
  return entries.seal(offset);
}

function toEntry(type: number, second: number, third: number, offset: number): XrefEntry {
  if (type === 0) return FREE;
  if (type === 1) return { kind: 'offset', offset: second, generation: third };
  if (type === 2) return { kind: 'compressed', container: second, index: third };
  throw new FormatError('pdf/xref', 'an unknown type of cross-reference entry', offset);
}

function countsOf(dict: PdfDict, key: string, offset: number): readonly number[] | undefined {
  const value = dict.entries.get(key);
  if (value === undefined) return undefined;
  if (!isPdfArray(value) || !value.every((item) => isPdfCount(item))) {
    throw new FormatError('pdf/xref', `/${key} must be an array of whole numbers`, offset);
  }
  return value;
}
