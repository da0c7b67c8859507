import type { TextEncodingName } from './stream-decoder.ts';
import { StreamDecoder } from './stream-decoder.ts';

/** Text of a file together with how it was read. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Physical lines (from 1) with bytes that the encoding cannot mean; read as U+FFFD. */
  readonly brokenLines: readonly number[];
}

/** Reads the bytes of a whole text file ({@link StreamDecoder}); `undefined` when no encoding fits. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const decoder = new StreamDecoder();
  const text = decoder.write(bytes) + decoder.end();
  const { encoding } = decoder;
  return encoding === undefined
    ? undefined
    : { text, encoding, brokenLines: decoder.takeBrokenLines() };
}
