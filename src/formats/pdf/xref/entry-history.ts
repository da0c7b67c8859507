import type { RevisionSections } from './section-chain.ts';
import type { XrefEntry } from './xref-entry.ts';

/** An entry and the index of the revision that wrote it. */
export interface DatedEntry {
  readonly revision: number;
  readonly entry: XrefEntry;
}

/** For every object number its entries over time, so that a look-up does not walk through all revisions. */
export class EntryHistory {
  readonly #entries = new Map<number, DatedEntry[]>();
  readonly #changed: ReadonlySet<number>[] = [];
  /** Objects that a later revision than the first touched, also by replacing their object stream. */
  readonly everChanged = new Set<number>();
  readonly #containers = new Map<number, Set<number>>();

  constructor(revisions: readonly RevisionSections[]) {
    for (const [revision, { sections }] of revisions.entries()) {
      const changed = new Set<number>();
      for (const section of sections) {
        for (const [number, entry] of section.entries) {
          changed.add(number);
          this.#noteContainer(number, entry);
          const known = this.#entries.get(number);
          if (known === undefined) this.#entries.set(number, [{ revision, entry }]);
          else known.push({ revision, entry });
        }
      }
      this.#changed.push(changed);
      if (revision > 0) this.#noteChanges(changed);
    }
  }

  /** Every object that any revision ever placed in an object stream. */
  everStoredIn(container: number): ReadonlySet<number> {
    return this.#containers.get(container) ?? new Set();
  }

  /** Objects that a revision defines, redefines or frees. */
  changedIn(revision: number): ReadonlySet<number> {
    return this.#changed[revision]!;
  }

  /** The entry in force as of a revision. */
  find(number: number, revision: number): XrefEntry | undefined {
    return this.findDated(number, revision)?.entry;
  }

  /** The same with the revision that wrote it. */
  findDated(number: number, revision: number): DatedEntry | undefined {
    const entries = this.#entries.get(number);
    if (entries === undefined) return undefined;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return entries[low - 1];
  }

  #noteContainer(number: number, entry: XrefEntry): void {
    if (entry.kind !== 'compressed') return;
    const members = this.#containers.get(entry.container);
    if (members === undefined) this.#containers.set(entry.container, new Set([number]));
    else members.add(number);
  }

  #noteChanges(changed: ReadonlySet<number>): void {
    for (const number of changed) {
      this.everChanged.add(number);
      for (const member of this.everStoredIn(number)) this.everChanged.add(member);
    }
  }
}
