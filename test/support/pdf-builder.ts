import { deflateSync } from 'node:zlib';

import { latin1Bytes } from '../../src/shared/bytes.ts';

/** A stream object: its dictionary's entries (without /Length) and its bytes as written. */
export interface StreamBody {
  readonly dict: string;
  readonly data: Uint8Array | string;
}

/** What one revision writes; everything has a default, so that a test says only what it is about. */
export interface RevisionSpec {
  /** Bodies by object number: PDF syntax, or a stream. */
  readonly objects?: Readonly<Record<number, string | StreamBody>>;
  /** Object numbers to free. */
  readonly free?: readonly number[];
  /** Form of the cross-reference section. */
  readonly xref?: 'table' | 'stream';
  /** Objects to put into one object stream, whose number this gives. */
  readonly compressed?: { readonly container: number; readonly numbers: readonly number[] };
  /** Number of the cross-reference stream. */
  readonly xrefNumber?: number;
  /** Widths of the columns of a cross-reference stream. */
  readonly widths?: readonly [number, number, number];
  /** More trailer entries, such as `/Info 5 0 R`. */
  readonly trailer?: string;
  readonly root?: string;
  /** Entries that override what was written, as raw offsets. */
  readonly offsets?: Readonly<Record<number, number>>;
  /** Bytes before the first object. */
  readonly prefix?: string;
  /** Bytes after `%%EOF`. */
  readonly suffix?: string;
}

interface Placed {
  readonly type: 0 | 1 | 2;
  readonly second: number;
  readonly third: number;
}

/** A PDF of one or more revisions, each after the other. */
export function buildPdf(...revisions: readonly RevisionSpec[]): Uint8Array<ArrayBuffer> {
  let pdf = latin1Bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  for (const [index, revision] of revisions.entries()) {
    pdf = appendRevision(pdf, revision, index > 0);
  }
  return pdf;
}

/** Appends an incremental update (ISO 32000-2 §7.5.6). */
export function appendRevision(
  pdf: Uint8Array,
  spec: RevisionSpec,
  isUpdate = true,
): Uint8Array<ArrayBuffer> {
  const writer = new Writer(pdf);
  writer.text(spec.prefix ?? (isUpdate ? '\n' : ''));
  const placed = new Map<number, Placed>();
  if (!isUpdate) placed.set(0, { type: 0, second: 0, third: 65535 });
  for (const number of spec.free ?? []) placed.set(number, { type: 0, second: 0, third: 1 });
  const compressed = new Set(spec.compressed?.numbers ?? []);
  for (const [key, body] of Object.entries(spec.objects ?? {})) {
    const number = Number(key);
    if (compressed.has(number)) continue;
    placed.set(number, { type: 1, second: writer.length, third: 0 });
    writer.object(number, body);
  }
  if (spec.compressed !== undefined) writeObjectStream(writer, spec, placed);
  for (const [number, offset] of Object.entries(spec.offsets ?? {})) {
    placed.set(Number(number), { type: 1, second: offset, third: 0 });
  }
  const previous = isUpdate ? ` /Prev ${lastStartxref(pdf)}` : '';
  const entries = `/Root ${spec.root ?? '1 0 R'}${previous} ${spec.trailer ?? ''}`;
  const offset = writer.length;
  if (spec.xref === 'stream') writeXrefStream(writer, spec, placed, entries);
  else writeXrefTable(writer, placed, entries, isUpdate ? sizeOf(pdf) : 0);
  writer.text(`startxref\n${offset}\n%%EOF${spec.suffix ?? ''}`);
  return writer.bytes();
}

const PLACEHOLDER = '0'.repeat(10);

/** A signature value whose byte range {@link fillByteRange} fills in; its CMS is a stand-in SEQUENCE. */
export function signatureValue(more = '/Type /Sig /SubFilter /ETSI.CAdES.detached'): string {
  const range = `/ByteRange [0 ${PLACEHOLDER} ${PLACEHOLDER} ${PLACEHOLDER}]`;
  return `<< ${more} /Filter /Adobe.PPKLite ${range} /Contents <3003020107${'00'.repeat(16)}> >>`;
}

/** Sets the last unfilled /ByteRange so that it covers the whole file but the string after it. */
export function fillByteRange(pdf: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = latin1Text(pdf);
  const at = text.lastIndexOf(`[0 ${PLACEHOLDER}`);
  const start = text.indexOf('<', at);
  const end = text.indexOf('>', start) + 1;
  const numbers = [start, end, pdf.length - end].map((value) => String(value).padStart(10, '0'));
  return replaceAt(pdf, at, `[0 ${numbers.join(' ')}]`);
}

