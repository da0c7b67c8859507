import type { RecordsSource } from '../../records/check-records.ts';
import { findUncarriedElements } from '../../records/convert/find-uncarried-elements.ts';
import { DEFAULT_LIMITS } from '../../records/limits.ts';

/** No message is longer, and a longer one is refused anyway. */
const MAX_BYTES = DEFAULT_LIMITS.recordLength;

/** What national messages say and records have no place for, gathered while their files are read. */
export class UncarriedElements {
  readonly #names = new Set<string>();

  get names(): readonly string[] {
    return [...this.#names];
  }

  /** The same file, looked at as it is read, when it is a message. */
  watch(source: RecordsSource): RecordsSource {
    return { ...source, pieces: this.#read(source.pieces) };
  }

  async *#read(pieces: RecordsSource['pieces']): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder();
    let text = '';
    let isMessage = true;
    for await (const piece of pieces) {
      if (isMessage) {
        text += decoder.decode(piece, { stream: true });
        isMessage = text.length <= MAX_BYTES && /^\uFEFF?\s*(<|$)/.test(text.slice(0, 256));
        if (!isMessage) text = '';
      }
      yield piece;
    }
    for (const name of findUncarriedElements(text)) this.#names.add(name);
  }
}
