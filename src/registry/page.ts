/** A part of a list: from a cursor on, at most `limit` items. */
export interface PageRequest {
  /** From the page before; opaque. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** `null` on the last page. */
  readonly nextCursor: string | null;
}
