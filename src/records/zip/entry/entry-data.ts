import { equalBytes } from '../../../shared/bytes.ts';
import { FormatError } from '../../../shared/format-error.ts';
import type { ByteRanges } from '../byte-ranges.ts';
import type { DirectoryEntry } from '../directory/zip-directory.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
/** The sizes stand behind the data, because they were not known before it (APPNOTE.TXT §4.4.4). */
const SIZES_BEHIND_FLAG = 1 << 3;
/** Says that the size stands in a zip64 field. */
const ELSEWHERE = 0xffffffff;

/**
 * Where the packed bytes of an entry lie. Its own header must say what the directory says, or programs that
 * go by the one would see something else than those that go by the other.
 * @param end where the directory begins.
 * @throws FormatError `zip/broken`; `zip/contradiction`, whose message is the name.
 */
export function findEntryData(
  ranges: ByteRanges,
  entry: DirectoryEntry,
  name: string,
  end: number,
): { readonly from: number; readonly to: number } {
  const at = entry.localHeaderOffset;
  const headerEnd = at + LOCAL_LENGTH + entry.rawName.length;
  if (headerEnd > end) throw misplaced();
  const header = ranges.read(at, headerEnd);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE) throw misplaced();
  const nameEnd = at + LOCAL_LENGTH + view.getUint16(26, true);
  const from = nameEnd + view.getUint16(28, true);
  const to = from + entry.packedBytes;
  if (to > end) throw new FormatError('zip/broken', 'an entry is cut off');
  const isSame =
    nameEnd === headerEnd &&
    equalBytes(header.subarray(LOCAL_LENGTH), entry.rawName) &&
    view.getUint16(8, true) === entry.method &&
    haveSameSizes(view, entry) &&
    (entry.method !== STORED || entry.packedBytes === entry.unpackedBytes);
  if (!isSame) throw new FormatError('zip/contradiction', name);
  return { from, to };
}

function haveSameSizes(view: DataView, entry: DirectoryEntry): boolean {
  if ((view.getUint16(6, true) & SIZES_BEHIND_FLAG) !== 0) return true;
  const packed = view.getUint32(18, true);
  const unpacked = view.getUint32(22, true);
  return (
    view.getUint32(14, true) === entry.crc32 &&
    (packed === ELSEWHERE || packed === entry.packedBytes) &&
    (unpacked === ELSEWHERE || unpacked === entry.unpackedBytes)
  );
}

function misplaced(): FormatError {
  return new FormatError('zip/broken', 'an entry is not where the directory says');
}
