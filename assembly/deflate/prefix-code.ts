import {
  BUCKETS,
  CODES_OF_LENGTH,
  DEPTHS,
  NEXT_CODES,
  PARENTS,
  SORTED,
  WEIGHTS,
} from './memory-map';

/** Counts from here on are sorted one by one: there are few. */
const LAST_BUCKET: u32 = 255;

/**
 * Huffman's code for symbols that occur so often, none longer than allowed (RFC 1951 §3.2.2).
 * @param counts u32 each; where fewer than two symbols occur, others are counted once, so that a code there is.
 * @param bits becomes the length of each code, 0 for symbols that do not occur.
 * @param codes becomes the code, its first bit lowest.
 */
export function buildCode(
  counts: usize,
  bits: usize,
  codes: usize,
  symbols: u32,
  longest: u32,
): void {
  const used = sortSymbols(counts, symbols);
  countLengths(counts, used, longest);
  memory.fill(bits, 0, symbols);
  let index: u32 = 0;
  for (let length = longest; length > 0; length--) {
    for (let left = codesOfLength(length); left > 0; left--) {
      store<u8>(bits + sortedSymbol(index++), <u8>length);
    }
  }
  assignCodes(bits, codes, symbols, longest);
}

/** Symbols that occur, the rarest first. @returns how many. */
function sortSymbols(counts: usize, symbols: u32): u32 {
  let used: u32 = 0;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    if (countOf(counts, symbol) > 0) used++;
  }
  for (let symbol: u32 = 0; used < 2; symbol++) {
    if (countOf(counts, symbol) > 0) continue;
    store<u32>(counts + (symbol << 2), 1);
    used++;
  }
  memory.fill(BUCKETS, 0, (LAST_BUCKET + 2) << 1);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = countOf(counts, symbol);
    if (count > 0) setBucket(bucketOf(count) + 1, bucket(bucketOf(count) + 1) + 1);
  }
  for (let index: u32 = 1; index < LAST_BUCKET + 2; index++) {
    setBucket(index, bucket(index) + bucket(index - 1));
  }
  const frequent = bucket(LAST_BUCKET);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = countOf(counts, symbol);
    if (count == 0) continue;
    const at = bucket(bucketOf(count));
    setSorted(at, symbol);
    setBucket(bucketOf(count), at + 1);
  }
  for (let index = frequent + 1; index < used; index++) {
    const symbol = sortedSymbol(index);
    const count = countOf(counts, symbol);
    let at = index;
    for (; at > frequent && countOf(counts, sortedSymbol(at - 1)) > count; at--) {
      setSorted(at, sortedSymbol(at - 1));
    }
    setSorted(at, symbol);
  }
  return used;
}

/** How many codes have each length: those of Huffman's tree, the too long ones shortened. */
function countLengths(counts: usize, used: u32, longest: u32): void {
  for (let index: u32 = 0; index < used; index++) {
    setWeight(index, countOf(counts, sortedSymbol(index)));
  }
  // Leaves are sorted and nodes are made in order of their weight: the two lightest are always in front.
  let leaf: u32 = 0;
  let node = used;
  const root: u32 = 2 * used - 2;
  for (let made = used; made <= root; made++) {
    let sum: u32 = 0;
    for (let child: u32 = 0; child < 2; child++) {
      const takesLeaf = leaf < used && (node >= made || weight(leaf) <= weight(node));
      const lightest = takesLeaf ? leaf++ : node++;
      sum += weight(lightest);
      store<u16>(PARENTS + (lightest << 1), <u16>made);
    }
    setWeight(made, sum);
  }
  memory.fill(CODES_OF_LENGTH, 0, 17 << 2);
  store<u8>(DEPTHS + root, 0);
  let isTooLong = false;
  for (let index = <i32>root - 1; index >= 0; index--) {
    let depth: u32 = <u32>load<u8>(DEPTHS + load<u16>(PARENTS + (index << 1))) + 1;
    store<u8>(DEPTHS + index, <u8>depth);
    if (<u32>index >= used) continue;
    if (depth > longest) {
      depth = longest;
      isTooLong = true;
    }
    setCodesOfLength(depth, codesOfLength(depth) + 1);
  }
  if (isTooLong) makeRoom(longest);
}

/** Lengthens the longest codes that may be longer until there is room for all. */
function makeRoom(longest: u32): void {
  let taken: u32 = 0;
  for (let length: u32 = 1; length <= longest; length++) {
    taken += codesOfLength(length) << (longest - length);
  }
  for (; taken > (<u32>1) << longest; taken--) {
    let length = longest - 1;
    while (codesOfLength(length) == 0) length--;
    setCodesOfLength(length, codesOfLength(length) - 1);
    setCodesOfLength(length + 1, codesOfLength(length + 1) + 2);
    setCodesOfLength(longest, codesOfLength(longest) - 1);
  }
}

/** Numbers codes of each length in the order of their symbols. */
function assignCodes(bits: usize, codes: usize, symbols: u32, longest: u32): void {
  let code: u32 = 0;
  for (let length: u32 = 1; length <= longest; length++) {
    if (length > 1) code = (code + codesOfLength(length - 1)) << 1;
    store<u32>(NEXT_CODES + (length << 2), code);
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const length: u32 = load<u8>(bits + symbol);
    if (length == 0) continue;
    const next = load<u32>(NEXT_CODES + (length << 2));
    store<u32>(NEXT_CODES + (length << 2), next + 1);
    store<u16>(codes + (symbol << 1), <u16>(reversed(next) >>> (16 - length)));
  }
}

/** Sixteen bits, the last first. */
function reversed(bits: u32): u32 {
  bits = ((bits >>> 1) & 0x5555) | ((bits & 0x5555) << 1);
  bits = ((bits >>> 2) & 0x3333) | ((bits & 0x3333) << 2);
  bits = ((bits >>> 4) & 0x0f0f) | ((bits & 0x0f0f) << 4);
  return ((bits >>> 8) & 0xff) | ((bits & 0xff) << 8);
}

function countOf(counts: usize, symbol: u32): u32 {
  return load<u32>(counts + (symbol << 2));
}

function bucketOf(count: u32): u32 {
  return min<u32>(count, LAST_BUCKET);
}

function bucket(index: u32): u32 {
  return load<u16>(BUCKETS + (index << 1));
}

function setBucket(index: u32, value: u32): void {
  store<u16>(BUCKETS + (index << 1), <u16>value);
}

function sortedSymbol(index: u32): u32 {
  return load<u16>(SORTED + (index << 1));
}

function setSorted(index: u32, symbol: u32): void {
  store<u16>(SORTED + (index << 1), <u16>symbol);
}

function weight(index: u32): u32 {
  return load<u32>(WEIGHTS + (index << 2));
}

function setWeight(index: u32, value: u32): void {
  store<u32>(WEIGHTS + (index << 2), value);
}

function codesOfLength(length: u32): u32 {
  return load<u32>(CODES_OF_LENGTH + (length << 2));
}

function setCodesOfLength(length: u32, value: u32): void {
  store<u32>(CODES_OF_LENGTH + (length << 2), value);
}
