import { FormatError } from '../../../shared/format-error.ts';
import type { PdfDict } from '../pdf-value.ts';

/** Where an object is, as one cross-reference section says (ISO 32000-2 §7.5.4, §7.5.8.3). */
export type XrefEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number };

/** Most of what a hostile section may list, so that each takes no memory of its own. */
export const FREE: XrefEntry = { kind: 'free' };

/** Counts the entries of a whole file against its limit. */
export class EntryBudget {
  readonly #maxObjects: number;
  #taken = 0;

  constructor(maxObjects: number) {
    this.#maxObjects = maxObjects;
  }

  take(number: number, offset: number): void {
    if (number >= this.#maxObjects || ++this.#taken > this.#maxObjects) {
      throw new FormatError('pdf/limit', 'too many objects', offset);
    }
  }
}

/** The value of a key that must be a whole number written in place. */
export function countOf(dict: PdfDict, key: string, offset: number): number {
  const value = dict.entries.get(key);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new FormatError('pdf/xref', `/${key} must be a whole number`, offset);
  }
  return value;
}

/** As {@link countOf}, but `undefined` when the key is absent. */
export function findCount(dict: PdfDict, key: string, offset: number): number | undefined {
  return dict.entries.has(key) ? countOf(dict, key, offset) : undefined;
}
