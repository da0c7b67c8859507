import { concatBytes, latin1Bytes, toHex } from '../../../shared/bytes.ts';
import { FormatError } from '../../../shared/format-error.ts';
import type { PdfFile } from '../pdf-file.ts';
import { isPdfArray, isPdfCount, isPdfString, type PdfValue } from '../pdf-value.ts';
import { encodePdfValue } from './encode-pdf-value.ts';

/** An object that a revision adds or replaces. */
export interface RevisionObject {
  readonly number: number;
  /** PDF syntax, one character per byte: the value, or with `data` the entries of the stream's dictionary. */
  readonly text: string;
  /** Bytes of the stream, written as they are. */
  readonly data?: Uint8Array;
}

/** A file with a revision behind it. */
export interface AppendedRevision {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each object of the revision begins, by number. */
  readonly offsets: ReadonlyMap<number, number>;
}

const OFFSET_BYTES = 4;
const ENTRY_BYTES = 1 + OFFSET_BYTES + 2;

/**
 * Appends an incremental update (ISO 32000-2 §7.5.6): every byte of the file stays where it is, so its
 * signatures keep their word. The new section is a cross-reference stream, as in the files that we write.
 * @param identifier 16 bytes that name this version of the file: second half of `/ID` (§14.4).
 * @throws FormatError `pdf/xref` for a file whose newest section is a table or whose trailer is damaged.
 */
export function appendRevision(
  file: PdfFile,
  objects: readonly RevisionObject[],
  identifier: Uint8Array,
): AppendedRevision {
  const { newest } = file;
  const [section] = newest.sections;
  if (section?.form !== 'stream') {
    throw new FormatError('pdf/xref', 'only files with cross-reference streams are extended');
  }
  const parts: Uint8Array[] = [file.bytes];
  let length = file.bytes.length;
  const write = (...added: readonly Uint8Array[]) => {
    for (const part of added) {
      parts.push(part);
      length += part.length;
    }
  };
  if (newest.endOffset === newest.eofOffset) write(latin1Bytes('\n'));
  const offsets = new Map<number, number>();
  const writeObject = ({ number, text, data }: RevisionObject) => {
    offsets.set(number, length);
    if (data === undefined) {
      write(latin1Bytes(`${number} 0 obj\n${text}\nendobj\n`));
      return;
    }
    const head = `${number} 0 obj\n<<${text}/Length ${data.length}>>\nstream\n`;
    write(latin1Bytes(head), data, latin1Bytes('\nendstream\nendobj\n'));
  };
  for (const object of objects) writeObject(object);

  const sectionNumber = Math.max(nextObjectNumber(file), ...objects.map((each) => each.number + 1));
  offsets.set(sectionNumber, length);
  const entries = [...offsets].sort(([left], [right]) => left - right);
  writeObject({
    number: sectionNumber,
    text:
      `/Type/XRef/W[1 ${OFFSET_BYTES} 2]/Index[${encodeIndex(entries.map(([number]) => number))}]` +
      `/Size ${sectionNumber + 1}/Prev ${section.offset}` +
      keptTrailerEntries(file, identifier),
    data: encodeEntries(entries),
  });
  write(latin1Bytes(`startxref\n${offsets.get(sectionNumber)!}\n%%EOF`));
  return { bytes: concatBytes(...parts), offsets };
}

/** The first object number that no revision of the file has used. @throws FormatError `pdf/xref` */
export function nextObjectNumber({ newest }: PdfFile): number {
  const size = newest.trailer.entries.get('Size');
  if (!isPdfCount(size)) throw new FormatError('pdf/xref', '/Size must be a whole number');
  return size;
}

function keptTrailerEntries({ newest }: PdfFile, identifier: Uint8Array): string {
  const { entries } = newest.trailer;
  const info = entries.get('Info');
  const id = entries.get('ID');
  const first: PdfValue | undefined = isPdfArray(id) ? id[0] : undefined;
  return (
    `/Root ${encodePdfValue(newest.catalogReference)}` +
    (info === undefined ? '' : `/Info ${encodePdfValue(info)}`) +
    (isPdfString(first) ? `/ID[${encodePdfValue(first)}<${toHex(identifier)}>]` : '')
  );
}

/** Runs of consecutive numbers, each as its first number and its length. */
function encodeIndex(numbers: readonly number[]): string {
  const runs: [first: number, count: number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] + last[1] === number) last[1]++;
    else runs.push([number, 1]);
  }
  return runs.flat().join(' ');
}

function encodeEntries(entries: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(entries.length * ENTRY_BYTES);
  const view = new DataView(bytes.buffer);
  entries.forEach(([, offset], index) => {
    view.setUint8(index * ENTRY_BYTES, 1);
    view.setUint32(index * ENTRY_BYTES + 1, offset);
  });
  return bytes;
}
