import {
  DISTANCE_COUNTS,
  HASH_BITS,
  HEADS,
  HEADS_BYTES,
  INPUT,
  LITERAL_COUNTS,
  STEPS,
  TOKENS,
} from './memory-map';
import { distanceSymbol, FIRST_LENGTH, lengthSymbol, LONGEST_MATCH } from './symbols';

/** Matches of three bytes cost as much as the bytes. */
const SHORTEST_MATCH: u32 = 4;
/** Earlier places with the same four bytes that are tried. */
const MOST_TRIED: u32 = 6;
/** A match as long is taken without looking for a longer one. */
const LONG_ENOUGH: u32 = 32;
/** Inside of a longer match only its last two places are remembered. */
const REMEMBERED_MATCH: u32 = 8;
const WINDOW: i32 = 32768;

/**
 * Places are counted on from content to content, so that the table of hashes need not be emptied: what is below
 * this is of an earlier one.
 */
let firstPlace: u32 = 1;

/** Distance of the match that {@link findMatch} found last. */
let foundDistance: u32 = 0;

/**
 * Divides the content into literals and matches (RFC 1951 §4), and counts their symbols. The longest of a few
 * candidates is taken at once: looking a byte ahead would make content two per cent smaller and take a sixth longer.
 * @returns where the tokens end.
 */
export function findTokens(length: u32): usize {
  let token = TOKENS;
  let at: u32 = 0;
  // From here on there are not four bytes to hash.
  const limit: u32 = length < SHORTEST_MATCH ? 0 : length - SHORTEST_MATCH + 1;
  while (at < limit) {
    const candidate = remember(at, load<u32>(INPUT + at));
    const matched: u32 =
      candidate < 0 ? 0 : findMatch(at, candidate, min<u32>(LONGEST_MATCH, length - at));
    if (matched == 0) {
      token = addLiteral(token, at++);
      continue;
    }
    store<u32>(token, (matched << 15) | (foundDistance - 1));
    token += 4;
    count(LITERAL_COUNTS, FIRST_LENGTH + lengthSymbol(matched));
    count(DISTANCE_COUNTS, distanceSymbol(foundDistance - 1));
    const end = at + matched;
    const stop = min<u32>(end, limit);
    let inside = matched > REMEMBERED_MATCH ? end - 2 : at + 1;
    for (; inside < stop; inside++) remember(inside, load<u32>(INPUT + inside));
    at = end;
  }
  while (at < length) token = addLiteral(token, at++);
  forget(length);
  return token;
}

function addLiteral(token: usize, at: u32): usize {
  const byte: u32 = load<u8>(INPUT + at);
  store<u32>(token, byte);
  count(LITERAL_COUNTS, byte);
  return token + 4;
}

function count(counts: usize, symbol: u32): void {
  const at = counts + (symbol << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Enters a place under its four bytes. @returns the place before it with the same hash, negative for none. */
function remember(place: u32, bytes: u32): i32 {
  const head = HEADS + (((bytes * 0x9e3779b1) >>> (32 - HASH_BITS)) << 2);
  const before = <i32>(load<u32>(head) - firstPlace);
  store<u32>(head, place + firstPlace);
  const step: u32 = before < 0 ? 0 : min<u32>(place - <u32>before, 65535);
  store<u16>(STEPS + ((place & (WINDOW - 1)) << 1), <u16>step);
  return before;
}

function forget(length: u32): void {
  firstPlace += length;
  if (firstPlace < END_OF_PLACES) return;
  firstPlace = 1;
  memory.fill(HEADS, 0, HEADS_BYTES);
}

/** Places are held against each other as signed numbers. */
const END_OF_PLACES: u32 = 0x3fffffff;

/** Length of the longest match among the candidates from `candidate` back, 0 for none. */
function findMatch(place: u32, candidate: i32, longest: u32): u32 {
  const here = INPUT + place;
  const bytes = load<u32>(here);
  const lowest = <i32>place - WINDOW;
  let best: u32 = SHORTEST_MATCH - 1;
  let tried: u32 = 0;
  while (candidate >= 0 && candidate >= lowest) {
    const there = INPUT + candidate;
    if (load<u32>(there) == bytes && load<u8>(there + best) == load<u8>(here + best)) {
      const matched = min<u32>(longest, matchedBytes(here, there, longest));
      if (matched > best) {
        best = matched;
        foundDistance = place - <u32>candidate;
        if (matched >= LONG_ENOUGH || matched == longest) break;
      }
    }
    if (++tried == MOST_TRIED) break;
    const step = <i32>load<u16>(STEPS + (((<u32>candidate) & (WINDOW - 1)) << 1));
    if (step == 0) break;
    candidate -= step;
  }
  return best < SHORTEST_MATCH ? 0 : best;
}

/** How many bytes are the same, the first four being known to be; may be a few more than `longest`. */
function matchedBytes(here: usize, there: usize, longest: u32): u32 {
  let matched: u32 = 4;
  while (matched < longest) {
    const differing = load<u64>(here + matched) ^ load<u64>(there + matched);
    if (differing != 0) return matched + <u32>(ctz(differing) >>> 3);
    matched += 8;
  }
  return matched;
}