/** Overwrites bytes in a copy. */
export function replaceAt(pdf: Uint8Array, offset: number, text: string): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(pdf);
  copy.set(latin1Bytes(text), offset);
  return copy;
}

/** Replaces a text by another of the same length in a copy. */
export function replaceText(pdf: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  if (from.length !== to.length) throw new RangeError('the lengths differ');
  const at = latin1Text(pdf).lastIndexOf(from);
  if (at === -1) throw new RangeError(`${from} is not in the file`);
  return replaceAt(pdf, at, to);
}

class Writer {
  readonly #parts: Uint8Array[];
  length: number;

  constructor(begin: Uint8Array) {
    this.#parts = [begin];
    this.length = begin.length;
  }

  text(text: string): void {
    this.raw(latin1Bytes(text));
  }

  raw(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  object(number: number, body: string | StreamBody): void {
    this.text(`${number} 0 obj\n`);
    if (typeof body === 'string') this.text(body);
    else {
      const data = typeof body.data === 'string' ? latin1Bytes(body.data) : body.data;
      const length = body.dict.includes('/Length') ? '' : `/Length ${data.length} `;
      this.text(`<< ${length}${body.dict} >>\nstream\n`);
      this.raw(data);
      this.text('\nendstream');
    }
    this.text('\nendobj\n');
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}

function writeObjectStream(writer: Writer, spec: RevisionSpec, placed: Map<number, Placed>): void {
  const { container, numbers } = spec.compressed!;
  let index = '';
  let content = '';
  for (const [position, number] of numbers.entries()) {
    index += `${number} ${content.length} `;
    content += `${spec.objects![number] as string} `;
    placed.set(number, { type: 2, second: container, third: position });
  }
  placed.set(container, { type: 1, second: writer.length, third: 0 });
  writer.object(container, {
    dict: `/Type /ObjStm /N ${numbers.length} /First ${index.length} /Filter /FlateDecode`,
    data: deflateSync(latin1Bytes(index + content)),
  });
}

function writeXrefTable(
  writer: Writer,
  placed: ReadonlyMap<number, Placed>,
  entries: string,
  oldSize: number,
): void {
  writer.text('xref\n');
  for (const [number, { type, second, third }] of sorted(placed)) {
    const line = `${String(second).padStart(10, '0')} ${String(third).padStart(5, '0')}`;
    writer.text(`${number} 1\n${line} ${type === 0 ? 'f' : 'n'} \n`);
  }
  const size = Math.max(oldSize, highestOf(placed) + 1);
  writer.text(`trailer\n<< /Size ${size} ${entries} >>\n`);
}

function writeXrefStream(
  writer: Writer,
  spec: RevisionSpec,
  placed: Map<number, Placed>,
  entries: string,
): void {
  const number = spec.xrefNumber ?? 99;
  placed.set(number, { type: 1, second: writer.length, third: 0 });
  const rows = sorted(placed);
  const widths = spec.widths ?? [1, 4, 2];
  const data = Uint8Array.from(
    rows.flatMap(([, { type, second, third }]) =>
      [type, second, third].flatMap((value, column) => toOctets(value, widths[column]!)),
    ),
  );
  const index = rows.map(([object]) => `${object} 1`).join(' ');
  const size = Math.max(highestOf(placed) + 1, 100);
  writer.object(number, {
    dict: `/Type /XRef /W [${widths.join(' ')}] /Index [${index}] /Size ${size} ${entries} /Filter /FlateDecode`,
    data: deflateSync(data),
  });
}

function highestOf(placed: ReadonlyMap<number, Placed>): number {
  return [...placed.keys()].reduce((left, right) => Math.max(left, right), 0);
}

/** Big-endian. */
function toOctets(value: number, width: number): readonly number[] {
  return Array.from(
    { length: width },
    (_, index) => Math.floor(value / 256 ** (width - 1 - index)) & 0xff,
  );
}

function sorted(placed: ReadonlyMap<number, Placed>): [number, Placed][] {
  return [...placed].sort(([left], [right]) => left - right);
}

function lastStartxref(pdf: Uint8Array): number {
  return Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(latin1Text(pdf.subarray(-100)))![1]);
}

/** By Node: the fuzzer appends by the hundred thousand. */
function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function sizeOf(pdf: Uint8Array): number {
  return Number([...latin1Text(pdf).matchAll(/\/Size (\d+)/g)].at(-1)![1]);
}
