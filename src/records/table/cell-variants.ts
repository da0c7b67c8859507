import type { Column } from '../columns.ts';
import { RULES } from '../rules/rules.ts';
import type { ReadValue, ValueContext } from '../values/read-value.ts';
import { readValue } from '../values/value-readers.ts';

/** What rows of one record say in one cell, and where. */
interface Variant {
  /** Number of its text in the pool. */
  readonly text: number;
  /** Rows that say so, as far as they are known. */
  readonly lines: number[];
  count: number;
}

/** A cell that says something else than its record, or something that cannot be read. */
interface Deviation {
  readonly line: number;
  readonly text: string;
  /** Set when the text is wrong by itself: then that is what is to be said of it. */
  readonly findings: ReadValue['findings'] | undefined;
}

/** What a record says in a cell on which its rows disagree. */
interface Agreement {
  readonly text: number;
  readonly line: number;
  readonly deviations: readonly Deviation[];
}

const VARIANT_BYTES = 120;
const LINE_BYTES = 8;

/**
 * Cells on which the rows of a record disagree, kept until all rows are there: then it is known that one
 * row says something else than ten others, and not ten than one, whichever comes first.
 */
export class CellVariants {
  readonly #byCell = new Map<number, Variant[]>();
  #bytes = 0;

  /** About how much memory they take. */
  get bytes(): number {
    return this.#bytes;
  }

  has(cell: number): boolean {
    return this.#byCell.size > 0 && this.#byCell.has(cell);
  }

  /**
   * @param cell numbers the cell within its table.
   * @param count rows that say so, of which only the first is known.
   */
  add(cell: number, text: number, line: number, count = 1): void {
    const variants = this.#byCell.get(cell) ?? [];
    if (variants.length === 0) this.#byCell.set(cell, variants);
    const known = variants.find((variant) => variant.text === text);
    this.#bytes += LINE_BYTES;
    if (known === undefined) {
      variants.push({ text, lines: [line], count });
      this.#bytes += VARIANT_BYTES;
    } else {
      known.lines.push(line);
      known.count += count;
    }
  }

  /**
   * What most rows say, of what can be read, and of as many the first; and which rows say otherwise.
   * @param textOf the text with a number.
   */
  settle(
    cell: number,
    { kind }: Column,
    textOf: (number: number) => string,
    context: ValueContext,
  ): Agreement | undefined {
    const variants = this.#byCell.get(cell);
    if (variants === undefined) return undefined;
    this.#byCell.delete(cell);
    const read = variants.map((variant) => {
      const text = textOf(variant.text);
      const { value, findings } = readValue(kind, text, context);
      const isSound =
        value !== undefined && findings.every(({ code }) => RULES[code].severity !== 'error');
      return { ...variant, written: text, findings, meaning: isSound ? value : undefined };
    });
    const weightOf = ({ meaning, count }: (typeof read)[number]): number =>
      meaning === undefined
        ? count - Number.MAX_SAFE_INTEGER
        : read.reduce((sum, other) => sum + (other.meaning === meaning ? other.count : 0), 0);
    const kept = read.reduce((best, one) => (weightOf(one) > weightOf(best) ? one : best));
    const others = read.filter(
      (one) => one !== kept && (one.meaning === undefined || one.meaning !== kept.meaning),
    );
    const deviations = others.flatMap(({ lines, written, findings, meaning }) =>
      lines.map((line) => ({
        line,
        text: written,
        findings: meaning === undefined ? findings : undefined,
      })),
    );
    return { text: kept.text, line: kept.lines[0]!, deviations };
  }
}
