import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import { isPdfDict } from '../pdf-value.ts';
import { Lexer } from '../syntax/lexer.ts';
import { ObjectParser } from '../syntax/object-parser.ts';
import { parseLastTail, parseTailAfter, type RevisionTail } from './revision-tail.ts';
import { XrefEntries, type XrefEntryTable } from './xref-entry-table.ts';
import { EntryBudget, findCount } from './xref-entry.ts';
import type { XrefSection } from './xref-section.ts';
import { parseXrefStream } from './xref-stream.ts';
import { parseXrefTable } from './xref-table.ts';

/** So far may white space reach before what an offset points to. */
const MOST_BLANKS = 8;

/** The cross-reference sections that one revision added, and where it ends. */
export interface RevisionSections {
  /** One section; in a linearised first revision two, the first-page section first. */
  readonly sections: readonly XrefSection[];
  readonly tail: RevisionTail;
}

/** All revisions of a file, oldest first. */
export interface SectionChain {
  readonly revisions: readonly RevisionSections[];
  /** Bytes that decompressing the sections produced. */
  readonly decodedBytes: number;
}

/**
 * Follows the cross-reference sections from the last one back (ISO 32000-2 §7.5.4 to §7.5.8, annex F).
 * Stricter than readers are, so that all of them see the same revisions: each section stands within
 * its own revision, behind the one before, and is followed by a `startxref` that points to it.
 * @throws FormatError `pdf/xref`, `pdf/syntax`, `pdf/stream` or `pdf/limit`.
 */
export function parseSectionChain(bytes: Uint8Array, limits: ReadingLimits): SectionChain {
  const reader = new SectionReader(bytes, limits);
  const last = parseLastTail(bytes);
  const revisions: RevisionSections[] = [];
  let next: number | undefined = last.startxref;
  // A revision may not reach into the one after it.
  let limit = last.endOffset;
  while (next !== undefined) {
    if (revisions.length >= limits.maxRevisions) {
      throw new FormatError('pdf/limit', 'too many revisions', next);
    }
    const { revision, previous } = reader.readRevision(next, limit);
    if (revisions.length === 0 && revision.tail.eofOffset !== last.eofOffset) {
      throw new FormatError(
        'pdf/xref',
        'the last startxref does not point to the last section',
        next,
      );
    }
    revisions.push(revision);
    limit = Math.min(...revision.sections.map((section) => section.offset));
    next = previous;
  }
  revisions.reverse();
  checkOrder(revisions);
  return { revisions, decodedBytes: reader.decodedBytes };
}

/** Whatever a section refers to must stand before its revision's end, the section itself behind the last one. */
function checkOrder(revisions: readonly RevisionSections[]): void {
  let begin = 0;
  for (const { sections, tail } of revisions) {
    for (const section of sections) {
      if (section.offset < begin && section.offset !== 0) {
        throw new FormatError('pdf/xref', 'a section outside its revision', section.offset);
      }
      for (let place = 0; place < section.entries.size; place++) {
        const entry = section.entries.entryAt(place);
        if (entry.kind === 'offset' && entry.offset >= tail.eofOffset) {
          throw new FormatError('pdf/xref', 'an object behind its revision', entry.offset);
        }
      }
    }
    begin = tail.eofOffset;
  }
}

class SectionReader {
  decodedBytes = 0;
  readonly #bytes: Uint8Array;
  readonly #limits: ReadingLimits;
  readonly #budget: EntryBudget;

  constructor(bytes: Uint8Array, limits: ReadingLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#budget = new EntryBudget(limits.maxObjects);
  }

