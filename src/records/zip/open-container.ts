import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { Turn } from '../raw/turn.ts';
import type { RecordsReport } from '../records-report.ts';
import type { RuleCode } from '../rules/rules.ts';
import { readXlsx } from '../xlsx/read-xlsx.ts';
import type { ByteRanges } from './byte-ranges.ts';
import type { OpenMember } from './read-zip.ts';
import { readZip } from './read-zip.ts';
import type { ZipEntry } from './zip-archive.ts';
import { parseZip } from './zip-archive.ts';
import { reportZipError } from './zip-rules.ts';

/** A file that holds files, once it is known what it is; its records are read when asked for. */
export interface OpenContainer {
  readonly format: RecordsReport['format'];
  readonly records: Iterable<RawRecord | Turn>;
}

/** A part of a workbook that is there whatever else is. */
const CONTENT_TYPES = '[content_types].xml';
/** OpenDocument names itself in its first entry. */
const OPEN_DOCUMENT = 'mimetype';

/** Name of the stream, in UTF-16, that holds a workbook with a password. */
const ENCRYPTED_PACKAGE = Array.from('EncryptedPackage', (letter) => `${letter}\u0000`).join('');
const SEARCH_STEP_BYTES = 1024 * 1024;
const CFB_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Opens a zip, a workbook, or what looks like one of them, by its content alone. What it is refused for is
 * reported.
 * @param openMember reads a file inside a zip as if it had come alone.
 */
export function openContainer(
  ranges: ByteRanges,
  reading: Reading,
  openMember: OpenMember,
): OpenContainer {
  const start = ranges.read(0, Math.min(CFB_SIGNATURE.length, ranges.length));
  if (CFB_SIGNATURE.every((byte, index) => start[index] === byte)) {
    const isEncrypted = includes(ranges, ENCRYPTED_PACKAGE);
    return refuse(reading, 'unknown', isEncrypted ? 'workbook-encrypted' : 'workbook-old');
  }
  let entries: readonly ZipEntry[];
  try {
    entries = parseZip(ranges, reading.limits);
  } catch (error) {
    reportZipError(error, reading);
    return { format: 'zip', records: [] };
  }
  return openEntries(entries, reading, openMember);
}

function openEntries(
  entries: readonly ZipEntry[],
  reading: Reading,
  openMember: OpenMember,
): OpenContainer {
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (names.has(CONTENT_TYPES)) {
    if (names.has('xl/workbook.bin')) return refuse(reading, 'xlsx', 'workbook-old');
    const foreign = ['word/', 'ppt/'].find((folder) =>
      [...names].some((name) => name.startsWith(folder)),
    );
    if (foreign === undefined) return { format: 'xlsx', records: readXlsx(entries, reading) };
    return refuse(reading, 'unknown', 'format-unknown');
  }
  if (entries[0]?.name === OPEN_DOCUMENT && names.has('content.xml')) {
    return refuse(reading, 'unknown', 'format-not-supported', { format: 'OpenDocument' });
  }
  if (reading.isMember === true) return refuse(reading, 'zip', 'zip-nested');
  return { format: 'zip', records: readZip(entries, reading, openMember) };
}

/** Whether an ASCII text (or one of bytes) stands anywhere in a file. */
function includes(ranges: ByteRanges, text: string): boolean {
  for (let at = 0; at < ranges.length; at += SEARCH_STEP_BYTES) {
    const end = Math.min(at + SEARCH_STEP_BYTES + text.length, ranges.length);
    const bytes = ranges.read(at, end);
    const searched = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (searched.includes(text, 0, 'latin1')) return true;
  }
  return false;
}

function refuse(
  { issues, file }: Reading,
  format: RecordsReport['format'],
  code: RuleCode,
  details: Readonly<Record<string, string>> = {},
): OpenContainer {
  issues.add({ code, place: { file, line: null, path: null }, details });
  return { format, records: [] };
}
