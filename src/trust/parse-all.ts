import { isFormatError } from '../shared/format-error.ts';

/** What can be read of a collection that strangers filled. */
export function parseAll<Item>(
  encodings: readonly Uint8Array[],
  parse: (bytes: Uint8Array) => Item,
): readonly Item[] {
  return encodings.flatMap((bytes) => {
    try {
      return [parse(bytes)];
    } catch (error) {
      if (isFormatError(error)) return [];
      throw error;
    }
  });
}