  /** The revision whose newest section is at `offset`, and where the section before it is. */
  readRevision(
    offset: number,
    limit: number,
  ): { readonly revision: RevisionSections; readonly previous: number | undefined } {
    const section = this.#readSection(offset, limit);
    const begin = section.offset;
    const previous = findCount(section.trailer, 'Prev', offset);
    if (previous !== undefined && previous > begin) {
      return { revision: this.#readLinearized(section, previous, limit), previous: undefined };
    }
    const tail = parseTailAfter(this.#bytes, section.bodyEnd, this.#bytes.length);
    if (skipBlanks(this.#bytes, tail.startxref, limit) !== begin || tail.eofOffset > limit) {
      throw new FormatError('pdf/xref', 'startxref does not point to its own section', begin);
    }
    return { revision: { sections: [section], tail }, previous };
  }

  /**
   * A linearised file begins with the cross-reference section of its first page, and that one points
   * forward to the main one, whose `startxref` points back (ISO 32000-2 annex F.3).
   */
  #readLinearized(firstPage: XrefSection, offset: number, limit: number): RevisionSections {
    if (!this.#beginsLinearized()) {
      throw new FormatError('pdf/xref', '/Prev points forward', firstPage.offset);
    }
    const main = this.#readSection(offset, limit);
    const tail = parseTailAfter(this.#bytes, main.bodyEnd, this.#bytes.length);
    const isLast = findCount(main.trailer, 'Prev', offset) === undefined;
    if (
      !isLast ||
      skipBlanks(this.#bytes, tail.startxref, limit) !== firstPage.offset ||
      tail.eofOffset > limit
    ) {
      throw new FormatError('pdf/xref', 'the two sections of a linearised file do not fit', offset);
    }
    for (let place = 0; place < main.entries.size; place++) {
      if (firstPage.entries.find(main.entries.numberAt(place)) !== undefined) {
        throw new FormatError('pdf/xref', 'both sections list one object', offset);
      }
    }
    return { sections: [firstPage, main], tail };
  }

  #readSection(written: number, limit: number): XrefSection {
    const offset = skipBlanks(this.#bytes, written, limit);
    if (offset >= limit) throw new FormatError('pdf/xref', 'no section at this offset', offset);
    const isTable = this.#bytes[offset] === 0x78;
    const section = isTable ? this.#readTable(offset, limit) : this.#readStream(offset, limit);
    if (section.trailer.duplicateKeys.length > 0) {
      throw new FormatError('pdf/xref', 'a trailer has a key twice', offset);
    }
    return section;
  }

  #readTable(offset: number, limit: number): XrefSection {
    const table = parseXrefTable(this.#bytes, offset, limit, this.#budget, this.#limits);
    const hidden = findCount(table.trailer, 'XRefStm', offset);
    if (hidden === undefined) return table;
    if (hidden >= offset) throw new FormatError('pdf/xref', '/XRefStm points forward', offset);
    const stream = this.#readStream(hidden, offset);
    const entries = mergeHybrid(table.entries, stream.entries, offset);
    return { ...table, form: 'hybrid', entries, streamNumber: stream.streamNumber };
  }

  #readStream(offset: number, limit: number): XrefSection {
    const { maxStreamBytes, maxDecodedBytes } = this.#limits;
    const { section, decodedBytes } = parseXrefStream(this.#bytes, offset, limit, {
      budget: this.#budget,
      reading: this.#limits,
      maxDecodedBytes: Math.min(maxStreamBytes, maxDecodedBytes - this.decodedBytes),
    });
    this.decodedBytes += decodedBytes;
    return section;
  }

  #beginsLinearized(): boolean {
    const lexer = new Lexer(this.#bytes, 0);
    lexer.skipBlank();
    const { value } = new ObjectParser(lexer, this.#limits).readIndirectObject();
    return isPdfDict(value) && value.entries.has('Linearized');
  }
}

/** Some programs count from the line end before what they point to; there is only one thing they can mean. */
function skipBlanks(bytes: Uint8Array, offset: number, limit: number): number {
  const lexer = new Lexer(bytes, offset, Math.min(limit, offset + MOST_BLANKS));
  lexer.skipWhiteSpace();
  return lexer.position;
}

/**
 * In a hybrid file the stream adds objects that old readers shall not see, and the table calls them free
 * or does not list them (ISO 32000-2 §7.5.8.4). An object that both claim is a trick.
 */
function mergeHybrid(
  table: XrefEntryTable,
  stream: XrefEntryTable,
  offset: number,
): XrefEntryTable {
  const merged = new XrefEntries();
  for (let place = 0; place < table.size; place++) {
    const [number, listed] = [table.numberAt(place), table.entryAt(place)];
    const entry = stream.find(number);
    if (entry === undefined || listed.kind === 'free') merged.add(number, entry ?? listed, offset);
    else if (JSON.stringify(listed) === JSON.stringify(entry)) merged.add(number, listed, offset);
    else throw new FormatError('pdf/xref', 'table and stream disagree about an object', offset);
  }
  for (let place = 0; place < stream.size; place++) {
    const number = stream.numberAt(place);
    if (table.find(number) === undefined) merged.add(number, stream.entryAt(place), offset);
  }
  return merged.seal(offset);
}
