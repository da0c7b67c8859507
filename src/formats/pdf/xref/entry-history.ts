import type { RevisionSections } from './section-chain.ts';
import type { XrefEntryTable } from './xref-entry-table.ts';
import type { XrefEntry } from './xref-entry.ts';

/** An entry and the index of the revision that wrote it. */
export interface DatedEntry {
  readonly revision: number;
  readonly entry: XrefEntry;
}

/** Object numbers that can be asked for. */
export interface ObjectNumbers {
  has(number: number): boolean;
}

interface DatedTable {
  readonly revision: number;
  readonly entries: XrefEntryTable;
}

/**
 * For every object number its entries over time, so that a look-up does not walk through all revisions. Half a million
 * entries take some megabytes: all lists lie one behind the other, and `starts` says where that of a number begins.
 */
export class EntryHistory {
  /** By revision, oldest first; a linearised first revision has two. */
  readonly #tables: readonly DatedTable[];
  readonly #starts: Uint32Array;
  /** For each entry, ascending by number and then by age: its table and its place there. */
  readonly #tableOf: Uint16Array;
  readonly #placeOf: Uint32Array;
  readonly #changed: (Uint32Array | undefined)[] = [];
  #everChanged: ObjectNumbers | undefined;
  #containers: ReadonlyMap<number, readonly number[]> | undefined;

  constructor(revisions: readonly RevisionSections[]) {
    this.#tables = revisions.flatMap(({ sections }, revision) =>
      sections.map(({ entries }) => ({ revision, entries })),
    );
    const count = this.#tables.reduce((sum, { entries: { size } }) => sum + size, 0);
    const highest = this.#tables.reduce(
      (sofar, { entries }) =>
        entries.size === 0 ? sofar : Math.max(sofar, entries.numberAt(entries.size - 1)),
      0,
    );
    this.#starts = new Uint32Array(highest + 2);
    this.#tableOf = new Uint16Array(count);
    this.#placeOf = new Uint32Array(count);
    this.#fill();
  }

  /** Numbers are below this. */
  get end(): number {
    return this.#starts.length - 1;
  }

  /** Objects that a later revision than the first touched, also by replacing their object stream. */
  get everChanged(): ObjectNumbers {
    return (this.#everChanged ??= this.#collectChanged());
  }

  /** Every object that any revision ever placed in an object stream; some more than once. */
  everStoredIn(container: number): readonly number[] {
    this.#containers ??= this.#collectContainers();
    return this.#containers.get(container) ?? [];
  }

  /** Objects that a revision defines, redefines or frees. */
  changedIn(revision: number): Uint32Array {
    return (this.#changed[revision] ??= Uint32Array.from(
      this.#tables
        .filter((table) => table.revision === revision)
        .flatMap(({ entries }) =>
          Array.from({ length: entries.size }, (_, place) => entries.numberAt(place)),
        ),
    ));
  }

  /** The entry in force as of a revision. */
  find(number: number, revision: number): XrefEntry | undefined {
    const at = this.#findLast(number, revision);
    return at === undefined ? undefined : this.#entryAt(at);
  }

  /** The same with the revision that wrote it. */
  findDated(number: number, revision: number): DatedEntry | undefined {
    const at = this.#findLast(number, revision);
    return at === undefined
      ? undefined
      : { revision: this.#revisionAt(at), entry: this.#entryAt(at) };
  }

  /** Counting sort: how many entries each number has, then where its list begins, then what is in it. */
  #fill(): void {
    const starts = this.#starts;
    for (const { entries } of this.#tables) {
      for (let place = 0; place < entries.size; place++) starts[entries.numberAt(place) + 1]!++;
    }
    for (let number = 1; number < starts.length; number++) starts[number]! += starts[number - 1]!;
    const next = starts.slice();
    for (const [table, { entries }] of this.#tables.entries()) {
      for (let place = 0; place < entries.size; place++) {
        const at = next[entries.numberAt(place)]!++;
        this.#tableOf[at] = table;
        this.#placeOf[at] = place;
      }
    }
  }

  #entryAt(at: number): XrefEntry {
    return this.#tables[this.#tableOf[at]!]!.entries.entryAt(this.#placeOf[at]!);
  }

  #revisionAt(at: number): number {
    return this.#tables[this.#tableOf[at]!]!.revision;
  }

  #findLast(number: number, revision: number): number | undefined {
    if (number >= this.end) return undefined;
    const first = this.#starts[number]!;
    let [low, high] = [first, this.#starts[number + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#revisionAt(middle) <= revision) low = middle + 1;
      else high = middle;
    }
    return low > first ? low - 1 : undefined;
  }

  #collectContainers(): ReadonlyMap<number, readonly number[]> {
    const containers = new Map<number, number[]>();
    for (const { entries } of this.#tables) {
      for (let place = 0; place < entries.size; place++) {
        const entry = entries.entryAt(place);
        if (entry.kind !== 'compressed') continue;
        const members = containers.get(entry.container);
        if (members === undefined) containers.set(entry.container, [entries.numberAt(place)]);
        else members.push(entries.numberAt(place));
      }
    }
    return containers;
  }

  #collectChanged(): ObjectNumbers {
    const isChanged = new Uint8Array(this.end);
    for (const { revision, entries } of this.#tables) {
      if (revision === 0) continue;
      for (let place = 0; place < entries.size; place++) {
        const number = entries.numberAt(place);
        isChanged[number] = 1;
        for (const member of this.everStoredIn(number)) isChanged[member] = 1;
      }
    }
    return { has: (number) => isChanged[number] === 1 };
  }
}
