import { FormatError } from '../../../shared/format-error.ts';
import type { Turn } from '../../raw/turn.ts';
import { TURN } from '../../raw/turn.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import { findCellPosition } from '../cells/cell-reference.ts';
import type { XmlAttributes } from '../xml-part.ts';
import type { SheetCell, SheetRow } from './sheet-cell.ts';

/** Cells that Excel shows as one (from 0, both ends included). */
export interface MergedArea {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** As Excel writes it (`A2:A9`). */
  readonly range: string;
}

const MAX_AREAS = 200_000;
/** No table is wider: areas that begin further right hide nothing that is read. */
const MAX_LEFT = 1000;
const NO_AREAS: readonly MergedArea[] = [];

/** Gathers the merged areas of a sheet while its elements are read: they stand behind the rows. */
export class AreaCollector {
  readonly #areas: MergedArea[] = [];

  /** @throws FormatError `xlsx/structure` for areas that are none. */
  open(name: string, { ref }: XmlAttributes): void {
    if (name !== 'mergeCell' || ref === undefined) return;
    const [from, to = from] = ref.split(':').map(findCellPosition);
    if (from === undefined || to === undefined || this.#areas.length >= MAX_AREAS) {
      throw new FormatError('xlsx/structure', 'merged cells cannot be read');
    }
    if (Math.min(from.column, to.column) >= MAX_LEFT) return;
    this.#areas.push({
      top: Math.min(from.row, to.row),
      bottom: Math.max(from.row, to.row),
      left: Math.min(from.column, to.column),
      right: Math.max(from.column, to.column),
      range: ref,
    });
  }

  /** From top to bottom. */
  toAreas(): readonly MergedArea[] {
    return this.#areas.toSorted((one, other) => one.top - other.top);
  }
}

/**
 * The merged areas of a workbook's sheets. They change what the rows before them show, so a sheet is read as
 * if it had none, and read again if it turns out to have some: few do.
 */
export class SheetAreas {
  readonly #known = new Map<ZipEntry, readonly MergedArea[]>();
  #hasChanged = false;

  /** Those of a sheet that has been read; none yet before. */
  of(entry: ZipEntry): readonly MergedArea[] {
    return this.#known.get(entry) ?? NO_AREAS;
  }

  /** A sheet has been read to its end. */
  learn(entry: ZipEntry, collector: AreaCollector): void {
    if (this.#known.has(entry)) return;
    const areas = collector.toAreas();
    this.#known.set(entry, areas);
    if (areas.length > 0) this.#hasChanged = true;
  }

  /** Whether a sheet has areas that were not known when it was read. */
  takeHasChanged(): boolean {
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }
}

/** A row as Excel shows it, and the areas over several columns that begin in it with a value. */
export interface ShownRow extends SheetRow {
  readonly wideAreas: readonly MergedArea[];
}

/**
 * Rows as merged areas make Excel show them: what lies under an area is hidden, and an area's value shows
 * in its left column in each of its rows. Rows that show nothing of their own are left out.
 * @throws FormatError `xlsx/structure` for areas that overlap, which Excel does not open.
 */
export function* toShownRows(
  rows: Iterable<SheetRow | Turn>,
  areas: readonly MergedArea[],
): Generator<ShownRow | Turn, void> {
  const open = new OpenAreas(areas);
  for (const row of rows) {
    const shown = row === TURN ? TURN : open.show(row);
    if (shown !== undefined) yield shown;
  }
}

interface OpenArea {
  readonly area: MergedArea;
  value: SheetCell | undefined;
}

class OpenAreas {
  readonly #areas: readonly MergedArea[];
  #next = 0;
  /** From left to right; they do not overlap. */
  #open: OpenArea[] = [];
  /** Last row of the area that ends first. */
  #firstEnd = Infinity;

  constructor(areas: readonly MergedArea[]) {
    this.#areas = areas;
  }

  show(row: SheetRow): ShownRow | undefined {
    this.#moveTo(row.row);
    if (this.#open.length === 0) return { row: row.row, cells: row.cells, wideAreas: NO_AREAS };
    const cells: SheetCell[] = [];
    const wideAreas: MergedArea[] = [];
    let ownCells = 0;
    let position = 0;
    // Both lists go from left to right.
    for (const merged of this.#open) {
      const { top, left, right } = merged.area;
      for (; position < row.cells.length && row.cells[position]!.column < left; position++) {
        cells.push(row.cells[position]!);
        ownCells++;
      }
      if (top === row.row && row.cells[position]?.column === left) {
        merged.value = row.cells[position]!;
        ownCells++;
        if (right > left) wideAreas.push(merged.area);
      }
      if (merged.value !== undefined) cells.push(merged.value);
      while (position < row.cells.length && row.cells[position]!.column <= right) position++;
    }
    for (; position < row.cells.length; position++, ownCells++) cells.push(row.cells[position]!);
    return ownCells === 0 ? undefined : { row: row.row, cells, wideAreas };
  }

  #moveTo(row: number): void {
    if (row > this.#firstEnd) this.#close(row);
    for (let area = this.#areas[this.#next]; area !== undefined && area.top <= row;) {
      // Areas that begin and end in rows without cells show nothing.
      if (area.bottom >= row) this.#add(area);
      area = this.#areas[++this.#next];
    }
  }

  #close(row: number): void {
    this.#open = this.#open.filter(({ area }) => area.bottom >= row);
    this.#firstEnd = Infinity;
    for (const { area } of this.#open) this.#firstEnd = Math.min(this.#firstEnd, area.bottom);
  }

  #add(area: MergedArea): void {
    let index = this.#open.length;
    while (index > 0 && this.#open[index - 1]!.area.left > area.left) index--;
    const before = this.#open[index - 1]?.area;
    const after = this.#open[index]?.area;
    const overlaps =
      (before !== undefined && before.right >= area.left) ||
      (after !== undefined && after.left <= area.right);
    if (overlaps) throw new FormatError('xlsx/structure', 'merged cells overlap');
    this.#open.splice(index, 0, { area, value: undefined });
    this.#firstEnd = Math.min(this.#firstEnd, area.bottom);
  }
}
