import { FormatError, isFormatError } from '../../shared/format-error.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfStream,
  type PdfDict,
  type PdfValue,
} from './pdf-value.ts';
import type { ReferenceVisitor } from './syntax/reference-scan.ts';
import type { ObjectNumbers } from './xref/entry-history.ts';

/** Each takes some hundred bytes of memory, to be judged one by one. */
const MOST_PLACES = 500_000;
const MOST_UNREADABLE = 10_000;

/** Where a reference stands: the object that holds it (0 for the trailer) and the JSON pointer in it. */
interface ReferencePlace {
  readonly holder: number;
  readonly path: string;
}

/** Everything that a revision's trailer leads to. */
export interface ObjectGraph {
  /** Objects that some section lists. */
  readonly reached: ObjectNumbers;
  /** Objects among them that cannot be read, each with the code of its FormatError. */
  readonly unreadable: ReadonlyMap<number, string>;
  /** Streams among these whose dictionaries could be read, and whose references are known. */
  readonly onlyDataDamaged: ReadonlySet<number>;
  /** All references to one of the watched objects. */
  referencesTo(number: number): readonly ReferencePlace[];
}

/** What of a revision the graph is made from. */
interface GraphSource {
  readonly trailer: PdfDict;
  readOnce(number: number): PdfValue;
  scan(number: number, visit: ReferenceVisitor): boolean;
  dictOf(number: number): PdfDict | undefined;
}

/** What the cross-reference sections say of objects. */
interface ListedObjects {
  /** Numbers are below this. */
  readonly end: number;
  readonly everChanged: ObjectNumbers;
}

/** One step of a JSON pointer (RFC 6901 §3). */
export function pathStep(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Visits every object from the trailer on, each once.
 * @param listed which objects there are, and to which of them references are remembered.
 * @throws FormatError `pdf/limit`.
 */
export function toObjectGraph(source: GraphSource, listed: ListedObjects): ObjectGraph {
  const walk = new GraphWalk(source, listed);
  walk.run();
  return walk;
}

class GraphWalk implements ObjectGraph {
  readonly reached: ObjectNumbers;
  readonly unreadable = new Map<number, string>();
  readonly onlyDataDamaged = new Set<number>();
  readonly #source: GraphSource;
  readonly #watched: ObjectNumbers;
  /** One for each number that was reached. */
  readonly #marks: Uint8Array;
  readonly #references = new Map<number, ReferencePlace[]>();
  readonly #pending: number[] = [];
  readonly #trail: (string | number)[] = [];
  readonly #visitor: ReferenceVisitor = (number, trail) => {
    this.#visit(number, trail);
  };
  #holder = 0;
  #places = 0;

  constructor(source: GraphSource, { end, everChanged }: ListedObjects) {
    this.#source = source;
    this.#watched = everChanged;
    const marks = new Uint8Array(end);
    this.#marks = marks;
    this.reached = { has: (number) => marks[number] === 1 };
  }

  referencesTo(number: number): readonly ReferencePlace[] {
    return this.#references.get(number) ?? [];
  }

  run(): void {
    this.#scan(this.#source.trailer);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      this.#holder = next;
      try {
        if (!this.#source.scan(next, this.#visitor)) this.#scan(this.#source.readOnce(next));
      } catch (error) {
        if (!isFormatError(error) || error.code === 'pdf/limit') throw error;
        this.unreadable.set(next, error.code);
        if (this.unreadable.size > MOST_UNREADABLE) {
          throw new FormatError('pdf/limit', 'too many damaged objects');
        }
        this.#scanDamaged(next);
      }
    }
  }

  /** A stream whose data end elsewhere than they should may still refer to others. */
  #scanDamaged(number: number): void {
    try {
      const dict = this.#source.dictOf(number);
      if (dict === undefined) return;
      this.#scan(dict);
      this.onlyDataDamaged.add(number);
    } catch (error) {
      if (!isFormatError(error)) throw error;
    }
  }

  /** Nesting is bounded by the parser, so recursion is safe here. */
  #scan(value: PdfValue): void {
    if (isPdfReference(value)) this.#visit(value.number, () => this.#trail);
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

  #visit(number: number, trail: () => readonly (string | number)[]): void {
    if (this.#watched.has(number)) this.#remember(number, trail());
    // What no section lists is not there.
    if (this.#marks[number] !== 0) return;
    this.#marks[number] = 1;
    this.#pending.push(number);
  }

  #remember(number: number, trail: readonly (string | number)[]): void {
    if (++this.#places > MOST_PLACES) {
      throw new FormatError('pdf/limit', 'too many references to changed objects');
    }
    const path = trail.reduce<string>((start, key) => pathStep(start, key), '');
    const place = { holder: this.#holder, path };
    const known = this.#references.get(number);
    if (known === undefined) this.#references.set(number, [place]);
    else known.push(place);
  }
}
