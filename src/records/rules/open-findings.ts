import type { Place } from '../raw/raw-record.ts';

/** A finding that belongs to a record, once it is known to which. */
interface Attributable {
  row?: number;
}

/**
 * Findings about rows of tables, until the records are put together to which the rows belong: a row stands
 * anywhere in its table, its record is named by another one.
 */
export class OpenFindings {
  readonly #byPlace = new Map<string, Attributable[]>();

  add(place: Place, finding: Attributable): void {
    if (place.line === null) return;
    const key = toKey(place);
    const known = this.#byPlace.get(key);
    if (known === undefined) this.#byPlace.set(key, [finding]);
    else known.push(finding);
  }

  /** These rows are of the record that is named by this one. Rows of several records stay with the first. */
  settle(places: Iterable<Place>, row: number): void {
    if (this.#byPlace.size === 0) return;
    for (const place of places) {
      const key = toKey(place);
      for (const finding of this.#byPlace.get(key) ?? []) finding.row = row;
      this.#byPlace.delete(key);
    }
  }
}

function toKey({ file, sheet, line }: Place): string {
  return `${file}\u0000${sheet ?? ''}\u0000${line ?? ''}`;
}
