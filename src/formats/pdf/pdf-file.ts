import { FormatError, isFormatError } from '../../shared/format-error.ts';
import type { Inflate } from '../engine/engine.ts';
import { toObjectGraph, type ObjectGraph } from './object-graph.ts';
import { ObjectStore, type ObjectExtent } from './object-store.ts';
import { startReading, type PdfLimits } from './pdf-limits.ts';
import {
  isPdfDict,
  isPdfReference,
  type PdfDict,
  type PdfReference,
  type PdfResolver,
  type PdfStream,
  type PdfValue,
} from './pdf-value.ts';
import type { ReferenceVisitor } from './syntax/reference-scan.ts';
import { EntryHistory } from './xref/entry-history.ts';
import { parseSectionChain, type RevisionSections } from './xref/section-chain.ts';
import type { XrefEntry } from './xref/xref-entry.ts';
import type { XrefSection } from './xref/xref-section.ts';

const HEADER = /^%PDF-(1\.[0-7]|2\.0)/;

/** A PDF that could be read: its revisions, oldest first. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  /** From the first line, for example `1.7`. */
  readonly headerVersion: string;
  readonly revisions: readonly PdfRevision[];
  readonly newest: PdfRevision;
  /** How many bytes stand behind the last `%%EOF` and its line end. */
  readonly trailingBytes: number;
  /** Whether a trailer names an encryption (ISO 32000-2 §7.6). */
  readonly isEncrypted: boolean;
  /** What refers to what in the newest revision; made when first asked for. Throws FormatError `pdf/limit`. */
  readonly newestGraph: ObjectGraph;
}

/**
 * Reads a PDF's structure (ISO 32000-2 §7.5): cross-reference tables, streams and both together, object
 * streams, incremental updates, linearised files. Nothing is repaired or guessed. Objects are read when
 * asked for, so asking may throw too. Encrypted files are read as they stand: strings and streams in them say
 * nothing, and what is in an encrypted object stream cannot be had.
 * @param inflate how Deflate is undone; left out, in JavaScript.
 * @throws FormatError `pdf/header`, `pdf/xref`, `pdf/encrypted`, `pdf/limit`, `pdf/syntax`, `pdf/stream`,
 *   `pdf/filter` or `pdf/object`.
 */
export function parsePdf(
  bytes: Uint8Array,
  limits: Partial<PdfLimits> = {},
  inflate?: Inflate,
): PdfFile {
  const inForce = startReading(limits, inflate);
  if (bytes.length > inForce.maxBytes) throw new FormatError('pdf/limit', 'the file is too big');
  const header = HEADER.exec(String.fromCharCode(...bytes.subarray(0, 9)));
  if (header === null) throw new FormatError('pdf/header', 'the file does not begin as a PDF', 0);
  const chain = parseSectionChain(bytes, inForce);
  const ends = chain.revisions.map(({ tail }) => tail.eofOffset);
  const isEncrypted = isEncryptedThroughout(chain.revisions);
  const store = new ObjectStore(bytes, inForce, ends, chain.decodedBytes, isEncrypted);
  const history = new EntryHistory(chain.revisions);
  const revisions = chain.revisions.map(
    (sections, index) => new PdfRevision(index, sections, history, store),
  );
  const newest = revisions.at(-1)!;
  let graph: ObjectGraph | FormatError | undefined;
  return {
    bytes,
    headerVersion: header[1]!,
    revisions,
    newest,
    trailingBytes: bytes.length - newest.endOffset,
    isEncrypted,
    get newestGraph() {
      graph ??= walkOnce(newest, history);
      if ('code' in graph) throw graph;
      return graph;
    },
  };
}

/** What is too much to walk is so however often it is asked for. */
function walkOnce(newest: PdfRevision, history: EntryHistory): ObjectGraph | FormatError {
  try {
    return toObjectGraph(newest, history);
  } catch (error) {
    if (isFormatError(error)) return error;
    throw error;
  }
}

/** Every trailer repeats how the file is encrypted (ISO 32000-2 §7.5.6): an update can neither begin nor end it. */
function isEncryptedThroughout(revisions: readonly RevisionSections[]): boolean {
  const claims = revisions.map(({ sections }) => sections[0]!.trailer.entries.has('Encrypt'));
  if (new Set(claims).size > 1) {
    throw new FormatError('pdf/xref', 'only some revisions say that they are encrypted');
  }
  return claims[0]!;
}

