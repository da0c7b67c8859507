import { utf8Bytes } from '../../shared/bytes.ts';
import { COLUMNS } from '../columns.ts';
import { BYTE_ORDER_MARK, toCsvLine } from '../csv/csv-line.ts';
import { EXAMPLE_STUDENTS } from './example-records.ts';

/** The example as CSV with every column of the contract, one row a course; Excel shows its Thai right. */
export function encodeExampleCsv(): Uint8Array<ArrayBuffer> {
  const rows = EXAMPLE_STUDENTS.flatMap(({ record, courses }) =>
    courses.map((course) => ({ ...record, ...course })),
  );
  const lines = [
    COLUMNS.map(({ name }) => name),
    ...rows.map((row) => COLUMNS.map(({ name }) => row[name] ?? '')),
  ];
  return utf8Bytes(BYTE_ORDER_MARK + lines.map(toCsvLine).join(''));
}
