import { FormatError } from '../../shared/format-error.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import { toPointer } from './json-node.ts';
import { isJsonProblem, JSON_PROBLEMS } from './json-problems.ts';
import { JsonReader } from './json-reader.ts';
import { toRawRecord } from './to-raw-record.ts';

/**
 * Reads one record or an array of them. What stands before a syntax error is still read, but marked
 * damaged only where it is: the error itself refuses the rest.
 */
export function* readJson(text: string, reading: Reading): Generator<RawRecord> {
  const reader = new JsonReader(text, reading.limits.depth);
  try {
    if (!reader.take('[')) {
      yield* toRawRecord(reader.readAll(), '', 1, reading);
      return;
    }
    if (!reader.take(']')) {
      let row = 0;
      do {
        const node = reader.readValue(1);
        yield* toRawRecord(node, toPointer('', row), ++row, reading);
      } while (reader.take(','));
      reader.expect(']', 'json/bracket-missing');
    }
    reader.expectEnd();
  } catch (error) {
    reportSyntax(error, reading);
  }
}

/** Reads one record a line; a line that cannot be read does not hide the others. */
export function* readNdjson(text: string, reading: Reading): Generator<RawRecord> {
  let line = 1;
  for (const lineText of lines(text)) {
    if (lineText.trim() !== '') {
      try {
        const node = new JsonReader(lineText, reading.limits.depth, line).readAll();
        yield* toRawRecord(node, '', line, reading);
      } catch (error) {
        reportSyntax(error, reading);
      }
    }
    line++;
  }
}

/** The lines of a text, whatever ends them. */
function* lines(text: string): Generator<string> {
  let from = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    yield text.slice(from, match.index);
    from = match.index + match[0].length;
  }
  yield text.slice(from);
}

function reportSyntax(error: unknown, reading: Reading): void {
  if (!(error instanceof FormatError)) throw error;
  const place = { file: reading.file, line: error.offset ?? null, path: null };
  if (isJsonProblem(error.code)) {
    const { th, en } = JSON_PROBLEMS[error.code];
    reading.issues.add({ code: 'json-syntax', place, details: { problemTh: th, problemEn: en } });
  } else {
    const limit = String(reading.limits.depth);
    reading.issues.add({ code: 'nested-too-deeply', place, details: { limit } });
  }
}
