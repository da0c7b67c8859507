import { isFormatError } from '../../shared/format-error.ts';
import { LineCounter } from '../encoding/line-counter.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { RecordsReader } from '../raw/records-reader.ts';
import { ElementSplitter } from './element-splitter.ts';
import { toPointer } from './json-node.ts';
import { isJsonProblem, JSON_PROBLEMS } from './json-problems.ts';
import { JsonReader } from './json-reader.ts';
import { toRawRecord } from './to-raw-record.ts';

/**
 * Reads one record, or an array of them record by record. What stands before a syntax error is read; the
 * error itself refuses the rest.
 */
export class JsonRecordsReader implements RecordsReader {
  readonly #reading: Reading;
  readonly #splitter = new ElementSplitter();
  readonly #lines = new LineCounter();
  #state: 'start' | 'object' | 'array' | 'behind' | 'failed' = 'start';
  #count = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  *write(text: string): Generator<RawRecord> {
    if (this.#state === 'failed') return;
    this.#splitter.write(this.#state === 'start' ? this.#open(text) : text);
    if (this.#state === 'array') yield* this.#elements();
    else if (this.#state === 'behind') this.#expectNothing();
    if (this.#splitter.rest.length > this.#reading.limits.recordLength) this.#refuseLength();
  }

  *end(): Generator<RawRecord> {
    if (this.#state === 'object') yield* this.#record(this.#splitter.rest, '', 1, 0);
    else if (this.#state === 'array') this.#explainOpenArray();
  }

  /** Finds out what the text is; gives what stands inside. */
  #open(text: string): string {
    const start = text.search(/\S/);
    if (start < 0) {
      this.#lines.skip(text);
      return '';
    }
    this.#state = text[start] === '[' ? 'array' : 'object';
    const inside = this.#state === 'array' ? start + 1 : start;
    this.#lines.skip(text, 0, inside);
    return text.slice(inside);
  }

  *#elements(): Generator<RawRecord> {
    const splitter = this.#splitter;
    for (let element = splitter.next(); element !== undefined; element = splitter.next()) {
      const isEmptyArray = element.endsWith === ']' && this.#count === 0;
      if (!isEmptyArray || element.text.trim() !== '') {
        const row = this.#count++;
        yield* this.#record(element.text, toPointer('', row), row + 1, 1);
        if (this.#hasFailed()) return;
      }
      this.#lines.skip(element.text);
      if (element.endsWith === ']') {
        this.#state = 'behind';
        this.#expectNothing();
        return;
      }
    }
    // Whoever parses it says where it was nested too deeply.
    if (splitter.depth > this.#reading.limits.depth) this.#explainOpenArray();
  }

  *#record(text: string, path: string, row: number, depth: number): Generator<RawRecord> {
    const { issues } = this.#reading;
    issues.enterRecord(row);
    try {
      const reader = new JsonReader(text, this.#reading.limits.depth, this.#lines.line);
      const node = reader.readValue(depth);
      reader.expectEnd(depth === 0 ? 'json/text-after-value' : 'json/bracket-missing');
      yield* toRawRecord(node, path, row, this.#reading);
    } catch (error) {
      this.#fail(error);
    }
    issues.leaveRecord();
  }

  /** The text ends within the array: says where, and what is missing. */
  #explainOpenArray(): void {
    const reader = new JsonReader(
      this.#splitter.rest,
      this.#reading.limits.depth,
      this.#lines.line,
    );
    try {
      reader.readValue(1);
      reader.expect(']', 'json/bracket-missing');
    } catch (error) {
      this.#fail(error);
    }
  }

  #expectNothing(): void {
    const { rest } = this.#splitter;
    if (rest.trim() === '') return;
    const { line } = this.#lines;
    try {
      new JsonReader(rest, this.#reading.limits.depth, line).expectEnd();
    } catch (error) {
      this.#fail(error);
    }
  }

  #refuseLength(): void {
    const { file, limits, issues } = this.#reading;
    if (this.#state === 'failed') return;
    this.#state = 'failed';
    const place = { file, line: this.#lines.line, path: null };
    issues.add({ code: 'record-too-long', place, details: { limit: String(limits.recordLength) } });
  }

  #hasFailed(): boolean {
    return this.#state === 'failed';
  }

  #fail(error: unknown): void {
    this.#state = 'failed';
    reportSyntax(error, this.#reading);
  }
}

/** Reads one record a line; a line that cannot be read does not hide the others. */
export class NdjsonReader implements RecordsReader {
  readonly #reading: Reading;
  readonly #lines = new LineCounter();
  #rest = '';

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  *write(text: string): Generator<RawRecord> {
    const whole = this.#rest + text;
    let from = 0;
    for (const match of whole.matchAll(/\r\n|\n|\r/g)) {
      const next = match.index + match[0].length;
      if (match[0] === '\r' && next === whole.length) break;
      yield* this.#record(whole.slice(from, match.index));
      this.#lines.skip(whole, from, next);
      from = next;
    }
    this.#rest = whole.slice(from);
    if (this.#rest.length > this.#reading.limits.recordLength) this.#refuseLength();
  }

  end(): Generator<RawRecord> {
    return this.#record(this.#rest);
  }

  *#record(text: string): Generator<RawRecord> {
    if (text.trim() === '') return;
    const { line } = this.#lines;
    const { issues } = this.#reading;
    issues.enterRecord(line);
    try {
      const node = new JsonReader(text, this.#reading.limits.depth, line).readAll();
      yield* toRawRecord(node, '', line, this.#reading);
    } catch (error) {
      reportSyntax(error, this.#reading);
    }
    issues.leaveRecord();
  }

  /** What follows on the same line is read as a line of its own, which is no JSON either. */
  #refuseLength(): void {
    const { file, limits, issues } = this.#reading;
    const place = { file, line: this.#lines.line, path: null };
    issues.add({ code: 'record-too-long', place, details: { limit: String(limits.recordLength) } });
    this.#rest = '';
  }
}

function reportSyntax(error: unknown, reading: Reading): void {
  if (!isFormatError(error)) throw error;
  const place = { file: reading.file, line: error.offset ?? null, path: null };
  if (isJsonProblem(error.code)) {
    const { th, en } = JSON_PROBLEMS[error.code];
    reading.issues.add({ code: 'json-syntax', place, details: { problemTh: th, problemEn: en } });
  } else {
    const limit = String(reading.limits.depth);
    reading.issues.add({ code: 'nested-too-deeply', place, details: { limit } });
  }
}
