/** What bytes say about the encoding of a text that is no UTF-16. */
export interface EncodingEvidence {
  /** Bytes of letters in UTF-8 that Windows-874 would hardly have side by side. */
  utf8: number;
  /** Bytes that are no part of well-formed UTF-8. */
  notUtf8: number;
  /** Bytes of Thai words in Windows-874, of which some may be well-formed UTF-8 by chance. */
  windows874: number;
  /** Bytes that mean nothing in Windows-874. */
  notWindows874: number;
  /** Bytes beyond ASCII. */
  high: number;
}

interface Run {
  readonly from: number;
  readonly to: number;
  /** Whether a letter of ASCII stands before or behind it: then it is part of a word in Latin letters. */
  readonly touchesLetter: boolean;
}

/**
 * Gathers what the bytes beyond ASCII say, run by run. Two Thai letters of Windows-874 are often well-formed
 * UTF-8 by chance (`สด` is also `ʴ`), so only what can hardly be chance counts for UTF-8: Thai letters as
 * UTF-8 has them, signs with bytes that are no Thai letters, and accents within words in Latin letters.
 * @param before the byte that stands before the first one.
 */
export function findEvidence(bytes: Uint8Array, before: number): EncodingEvidence {
  const evidence = { utf8: 0, notUtf8: 0, windows874: 0, notWindows874: 0, high: 0 };
  for (const run of highRuns(bytes, before)) addRun(evidence, bytes, run);
  return evidence;
}

/** How many bytes at the end begin a UTF-8 sequence that is not there as a whole: 0 to 3. */
export function incompleteTailLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return expectedLength(byte) > back ? back : 0;
  }
  return 0;
}

function* highRuns(bytes: Uint8Array, before: number): Generator<Run> {
  let from = 0;
  while (from < bytes.length) {
    if (bytes[from]! < 0x80) {
      from++;
      continue;
    }
    let to = from + 1;
    while (to < bytes.length && bytes[to]! >= 0x80) to++;
    const previous = from === 0 ? before : bytes[from - 1]!;
    yield { from, to, touchesLetter: isAsciiLetter(previous) || isAsciiLetter(bytes[to] ?? 0) };
    from = to;
  }
}

function addRun(evidence: EncodingEvidence, bytes: Uint8Array, run: Run): void {
  const { from, to, touchesLetter } = run;
  let utf8 = 0;
  let notUtf8 = 0;
  let letters = 0;
  let firstLetter = 0;
  let misfits = 0;
  let hasRareLead = false;
  for (let index = from; index < to;) {
    const length = Math.max(sequenceLength(bytes, index), 1);
    const isSequence = length > 1;
    if (!isSequence) notUtf8++;
    else if (isUnlikelyInWindows874(bytes, index, length) || touchesLetter) utf8 += length;
    for (let offset = 0; offset < length; offset++) {
      const byte = bytes[index + offset]!;
      if (isThaiLetter(byte) && letters++ === 0) firstLetter = byte;
      if (!isWindows874(byte)) misfits++;
    }
    hasRareLead ||= isSequence && bytes[index]! >= 0xc4 && bytes[index]! <= 0xcd;
    index += length;
  }
  evidence.notWindows874 += misfits;
  evidence.high += to - from;
  evidence.utf8 += utf8;
  evidence.notUtf8 += notUtf8;
  // A byte or two within a Latin word are a broken accent; what is UTF-8 as a whole needs more to be Thai.
  const isThaiWord = notUtf8 > 0 ? letters > 2 || !touchesLetter : hasRareLead && utf8 === 0;
  if (isThaiWord && misfits === 0 && letters > 0 && mayBeginThaiWord(firstLetter)) {
    evidence.windows874 += letters;
  }
}

/** Thai as UTF-8 has it, or a sequence with bytes that are no Thai letters in Windows-874. */
function isUnlikelyInWindows874(bytes: Uint8Array, index: number, length: number): boolean {
  const [first, second, third] = [bytes[index]!, bytes[index + 1]!, bytes[index + 2] ?? 0];
  if (first === 0xe0 && length === 3) {
    return (second === 0xb8 && third !== 0x80) || (second === 0xb9 && third <= 0x9b);
  }
  for (let offset = 1; offset < length; offset++) {
    if (!isThaiLetter(bytes[index + offset]!)) return true;
  }
  return false;
}

/** Thai letters, vowels, marks and digits as TIS-620 has them. */
function isThaiLetter(byte: number): boolean {
  return (byte >= 0xa1 && byte <= 0xda) || (byte >= 0xdf && byte <= 0xfb);
}

/** Consonants, vowels that are written before them, and digits: marks follow a letter. */
function mayBeginThaiWord(byte: number): boolean {
  return byte <= 0xcf || (byte >= 0xe0 && byte <= 0xe4) || byte >= 0xf0;
}

/** Thai letters as TIS-620 has them, and the few other signs of Windows-874. */
function isWindows874(byte: number): boolean {
  return (
    isThaiLetter(byte) ||
    byte === 0xa0 ||
    byte === 0x80 ||
    byte === 0x85 ||
    (byte >= 0x91 && byte <= 0x97)
  );
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Bytes of the well-formed sequence at this place; 0 for a byte that begins none. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const length = expectedLength(bytes[index]!);
  for (let offset = 1; offset < length; offset++) {
    const next = bytes[index + offset];
    if (next === undefined || (next & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** Bytes of the sequence that a byte begins; 0 for a byte that begins none. */
function expectedLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
}
