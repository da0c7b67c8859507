import type { RecordsReport } from './records-report.ts';

type Format = RecordsReport['format'];

/** First bytes of containers, which are no text. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly format: Format }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], format: 'zip' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], format: 'zip' },
];

/** Where a CSV header has to stand. */
const HEADER_LENGTH = 64 * 1024;

/** How far into a zip the names of its members are looked at. */
const NAMES_WINDOW_BYTES = 64 * 1024;

/** A container format by its first bytes: `zip`, or `xlsx` for a zip that holds a workbook. */
export function detectContainer(bytes: Uint8Array): 'zip' | 'xlsx' | undefined {
  const isZip = SIGNATURES.some((signature) =>
    signature.bytes.every((byte, index) => bytes[index] === byte),
  );
  if (!isZip) return undefined;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, NAMES_WINDOW_BYTES));
  const end = new TextDecoder('latin1').decode(bytes.subarray(-NAMES_WINDOW_BYTES));
  return [start, end].some((part) => part.includes('xl/workbook')) ? 'xlsx' : 'zip';
}

/** The format of a text by its content; the file's name only decides what a single JSON line is. */
export function detectTextFormat(text: string, fileName: string): Format {
  const start = text.search(/\S/);
  if (start < 0) return 'unknown';
  const first = text.charAt(start);
  if (first === '<') return 'etda-xml';
  if (first === '[') return 'json';
  if (first === '{') return looksLikeNdjson(text, start, fileName) ? 'ndjson' : 'json';
  // Binary data has zero bytes and no header of ours; a stray one in a table is that table's error.
  const isBinary = text.includes('\u0000') && !/student_id/i.test(text.slice(0, HEADER_LENGTH));
  return isBinary ? 'unknown' : 'csv';
}

/** NDJSON: the first line is a whole object and more follows, where JSON would have ended. */
function looksLikeNdjson(text: string, start: number, fileName: string): boolean {
  const lineBreak = text.slice(start).search(/[\r\n]/);
  const firstLine = lineBreak < 0 ? text.slice(start) : text.slice(start, start + lineBreak);
  if (!firstLine.trimEnd().endsWith('}')) return false;
  const isAlone = lineBreak < 0 || text.slice(start + lineBreak).trim() === '';
  return isAlone ? /\.(ndjson|jsonl)$/i.test(fileName) : true;
}
