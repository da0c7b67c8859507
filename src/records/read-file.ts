import { CsvReader } from './csv/csv-reader.ts';
import { detectTextFormat, findForeignFormat, isContainer } from './detect-format.ts';
import { StreamDecoder } from './encoding/stream-decoder.ts';
import { EtdaXmlReader } from './etda-xml/etda-xml-reader.ts';
import { JsonRecordsReader, NdjsonReader } from './json/json-stream.ts';
import type { RawRecord } from './raw/raw-record.ts';
import type { Reading } from './raw/reading.ts';
import type { RecordsReader } from './raw/records-reader.ts';
import type { Turn } from './raw/turn.ts';
import type { RecordsReport } from './records-report.ts';
import type { RuleCode } from './rules/rules.ts';
import type { ByteRanges } from './zip/byte-ranges.ts';
import { HeldBytes } from './zip/held-bytes.ts';
import { openContainer } from './zip/open-container.ts';

type Format = RecordsReport['format'];
type Container = 'zip' | 'xlsx';

const TEXT_READERS: Readonly<
  Record<Exclude<Format, Container | 'unknown'>, (reading: Reading) => RecordsReader>
> = {
  csv: (reading) => new CsvReader(reading),
  json: (reading) => new JsonRecordsReader(reading),
  ndjson: (reading) => new NdjsonReader(reading),
  'etda-xml': (reading) => new EtdaXmlReader(reading),
};

const MEGABYTE = 1024 * 1024;
const SIGNATURE_LENGTH = 4;

/**
 * Reads one file piece by piece: finds out what it is and gives its records as they become complete; what
 * it cannot be read as is reported.
 */
export class FileReader {
  readonly #reading: Reading;
  readonly #decoder = new StreamDecoder();
  #format: Format = 'unknown';
  #size = 0;
  /** Until four bytes are there; all of a container that can be had in no other way. */
  readonly #held = new HeldBytes();
  #kind: 'unknown' | 'text' | 'container' | 'refused' = 'unknown';
  /** Text whose format cannot be told yet. */
  #start = '';
  #reader: RecordsReader | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get format(): Format {
    return this.#format;
  }

  /** `null` for containers and for what is no text. */
  get encoding(): string | null {
    return this.#reader === undefined ? null : (this.#decoder.encoding ?? null);
  }

  /** Whether it holds files: then its pieces need not be written on, if the whole can be had at its end. */
  get isContainer(): boolean {
    return this.#kind === 'container';
  }

  /** Takes the next piece; its memory may be used again afterwards. */
  *write(bytes: Uint8Array): Generator<RawRecord> {
    if (!this.#takeSize(bytes.length)) return;
    if (this.#kind === 'unknown') {
      this.#held.append(bytes);
      if (this.#held.length >= SIGNATURE_LENGTH) yield* this.#begin();
    } else if (this.#kind === 'container') {
      this.#held.append(bytes);
    } else if (this.#kind === 'text') {
      yield* this.#takeText(this.#decoder.write(bytes), false);
    }
  }

  /**
   * The file has ended: gives the records that waited for its end.
   * @param ranges the whole file, when it is a {@link isContainer} of which not every piece was written.
   */
  *end(ranges?: ByteRanges): Generator<RawRecord | Turn> {
    if (this.#kind === 'unknown') yield* this.#begin();
    if (this.#kind === 'container') yield* this.#readContainer(ranges);
    if (this.#isText()) yield* this.#takeText(this.#decoder.end(), true);
    if (this.#isText() && this.#reader !== undefined) yield* this.#reader.end();
  }

  #isText(): boolean {
    return this.#kind === 'text';
  }

  #takeSize(length: number): boolean {
    if (this.#kind === 'refused') return false;
    this.#size += length;
    return this.#checkSize(this.#size);
  }

  #checkSize(size: number): boolean {
    const { fileBytes, heldBytes } = this.#reading.limits;
    // A workbook in a zip can only be read from memory.
    const isHeld = this.#kind === 'container' && this.#reading.isMember === true;
    const limit = isHeld ? Math.min(fileBytes, heldBytes / 2) : fileBytes;
    if (size <= limit) return true;
    this.#refuse('file-too-large', { limit: `${Math.floor(limit / MEGABYTE)} MB` });
    return false;
  }

  *#begin(): Generator<RawRecord> {
    const start = this.#held.read(0, this.#held.length);
    if (isContainer(start)) {
      this.#kind = 'container';
      return;
    }
    const foreign = findForeignFormat(start);
    if (foreign !== undefined) {
      this.#refuse('format-unknown', {
        hintTh: `ไฟล์นี้เป็น ${foreign} ไม่ว่าชื่อไฟล์จะเป็นอะไร`,
        hintEn: `Whatever its name, this is ${foreign}.`,
      });
      return;
    }
    this.#held.clear();
    this.#kind = 'text';
    yield* this.#takeText(this.#decoder.write(start), false);
  }

  *#takeText(text: string, isLast: boolean): Generator<RawRecord> {
    if (this.#decoder.encoding === undefined) {
      this.#refuse('encoding-unknown');
      return;
    }
    if (this.#reader === undefined) {
      this.#start += text;
      const format = detectTextFormat(this.#start, isLast, this.#reading.file);
      if (format !== undefined) yield* this.#open(format);
    } else if (this.#reader.hasFailed === true) {
      this.#kind = 'refused';
    } else if (this.#checkEncoding()) {
      yield* this.#reader.write(text);
    }
  }

  *#open(format: Format): Generator<RawRecord> {
    const text = this.#start;
    this.#start = '';
    this.#format = format;
    if (format === 'unknown' || format === 'zip' || format === 'xlsx') {
      if (text.trim() !== '') this.#refuse('format-unknown');
      else this.#kind = 'refused';
      return;
    }
    this.#reader = TEXT_READERS[format](this.#reading);
    if (this.#checkEncoding()) yield* this.#reader.write(text);
  }

  /** JSON and XML are UTF-8 and nothing is made of broken ones; a table says which lines are broken. */
  #checkEncoding(): boolean {
    const encoding = this.#decoder.encoding ?? 'utf-8';
    const isTable = this.#format === 'csv';
    if (!isTable && encoding !== 'utf-8') {
      this.#refuse('encoding-not-utf8', { encoding });
      return false;
    }
    const broken = this.#decoder.takeBrokenLines();
    for (const line of broken) {
      const place = { file: this.#reading.file, line, path: null };
      const details = { encoding: encoding.toUpperCase() };
      this.#reading.issues.add({ code: 'encoding-invalid', place, details });
    }
    if (isTable || broken.length === 0) return true;
    this.#kind = 'refused';
    return false;
  }

  /** Containers are read when they are there as a whole: their directory stands at their end. */
  *#readContainer(ranges: ByteRanges = this.#held): Generator<RawRecord | Turn> {
    if (!this.#checkSize(ranges.length)) return;
    const container = openContainer(ranges, this.#reading, (member) => new FileReader(member));
    this.#format = container.format;
    yield* container.records;
  }

  #refuse(code: RuleCode, details: Readonly<Record<string, string>> = {}): void {
    this.#kind = 'refused';
    this.#held.clear();
    const place = { file: this.#reading.file, line: null, path: null };
    this.#reading.issues.add({ code, place, details });
  }
}
