import type { RecordsReport } from './records-report.ts';

type Format = RecordsReport['format'];

/** First bytes of zips (with and without entries) and of Microsoft's older containers (CFB). */
const CONTAINER_SIGNATURES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/** Files of other kinds, by at most four bytes at their beginning, under the names that people know. */
const FOREIGN_SIGNATURES: readonly (readonly [signature: string, name: string])[] = [
  ['%PDF', 'PDF'],
  ['{\\rt', 'RTF'],
  ['\u00FF\u00D8\u00FF', 'JPEG'],
  ['\u0089PNG', 'PNG'],
  ['GIF8', 'GIF'],
  ['\u001F\u008B', 'gzip'],
  ['Rar!', 'RAR'],
  ['7z\u00BC\u00AF', '7-Zip'],
];

const LINE_BREAK = /[\r\n]/;

/** How much of a text is looked at: a CSV header has to stand there. */
const START_LENGTH = 64 * 1024;
/** A first line that is longer is one JSON value. */
const MAX_FIRST_LINE_LENGTH = 1024 * 1024;

/** Whether a file is no text but holds files or streams, by its first bytes. */
export function isContainer(bytes: Uint8Array): boolean {
  return CONTAINER_SIGNATURES.some((signature) =>
    signature.every((byte, index) => bytes[index] === byte),
  );
}

/** What people call a file that is of no format of ours, by its first bytes. */
export function findForeignFormat(bytes: Uint8Array): string | undefined {
  return FOREIGN_SIGNATURES.find(([signature]) =>
    Array.from(signature).every((sign, index) => bytes[index] === sign.charCodeAt(0)),
  )?.[1];
}

/**
 * The format of a text by its content; the file's name only decides what a single JSON line is.
 * `undefined` when more of the text has to be seen.
 * @param start the text, from its beginning, as far as it is there.
 */
export function detectTextFormat(
  start: string,
  isWhole: boolean,
  fileName: string,
): Format | undefined {
  const from = start.search(/\S/);
  if (from < 0) return isWhole ? 'unknown' : undefined;
  const first = start.charAt(from);
  if (first === '<') return 'etda-xml';
  if (first === '[') return 'json';
  if (first === '{') return detectObjects(start.slice(from), isWhole, fileName);
  if (!isWhole && start.length < START_LENGTH) return undefined;
  // Binary data has zero bytes and no header of ours; a stray one in a table is that table's error.
  const isBinary = start.includes('\u0000') && !/student_id/i.test(start.slice(0, START_LENGTH));
  return isBinary ? 'unknown' : 'csv';
}

/**
 * NDJSON: the first line is a whole object and more follows, where JSON would have ended; or it is damaged
 * and the next one is a whole record.
 */
function detectObjects(text: string, isWhole: boolean, fileName: string): Format | undefined {
  const lineBreak = text.search(LINE_BREAK);
  if (lineBreak < 0 && !isWhole) return text.length > MAX_FIRST_LINE_LENGTH ? 'json' : undefined;
  const firstLine = lineBreak < 0 ? text : text.slice(0, lineBreak);
  const rest = lineBreak < 0 ? '' : text.slice(lineBreak).trimStart();
  if (!firstLine.trimEnd().endsWith('}')) return detectNextLine(rest, isWhole);
  if (rest !== '') return 'ndjson';
  if (!isWhole) return undefined;
  return /\.(ndjson|jsonl)$/i.test(fileName) ? 'ndjson' : 'json';
}

/** By what follows a first line that is no object by itself. */
function detectNextLine(rest: string, isWhole: boolean): Format | undefined {
  // Nearly all JSON is told by this: what is written over several lines goes on with a name or a bracket.
  if (rest !== '' && !rest.startsWith('{"')) return 'json';
  const lineBreak = rest.search(LINE_BREAK);
  if (lineBreak < 0 && !isWhole && rest.length <= MAX_FIRST_LINE_LENGTH) return undefined;
  return isRecord(lineBreak < 0 ? rest : rest.slice(0, lineBreak)) ? 'ndjson' : 'json';
}

function isRecord(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'studentId');
  } catch {
    return false;
  }
}
