/** Every high byte is one of Windows-874, Thai letters stand in runs, and little of it reads as UTF-8. */
export function looksLikeWindows874(bytes: Uint8Array): boolean {
  let longestRun = 0;
  let run = 0;
  for (const byte of bytes) {
    if (byte < 0x80) {
      run = 0;
    } else {
      if (!isWindows874(byte)) return false;
      run++;
      if (run > longestRun) longestRun = run;
    }
  }
  return longestRun >= 2 && !isMostlyUtf8(bytes);
}

/** Whether more high bytes stand in well-formed UTF-8 sequences than alone. */
export function isMostlyUtf8(bytes: Uint8Array): boolean {
  let inSequences = 0;
  let alone = 0;
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length > 1) inSequences += length;
    else if (length === 0) alone++;
    index += Math.max(length, 1);
  }
  return inSequences > alone;
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

/** Thai letters as TIS-620 has them, and the few other signs of Windows-874. */
function isWindows874(byte: number): boolean {
  return (
    (byte >= 0xa0 && byte <= 0xda) ||
    (byte >= 0xdf && byte <= 0xfb) ||
    byte === 0x80 ||
    byte === 0x85 ||
    (byte >= 0x91 && byte <= 0x97)
  );
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
