import { FormatError } from '../../../shared/format-error.ts';
import { FREE, type EntryBudget, type XrefEntry } from './xref-entry.ts';

const KINDS = { free: 0, offset: 1, compressed: 2 } as const;
/** What is bigger points behind any file that is read, or to a generation that none has. */
const BIGGEST = 0xffffffff;

/** Object number, kind, and what two more numbers say of it. */
const COLUMNS = 4;
const FIRST_ROWS = 32;

/** Entries by ascending object number, in sixteen bytes each: a hostile section lists half a million. */
export class XrefEntryTable {
  readonly #rows: Uint32Array;

  /** @param rows ascending, without an object that is listed twice. */
  constructor(rows: Uint32Array) {
    this.#rows = rows;
  }

  get size(): number {
    return this.#rows.length / COLUMNS;
  }

  /** @param place from 0. */
  numberAt(place: number): number {
    return this.#rows[place * COLUMNS]!;
  }

  entryAt(place: number): XrefEntry {
    const row = place * COLUMNS;
    const [second, third] = [this.#rows[row + 2]!, this.#rows[row + 3]!];
    const kind = this.#rows[row + 1];
    if (kind === KINDS.offset) return { kind: 'offset', offset: second, generation: third };
    return kind === KINDS.compressed
      ? { kind: 'compressed', container: second, index: third }
      : FREE;
  }

  find(number: number): XrefEntry | undefined {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.numberAt(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low < this.size && this.numberAt(low) === number ? this.entryAt(low) : undefined;
  }
}

/** Collects a section's entries: one per object, not more than allowed. */
export class XrefEntries {
  readonly #budget: EntryBudget | undefined;
  #rows = new Uint32Array(FIRST_ROWS * COLUMNS);
  #length = 0;
  #isAscending = true;

  /** @param budget left out for entries that were counted already. */
  constructor(budget?: EntryBudget) {
    this.#budget = budget;
  }

  add(number: number, entry: XrefEntry, offset: number): void {
    this.#budget?.take(number, offset);
    const row = this.#length;
    this.#length += COLUMNS;
    if (this.#length > this.#rows.length) {
      const longer = new Uint32Array(2 * this.#rows.length);
      longer.set(this.#rows);
      this.#rows = longer;
    }
    if (row > 0 && this.#rows[row - COLUMNS]! >= number) this.#isAscending = false;
    this.#rows[row] = number;
    this.#rows[row + 1] = KINDS[entry.kind];
    if (entry.kind === 'free') return;
    const isPlaced = entry.kind === 'offset';
    this.#rows[row + 2] = Math.min(BIGGEST, isPlaced ? entry.offset : entry.container);
    this.#rows[row + 3] = Math.min(BIGGEST, isPlaced ? entry.generation : entry.index);
  }

  /** @throws FormatError `pdf/xref` where an object was listed twice. */
  seal(offset: number): XrefEntryTable {
    const rows = this.#rows.slice(0, this.#length);
    return new XrefEntryTable(this.#isAscending ? rows : inOrder(rows, offset));
  }
}

function inOrder(rows: Uint32Array, offset: number): Uint32Array {
  const numberAt = (place: number): number => rows[place * COLUMNS]!;
  const places = Uint32Array.from({ length: rows.length / COLUMNS }, (_, place) => place);
  places.sort((left, right) => numberAt(left) - numberAt(right));
  const sorted = new Uint32Array(rows.length);
  for (const [at, place] of places.entries()) {
    if (at > 0 && numberAt(places[at - 1]!) === numberAt(place)) {
      throw new FormatError('pdf/xref', 'two entries for one object in a section', offset);
    }
    const row = place * COLUMNS;
    sorted.set(rows.subarray(row, row + COLUMNS), at * COLUMNS);
  }
  return sorted;
}
