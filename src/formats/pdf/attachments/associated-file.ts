import { FormatError } from '../../../shared/format-error.ts';
import type { PdfFile, PdfRevision } from '../pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfStream,
  type PdfDict,
  type PdfStream,
  type PdfValue,
} from '../pdf-value.ts';
import { findText, toText } from '../text-string.ts';
import { parseNameTree } from './name-tree.ts';

const MOST_ASSOCIATED_FILES = 1_000;

/**
 * The content of the file that a document carries under a name, as one of its revisions has it: found by
 * the names of embedded files and the files associated with the whole document (ISO 32000-2 §7.11.4,
 * §14.13). `undefined` when there is none.
 * @param maxBytes how big it may be when decompressed.
 * @throws FormatError `pdf/attachment` when several files could be meant; other codes for damage.
 */
export function extractAssociatedFile(
  file: PdfFile,
  revisionIndex: number,
  name: string,
  maxBytes = 16 * 1024 * 1024,
): Uint8Array | undefined {
  const revision = file.revisions[revisionIndex];
  if (revision === undefined) throw new RangeError('no such revision');
  const streams = new Set<PdfStream>();
  for (const { title, value } of fileSpecifications(revision)) {
    const specification = revision.resolve(value);
    if (!isPdfDict(specification)) continue;
    const names = [
      title,
      findText(revision.resolve(specification.entries.get('F'))),
      findText(revision.resolve(specification.entries.get('UF'))),
    ].filter((candidate) => candidate !== null);
    if (!names.includes(name)) continue;
    if (names.some((candidate) => candidate !== name)) throw ambiguous();
    streams.add(embeddedStream(revision, specification));
  }
  if (streams.size > 1) throw ambiguous();
  for (const stream of streams) return revision.decode(stream, maxBytes);
  return undefined;
}

interface Candidate {
  readonly title: string | null;
  readonly value: PdfValue;
}

function fileSpecifications(revision: PdfRevision): readonly Candidate[] {
  const names = revision.resolve(revision.catalog.entries.get('Names'));
  const tree = isPdfDict(names) ? (names.entries.get('EmbeddedFiles') ?? null) : null;
  const named =
    revision.resolve(tree) === null
      ? []
      : parseNameTree(revision, tree).map((entry) => ({
          title: toText(entry.name),
          value: entry.value,
        }));
  const associated = revision.resolve(revision.catalog.entries.get('AF')) ?? [];
  const list = isPdfArray(associated) ? associated : [associated];
  if (list.length > MOST_ASSOCIATED_FILES) {
    throw new FormatError('pdf/limit', 'too many associated files');
  }
  return [...named, ...list.map((value) => ({ title: null, value }))];
}

/** The one stream that /EF names, be it by /F, /UF or both. */
function embeddedStream(revision: PdfRevision, specification: PdfDict): PdfStream {
  const embedded = revision.resolve(specification.entries.get('EF'));
  if (!isPdfDict(embedded) || specification.duplicateKeys.length > 0) throw ambiguous();
  const streams = new Set<PdfValue>();
  for (const key of ['F', 'UF']) {
    const value = embedded.entries.get(key);
    if (isPdfReference(value)) streams.add(revision.resolve(value));
  }
  const [stream] = streams;
  if (streams.size !== 1 || !isPdfStream(stream) || embedded.duplicateKeys.length > 0) {
    throw ambiguous();
  }
  return stream;
}

function ambiguous(): FormatError {
  return new FormatError('pdf/attachment', 'it is not clear which attached file is meant');
}
