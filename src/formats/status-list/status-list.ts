import { Unzlib, zlibSync } from 'fflate';
import { concatBytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';

/**
 * The states of very many documents in a few bits each (IETF Token Status List §4): entry `index` lies in
 * byte `index * bits / 8`, lowest bits first.
 */
export interface StatusList {
  readonly bits: StatusBits;
  readonly bytes: Uint8Array;
}

export type StatusBits = 1 | 2 | 4 | 8;

/** Sixteen million documents of two bits take four megabytes. */
const MAX_LIST_BYTES = 16 * 1024 * 1024;

/** A list in which every document has status 0. `size` is a number of documents. */
export function emptyStatusList(size: number, bits: StatusBits): StatusList {
  return { bits, bytes: new Uint8Array(Math.ceil((size * bits) / 8)) };
}

/** How many documents a list has room for. */
export function statusListSize({ bits, bytes }: StatusList): number {
  return (bytes.length * 8) / bits;
}

/** The status of one document; `undefined` when the list has no such index. */
export function findStatus(list: StatusList, index: number): number | undefined {
  const byte = list.bytes[Math.floor((index * list.bits) / 8)];
  if (byte === undefined || !Number.isInteger(index) || index < 0) return undefined;
  return (byte >> ((index * list.bits) % 8)) & (2 ** list.bits - 1);
}

/** The list with these documents' statuses changed; the given list stays as it is. */
export function withStatuses(
  list: StatusList,
  changes: Iterable<readonly [index: number, status: number]>,
): StatusList {
  const bytes = new Uint8Array(list.bytes);
  const mask = 2 ** list.bits - 1;
  for (const [index, status] of changes) {
    if (findStatus(list, index) === undefined || status < 0 || status > mask) {
      throw new RangeError('an index or a status that the list has no room for');
    }
    const position = Math.floor((index * list.bits) / 8);
    const shift = (index * list.bits) % 8;
    bytes[position] = (bytes[position]! & ~(mask << shift)) | (status << shift);
  }
  return { bits: list.bits, bytes };
}

/** The bytes of `lst` before base64url: zlib with the best compression, as §4.1 asks. */
export function encodeStatusList({ bytes }: StatusList): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zlibSync(bytes, { level: 9 }));
}

/**
 * The inverse of {@link encodeStatusList}; never makes more than 16 MiB of any input.
 * @throws FormatError `status-list/size`, `status-list/compression`
 */
export function parseStatusList(compressed: Uint8Array, bits: StatusBits): StatusList {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let finalSize = -1;
  const inflater = new Unzlib((chunk, isLast) => {
    size += chunk.length;
    if (size > MAX_LIST_BYTES) throw new FormatError('status-list/size', 'inflates to too much');
    chunks.push(chunk);
    if (isLast) finalSize = size;
  });
  try {
    // Small steps, so that a bomb is noticed long before it has gone off.
    const step = 16 * 1024;
    for (let start = 0; start < compressed.length; start += step) {
      const isLast = start + step >= compressed.length;
      inflater.push(compressed.slice(start, start + step), isLast);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError('status-list/compression', 'not zlib data');
  }
  if (finalSize < 0) throw new FormatError('status-list/compression', 'zlib data that is cut off');
  return { bits, bytes: concatBytes(...chunks) };
}
