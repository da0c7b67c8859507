import { INPUT } from './memory-map';

const MODULUS: u32 = 65521;
/** Bytes after which no sum has passed 32 bits. */
const MOST_AT_ONCE: usize = 5536;

/** The checksum of a zlib stream (RFC 1950 §8.2), sixteen bytes at a time. */
export function adler32(length: u32): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  let at = INPUT;
  const end = INPUT + length;
  // What each of sixteen bytes counts in the sum of sums at their end.
  const firstWeights = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const lastWeights = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (at + 16 <= end) {
    const stop = min<usize>(end - 15, at + MOST_AT_ONCE);
    const blocks = <u32>((stop - at + 15) >> 4);
    let sums = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    let earlier = i32x4.splat(0);
    b += (a * (blocks << 4)) % MODULUS;
    for (; at < stop; at += 16) {
      const bytes = v128.load(at);
      earlier = i32x4.add(earlier, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      weighted = i32x4.add(
        weighted,
        i32x4.add(
          i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), firstWeights),
          i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), lastWeights),
        ),
      );
    }
    weighted = i32x4.add(weighted, i32x4.shl(earlier, 4));
    a = (a + lanes(sums)) % MODULUS;
    b = (b + reducedLanes(weighted)) % MODULUS;
  }
  for (; at < end; at++) {
    a += load<u8>(at);
    b += a;
  }
  return ((b % MODULUS) << 16) | (a % MODULUS);
}

function lanes(sums: v128): u32 {
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

function reducedLanes(sums: v128): u32 {
  return (
    (<u32>i32x4.extract_lane(sums, 0) % MODULUS) +
    (<u32>i32x4.extract_lane(sums, 1) % MODULUS) +
    (<u32>i32x4.extract_lane(sums, 2) % MODULUS) +
    (<u32>i32x4.extract_lane(sums, 3) % MODULUS)
  );
}
