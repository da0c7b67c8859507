import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfStream,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import { FormatError } from '../../../shared/format-error.ts';
import { pathStep, type Comparison } from './comparison.ts';

/**
 * Visits every object that the newest trailer leads to, each once, and rejects each reference to a changed
 * object that no rule has claimed or shared: whatever the rules do not know is a forbidden change.
 * @returns the numbers of the objects it reached.
 */
export function walkGraph(comparison: Comparison): ReadonlySet<number> {
  const walk = new GraphWalk(comparison);
  walk.run();
  return walk.reached;
}

class GraphWalk {
  readonly reached = new Set<number>();
  readonly #comparison: Comparison;
  readonly #pending: number[] = [];
  readonly #trail: (string | number)[] = [];
  #holder = 0;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  run(): void {
    const { newest } = this.#comparison;
    this.#scan(newest.trailer);
    for (;;) {
      const number = this.#pending.pop();
      if (number === undefined) return;
      this.#holder = number;
      try {
        this.#scan(newest.read(number));
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        // What we cannot read, another reader may repair in its own way.
        this.#reject(`An object cannot be read (${error.code}).`);
      }
    }
  }

  /** Nesting is bounded by the parser, so recursion is safe here. */
  #scan(value: PdfValue): void {
    if (isPdfReference(value)) this.#visit(value.number);
    else if (isPdfArray(value)) {
      for (const [index, item] of value.entries()) this.#scanChild(index, item);
    } else if (isPdfDict(value) || isPdfStream(value)) {
      const dict = isPdfDict(value) ? value : value.dict;
      for (const [key, item] of dict.entries) this.#scanChild(key, item);
    }
  }

  #scanChild(key: string | number, value: PdfValue): void {
    if (typeof value !== 'object' || value === null) return;
    this.#trail.push(key);
    this.#scan(value);
    this.#trail.pop();
  }

  #visit(number: number): void {
    const comparison = this.#comparison;
    if (comparison.changed.has(number) && !comparison.isShared(number)) {
      if (!comparison.isClaimed(this.#holder, this.#path())) {
        this.#reject(`A reference leads to changed object ${number}.`);
        return;
      }
    }
    if (this.reached.has(number)) return;
    this.reached.add(number);
    this.#pending.push(number);
  }

  #path(): string {
    return this.#trail.reduce<string>((path, key) => pathStep(path, key), '');
  }

  #reject(what: string): void {
    this.#comparison.reject({ holder: this.#holder, path: this.#path(), value: null }, what);
  }
}
