import { readCsv } from './csv/read-csv.ts';
import { detectContainer, detectTextFormat } from './detect-format.ts';
import type { DecodedText } from './encoding/decode-text.ts';
import { decodeText } from './encoding/decode-text.ts';
import { readEtdaXml } from './etda-xml/read-etda-xml.ts';
import { readJson, readNdjson } from './json/read-json.ts';
import type { RawRecord } from './raw/raw-record.ts';
import type { Reading } from './raw/reading.ts';
import type { RecordsReport } from './records-report.ts';
import type { RuleCode } from './rules/rules.ts';

/** What a file turned out to be, and its records as far as they have been asked for. */
export interface ReadFile {
  readonly format: RecordsReport['format'];
  readonly encoding: string | null;
  readonly records: Iterable<RawRecord>;
}

type TextReader = (text: string, reading: Reading) => Iterable<RawRecord>;

const READERS: Partial<Readonly<Record<RecordsReport['format'], TextReader>>> = {
  csv: readCsv,
  json: readJson,
  ndjson: readNdjson,
  'etda-xml': readEtdaXml,
};

const MEGABYTE = 1024 * 1024;

/** Finds out what a file is and reads it to raw records; what it cannot be read as is reported. */
export function readFile(bytes: Uint8Array, reading: Reading): ReadFile {
  const { limits } = reading;
  if (bytes.length > limits.fileBytes) {
    const limit = `${Math.floor(limits.fileBytes / MEGABYTE)} MB`;
    return refuse(reading, 'unknown', 'file-too-large', { limit });
  }
  const container = detectContainer(bytes);
  if (container !== undefined) {
    return refuse(reading, container, 'format-not-supported', { format: container.toUpperCase() });
  }
  const decoded = decodeText(bytes);
  if (decoded === undefined) return refuse(reading, 'unknown', 'encoding-unknown');
  const format = detectTextFormat(decoded.text, reading.file);
  const { encoding } = decoded;
  if (decoded.text.trim() === '') return { format: 'unknown', encoding: null, records: [] };
  const reader = READERS[format];
  if (reader === undefined) return refuse(reading, format, 'format-unknown');
  if (format !== 'csv' && encoding !== 'utf-8') {
    return refuse(reading, format, 'encoding-not-utf8', { encoding });
  }
  reportBrokenLines(decoded, reading);
  if (format !== 'csv' && decoded.brokenLines.length > 0) return { format, encoding, records: [] };
  return { format, encoding, records: reader(decoded.text, reading) };
}

function refuse(
  reading: Reading,
  format: RecordsReport['format'],
  code: RuleCode,
  details: Readonly<Record<string, string>> = {},
): ReadFile {
  reading.issues.add({ code, place: { file: reading.file, line: null, path: null }, details });
  return { format, encoding: null, records: [] };
}

function reportBrokenLines(decoded: DecodedText, reading: Reading): void {
  for (const line of decoded.brokenLines) {
    reading.issues.add({
      code: 'encoding-invalid',
      place: { file: reading.file, line, path: null },
      details: { encoding: decoded.encoding.toUpperCase() },
    });
  }
}