/** The document as it was when one revision was the last: what its signer saw. */
export class PdfRevision implements PdfResolver {
  readonly index: number;
  /** Just after this revision's `%%EOF`, and just after its line end if it has one. */
  readonly eofOffset: number;
  readonly endOffset: number;
  /** The sections this revision added; two in a linearised first revision. */
  readonly sections: readonly XrefSection[];
  /** The trailer in force. */
  readonly trailer: PdfDict;
  readonly catalogReference: PdfReference;
  readonly catalog: PdfDict;
  readonly #history: EntryHistory;
  readonly #store: ObjectStore;
  readonly #lookUp = (number: number): XrefEntry | undefined => this.entryOf(number);

  constructor(index: number, added: RevisionSections, history: EntryHistory, store: ObjectStore) {
    this.index = index;
    this.eofOffset = added.tail.eofOffset;
    this.endOffset = added.tail.endOffset;
    this.sections = added.sections;
    this.trailer = added.sections[0]!.trailer;
    this.#history = history;
    this.#store = store;
    const root = this.trailer.entries.get('Root');
    if (!isPdfReference(root)) throw new FormatError('pdf/xref', 'a trailer without /Root');
    const catalog = this.resolve(root);
    if (!isPdfDict(catalog)) throw new FormatError('pdf/object', 'the catalog is missing');
    this.catalogReference = root;
    this.catalog = catalog;
  }

  /** Objects that this revision defines, redefines or frees. */
  get objectNumbersChanged(): Uint32Array {
    return this.#history.changedIn(this.index);
  }

  /** Where an object is, as of this revision. */
  entryOf(number: number): XrefEntry | undefined {
    return this.#history.find(number, this.index);
  }

  /** The revision that wrote the entry in force for an object. */
  definedIn(number: number): number | undefined {
    return this.#history.findDated(number, this.index)?.revision;
  }

  /** @throws FormatError when the object is damaged. */
  resolve(value: PdfValue | undefined): PdfValue {
    return this.#store.resolve(value, this.#lookUp);
  }

  /** What an object holds, be it another reference; `null` when there is none. @throws FormatError when damaged. */
  read(number: number): PdfValue {
    return this.#read(number, true);
  }

  #read(number: number, keeps: boolean): PdfValue {
    const entry = this.entryOf(number);
    const generation = entry?.kind === 'offset' ? entry.generation : 0;
    const reference = { type: 'ref', number, generation } as const;
    return this.#store.read(reference, this.#lookUp, keeps);
  }

  /** As {@link read}, for who looks at every object once: nothing new is kept. */
  readOnce(number: number): PdfValue {
    return this.#read(number, false);
  }

  /** Finds the references in an object in an object stream; `false` for one that stands by itself. @throws FormatError when damaged. */
  scan(number: number, visit: ReferenceVisitor): boolean {
    return this.#store.scan(number, this.#lookUp, visit);
  }

  /** Where an object stands in the file, unless it is in an object stream. @throws FormatError when damaged. */
  extentOf(number: number): ObjectExtent | undefined {
    return this.#store.extentOf(number, this.#lookUp);
  }

  /** Every object that any revision ever placed in an object stream of this number. */
  everStoredIn(container: number): Iterable<number> {
    return this.#history.everStoredIn(container);
  }

  /** As {@link read}, but of a stream whose data end elsewhere than they should, the dictionary. */
  readLoosely(number: number): PdfValue {
    try {
      return this.read(number);
    } catch (error) {
      const dict = isFormatError(error) ? this.dictOf(number) : undefined;
      if (dict === undefined) throw error;
      return dict;
    }
  }

  /** The dictionary of a stream, even one whose data do not end where they should. */
  dictOf(number: number): PdfDict | undefined {
    return this.#store.dictOf(number, this.#lookUp);
  }

  /** Decoded content of a stream. @throws FormatError `pdf/stream`, `pdf/filter` or `pdf/limit`. */
  decode(stream: PdfStream, maxBytes?: number): Uint8Array {
    return this.#store.decode(stream, this, maxBytes);
  }
}
