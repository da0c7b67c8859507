import type { RevisionSections } from './section-chain.ts';
import type { XrefEntry } from './xref-entry.ts';

/** An entry and the index of the revision that wrote it. */
export interface DatedEntry {
  readonly revision: number;
  readonly entry: XrefEntry;
}

/** For every object number its entries over time, so that a look-up does not walk through all revisions. */
export class EntryHistory {
  /** By revision, oldest first. Most files have one, and the others have most of their objects from it. */
  readonly #entries: readonly ReadonlyMap<number, XrefEntry>[];
  /** What later revisions wrote, ascending; one entry alone, as objects rarely change twice. */
  readonly #later = new Map<number, DatedEntry | DatedEntry[]>();
  readonly #changed: (ReadonlySet<number> | undefined)[] = [];
  #everChanged: ReadonlySet<number> | undefined;
  #containers: ReadonlyMap<number, ReadonlySet<number>> | undefined;

  constructor(revisions: readonly RevisionSections[]) {
    this.#entries = revisions.map(({ sections }) => merge(sections));
    for (const [index, entries] of this.#entries.slice(1).entries()) {
      const revision = index + 1;
      for (const [number, entry] of entries) {
        const known = this.#later.get(number);
        if (known === undefined) this.#later.set(number, { revision, entry });
        else if (Array.isArray(known)) known.push({ revision, entry });
        else this.#later.set(number, [known, { revision, entry }]);
      }
    }
  }

  /** Objects that a later revision than the first touched, also by replacing their object stream. */
  get everChanged(): ReadonlySet<number> {
    return (this.#everChanged ??= this.#collectChanged());
  }

  /** Every object that any revision ever placed in an object stream. */
  everStoredIn(container: number): ReadonlySet<number> {
    this.#containers ??= this.#collectContainers();
    return this.#containers.get(container) ?? NONE;
  }

  /** Objects that a revision defines, redefines or frees. */
  changedIn(revision: number): ReadonlySet<number> {
    return (this.#changed[revision] ??= new Set(this.#entries[revision]!.keys()));
  }

  /** The entry in force as of a revision. */
  find(number: number, revision: number): XrefEntry | undefined {
    return this.#findLater(number, revision)?.entry ?? this.#entries[0]!.get(number);
  }

  /** The same with the revision that wrote it. */
  findDated(number: number, revision: number): DatedEntry | undefined {
    const later = this.#findLater(number, revision);
    if (later !== undefined) return later;
    const entry = this.#entries[0]!.get(number);
    return entry && { revision: 0, entry };
  }

  #findLater(number: number, revision: number): DatedEntry | undefined {
    const entries = this.#later.get(number);
    if (entries === undefined) return undefined;
    if (!Array.isArray(entries)) return entries.revision <= revision ? entries : undefined;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return entries[low - 1];
  }

  #collectContainers(): ReadonlyMap<number, ReadonlySet<number>> {
    const containers = new Map<number, Set<number>>();
    const note = (number: number, entry: XrefEntry) => {
      if (entry.kind !== 'compressed') return;
      const members = containers.get(entry.container);
      if (members === undefined) containers.set(entry.container, new Set([number]));
      else members.add(number);
    };
    for (const [number, entry] of this.#entries[0]!) note(number, entry);
    for (const [number, dated] of this.#later) {
      for (const { entry } of [dated].flat()) note(number, entry);
    }
    return containers;
  }

  #collectChanged(): ReadonlySet<number> {
    const changed = new Set<number>();
    for (const number of this.#later.keys()) {
      changed.add(number);
      for (const member of this.everStoredIn(number)) changed.add(member);
    }
    return changed;
  }
}

const NONE: ReadonlySet<number> = new Set();

/** The entries of one revision's sections; those of a linearised file have no object in common. */
function merge(sections: RevisionSections['sections']): ReadonlyMap<number, XrefEntry> {
  return sections.length === 1
    ? sections[0]!.entries
    : new Map(sections.flatMap(({ entries }) => [...entries]));
}
