import { AppError } from '../../shared/app-error.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { parseTrustList } from '../../trust/parse-trust-list.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import type { TrustListSource } from '../verifier-environment.ts';

/** Reads the trust list at every question and parses it again only when it has changed. */
export class TrustListReader {
  readonly #source: TrustListSource;
  #text: string | undefined;
  #list: TrustList | undefined;

  constructor(source: TrustListSource) {
    this.#source = source;
  }

  /** @throws AppError `input-unreadable` when it cannot be read, or is not as a trust list should be. */
  async read(): Promise<TrustList> {
    const text = await this.#source.read();
    if (this.#list === undefined || text !== this.#text) {
      this.#list = parseOrExplain(text);
      this.#text = text;
    }
    return this.#list;
  }
}

function parseOrExplain(text: string): TrustList {
  try {
    return parseTrustList(text);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw new AppError(
      'input-unreadable',
      {
        th: `รายชื่อผู้ที่เชื่อถือมีรูปแบบไม่ถูกต้อง (${error.code})`,
        en: `The trust list is not well formed (${error.message}).`,
      },
      { cause: error },
    );
  }
}
