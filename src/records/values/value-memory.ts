import type { ValueKind } from '../columns.ts';
import type { ReadValue, ValueContext } from './read-value.ts';
import { readValue } from './value-readers.ts';

/** Different texts of one kind that are remembered; then all are forgotten. */
const REMEMBERED_TEXTS = 10_000;
/** Longer texts hardly ever come again. */
const MAX_REMEMBERED_LENGTH = 200;

/** Reads values as {@link readValue}, each different text once: a batch repeats the same titles and grades. */
export class ValueMemory {
  readonly #context: ValueContext;
  readonly #known = new Map<ValueKind, Map<string, ReadValue>>();

  constructor(context: ValueContext) {
    this.#context = context;
  }

  read(kind: ValueKind, text: string): ReadValue {
    if (text.length > MAX_REMEMBERED_LENGTH) return readValue(kind, text, this.#context);
    let known = this.#known.get(kind);
    if (known === undefined || known.size >= REMEMBERED_TEXTS) {
      known = new Map();
      this.#known.set(kind, known);
    }
    let value = known.get(text);
    if (value === undefined) {
      value = readValue(kind, text, this.#context);
      known.set(text, value);
    }
    return value;
  }
}
