import { constants, deflateRawSync } from 'node:zlib';

/** Two bytes that begin every zlib stream of ours: 32 kB window, no preset dictionary (RFC 1950 §2.2). */
const HEADER = Uint8Array.of(0x78, 0xda);
const ADLER_MODULUS = 65_521;
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

/**
 * A zlib stream of some bytes stored as they are, a prepared middle, and more stored bytes: what differs
 * from stream to stream is short, and what is long is deflated already.
 */
export function joinZlib(
  before: Uint8Array,
  middle: DeflatedMiddle,
  after: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const first = storedBlock(before, false);
  const last = storedBlock(after, true);
  const whole = new Uint8Array(2 + first.length + middle.blocks.length + last.length + 4);
  whole.set(HEADER);
  whole.set(first, 2);
  whole.set(middle.blocks, 2 + first.length);
  whole.set(last, 2 + first.length + middle.blocks.length);
  const both = joinChecksums(adler32(before), middle.checksum, middle.plainLength);
  const checksum = joinChecksums(both, adler32(after), after.length);
  new DataView(whole.buffer).setUint32(whole.length - 4, checksum);
  return whole;
}

function storedBlock(bytes: Uint8Array, isLast: boolean): Uint8Array {
  if (bytes.length > MOST_STORED) throw new RangeError('too long for a stored block');
  const block = new Uint8Array(5 + bytes.length);
  const view = new DataView(block.buffer);
  block[0] = isLast ? 1 : 0;
  view.setUint16(1, bytes.length, true);
  view.setUint16(3, ~bytes.length & 0xffff, true);
  block.set(bytes, 5);
  return block;
}

/** RFC 1950 §8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % ADLER_MODULUS;
    b = (b + a) % ADLER_MODULUS;
  }
  return b * 0x10000 + a;
}

/** The checksum of two byte strings one after the other, from theirs: sums of sums, so it is linear. */
function joinChecksums(left: number, right: number, rightLength: number): number {
  const [leftA, leftB] = [left % 0x10000, Math.floor(left / 0x10000)];
  const [rightA, rightB] = [right % 0x10000, Math.floor(right / 0x10000)];
  const a = (leftA + rightA + ADLER_MODULUS - 1) % ADLER_MODULUS;
  const b = (leftB + rightB + rightLength * (leftA + ADLER_MODULUS - 1)) % ADLER_MODULUS;
  return b * 0x10000 + a;
}
