/** The tables of a TrueType program by tag (OpenType 1.9 §"Organization of an OpenType Font"). */
export type SfntTables = Map<string, Uint8Array>;

const HEADER_SIZE = 12;
const RECORD_SIZE = 16;
const CHECKSUM_MAGIC = 0xb1b0afba;

/** A view to read and write big-endian numbers of a table in place. */
export function tableView(table: Uint8Array): DataView {
  return new DataView(table.buffer, table.byteOffset, table.byteLength);
}

/** Copies of all tables of a program that our own subsetter wrote. */
export function readSfnt(program: Uint8Array): SfntTables {
  const view = tableView(program);
  const tables: SfntTables = new Map();
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = HEADER_SIZE + index * RECORD_SIZE;
    const tag = String.fromCharCode(...program.subarray(record, record + 4));
    const offset = view.getUint32(record + 8);
    tables.set(tag, program.slice(offset, offset + view.getUint32(record + 12)));
  }
  return tables;
}

/** The inverse of {@link readSfnt}: tables in tag order, each on four bytes, checksums anew. */
export function encodeSfnt(tables: SfntTables): Uint8Array {
  const entries = [...tables].sort(([left], [right]) => (left < right ? -1 : 1));
  const count = entries.length;
  const bodySize = entries.reduce((sum, [, table]) => sum + padded(table.length), 0);
  const program = new Uint8Array(HEADER_SIZE + count * RECORD_SIZE + bodySize);
  const view = tableView(program);
  const log = Math.floor(Math.log2(count));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, count);
  view.setUint16(6, 2 ** log * RECORD_SIZE);
  view.setUint16(8, log);
  view.setUint16(10, (count - 2 ** log) * RECORD_SIZE);

  let offset = HEADER_SIZE + count * RECORD_SIZE;
  let adjustmentAt: number | undefined;
  for (const [index, [tag, table]] of entries.entries()) {
    const record = HEADER_SIZE + index * RECORD_SIZE;
    program.set(table, offset);
    if (tag === 'head') {
      adjustmentAt = offset + 8;
      view.setUint32(adjustmentAt, 0);
    }
    for (let letter = 0; letter < 4; letter++) program[record + letter] = tag.charCodeAt(letter);
    view.setUint32(record + 4, checksum(view, offset, padded(table.length)));
    view.setUint32(record + 8, offset);
    view.setUint32(record + 12, table.length);
    offset += padded(table.length);
  }
  if (adjustmentAt !== undefined) {
    view.setUint32(adjustmentAt, (CHECKSUM_MAGIC - checksum(view, 0, program.length)) >>> 0);
  }
  return program;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function checksum(view: DataView, start: number, length: number): number {
  let sum = 0;
  for (let offset = start; offset < start + length; offset += 4) {
    sum = (sum + view.getUint32(offset)) | 0;
  }
  return sum >>> 0;
}
