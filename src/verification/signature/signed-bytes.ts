/**
 * The two parts of a file that a `/ByteRange` names, in order; `undefined` when it reaches beyond the file. Whether they
 * are the right ones is for the coverage checks to say.
 */
export function findSignedBytes(
  file: Uint8Array,
  byteRange: readonly [number, number, number, number] | null,
): readonly Uint8Array[] | undefined {
  if (!byteRange) return undefined;
  const [firstStart, firstLength, secondStart, secondLength] = byteRange;
  const firstEnd = firstStart + firstLength;
  const secondEnd = secondStart + secondLength;
  if (firstEnd > file.length || secondEnd > file.length) return undefined;
  return [file.subarray(firstStart, firstEnd), file.subarray(secondStart, secondEnd)];
}
