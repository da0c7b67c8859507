import { constants, deflateRawSync } from 'node:zlib';

/** Two bytes that begin every zlib stream of ours: 32 kB window, no preset dictionary (RFC 1950 §2.2). */
const HEADER = Uint8Array.of(0x78, 0xda);
const ADLER_MODULUS = 65_521;
/** An empty block with fixed codes, marked as the last (RFC 1951 §3.2.3, §3.2.6). */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
/** A stored block holds at most this many bytes (RFC 1951 §3.2.4). */
const MOST_STORED = 0xffff;

/** Bytes deflated once, to stand in the middle of many zlib streams. */
export interface DeflatedMiddle {
  /** Complete deflate blocks that end on a byte boundary, none of them the last. */
  readonly blocks: Uint8Array;
  readonly checksum: number;
  readonly plainLength: number;
}

/** Deflates what many streams have in common. */
export function deflateMiddle(plain: Uint8Array): DeflatedMiddle {
  const blocks = deflateRawSync(plain, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  return { blocks, checksum: adler32(plain), plainLength: plain.length };
}

/** Bytes that stand in a stream as they are, or a prepared middle. */
type StreamPart = Uint8Array | DeflatedMiddle;

/**
 * A zlib stream of some parts one after the other: what differs from stream to stream is short and stored as it
 * is, and what is long is deflated already.
 */
export function joinZlib(...parts: readonly StreamPart[]): Uint8Array<ArrayBuffer> {
  const blocks = parts.map((part) => ('blocks' in part ? part.blocks : storedBlock(part)));
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const whole = new Uint8Array(HEADER.length + length + LAST_BLOCK.length + 4);
  whole.set(HEADER);
  let at = HEADER.length;
  let checksum = 1;
  blocks.forEach((block, index) => {
    const part = parts[index]!;
    whole.set(block, at);
    at += block.length;
    checksum =
      'blocks' in part
        ? joinChecksums(checksum, part.checksum, part.plainLength)
        : adler32(part, checksum);
  });
  whole.set(LAST_BLOCK, at);
  new DataView(whole.buffer).setUint32(whole.length - 4, checksum);
  return whole;
}

function storedBlock(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MOST_STORED) throw new RangeError('too long for a stored block');
  const block = new Uint8Array(5 + bytes.length);
  const view = new DataView(block.buffer);
  view.setUint16(1, bytes.length, true);
  view.setUint16(3, ~bytes.length & 0xffff, true);
  block.set(bytes, 5);
  return block;
}

/**
 * RFC 1950 §8.2. The sums of one stored block are far from what a number holds exactly.
 * @param before checksum of the bytes before.
 */
function adler32(bytes: Uint8Array, before = 1): number {
  let a = before % 0x10000;
  let b = Math.floor(before / 0x10000);
  for (const byte of bytes) {
    a += byte;
    b += a;
  }
  return (b % ADLER_MODULUS) * 0x10000 + (a % ADLER_MODULUS);
}

/** The checksum of two byte strings one after the other, from theirs: sums of sums, so it is linear. */
function joinChecksums(left: number, right: number, rightLength: number): number {
  const [leftA, leftB] = [left % 0x10000, Math.floor(left / 0x10000)];
  const [rightA, rightB] = [right % 0x10000, Math.floor(right / 0x10000)];
  const a = (leftA + rightA + ADLER_MODULUS - 1) % ADLER_MODULUS;
  const b = (leftB + rightB + rightLength * (leftA + ADLER_MODULUS - 1)) % ADLER_MODULUS;
  return b * 0x10000 + a;
}
