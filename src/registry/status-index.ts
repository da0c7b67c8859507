/** Where a document stands in the status lists: which list, and which entry of it. */
export interface StatusPlace {
  readonly list: number;
  readonly index: number;
}

/** A list that still has room, with the entries that are taken. */
export interface StatusListOccupancy {
  readonly list: number;
  /** Entries altogether; fixed for the life of a list. */
  readonly size: number;
  readonly taken: ReadonlySet<number>;
}

/**
 * An unbiased whole number in `[0, below)`, from a cryptographic source.
 * @param below 1 to 2^32
 */
export type RandomBelow = (below: number) => number;

/**
 * Picks entries for `count` documents at random among those that are free, so that an index tells
 * nothing of when or in which order documents were issued (Token Status List §13). Each entry is handed
 * out at most once.
 * @returns as many places as the list has room for, at most `count`.
 */
export function allocateStatusPlaces(
  occupancy: StatusListOccupancy,
  count: number,
  randomBelow: RandomBelow,
): readonly StatusPlace[] {
  const free: number[] = [];
  for (let index = 0; index < occupancy.size; index++) {
    if (!occupancy.taken.has(index)) free.push(index);
  }
  const wanted = Math.min(count, free.length);
  const places: StatusPlace[] = [];
  for (let drawn = 0; drawn < wanted; drawn++) {
    // One step of Fisher and Yates' shuffle: the drawn entry leaves the part still to be drawn from.
    const at = drawn + randomBelow(free.length - drawn);
    const index = free[at]!;
    free[at] = free[drawn]!;
    places.push({ list: occupancy.list, index });
  }
  return places;
}
