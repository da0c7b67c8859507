import { FormatError } from '../../../shared/format-error.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import { findCellPosition } from '../cells/cell-reference.ts';
import { readWholeXmlPart } from '../xml-part.ts';
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
const ELEMENT = 'mergeCell';

/**
 * The merged areas of a sheet, from top to bottom. They stand behind the rows in the file but change what
 * the rows show; sheets without any are only unpacked, not read.
 * @throws what reading XML throws.
 */
export function readMergedAreas(entry: ZipEntry, maxTokenLength: number): readonly MergedArea[] {
  if (!mentions(entry, ELEMENT)) return [];
  const areas: MergedArea[] = [];
  readWholeXmlPart(
    entry,
    {
      open: (name, { ref }) => {
        if (name !== 'mergeCell' || ref === undefined) return;
        const [from, to = from] = ref.split(':').map(findCellPosition);
        if (from === undefined || to === undefined || areas.length >= MAX_AREAS) {
          throw new FormatError('xlsx/structure', 'merged cells cannot be read');
        }
        areas.push({
          top: Math.min(from.row, to.row),
          bottom: Math.max(from.row, to.row),
          left: Math.min(from.column, to.column),
          right: Math.max(from.column, to.column),
          range: ref,
        });
      },
    },
    maxTokenLength,
  );
  return areas.sort((one, other) => one.top - other.top);
}

/** A row as Excel shows it, and the areas over several columns that begin in it with a value. */
export interface ShownRow extends SheetRow {
  readonly wideAreas: readonly MergedArea[];
}

/**
 * Rows as merged areas make Excel show them: what lies under an area is hidden, and an area's value shows
 * in its left column in each of its rows. Rows that show nothing of their own are left out.
 */
export function* toShownRows(
  rows: Iterable<SheetRow>,
  areas: readonly MergedArea[],
): Generator<ShownRow, void> {
  let next = 0;
  let open: { readonly area: MergedArea; value: SheetCell | undefined }[] = [];
  for (const row of rows) {
    while (next < areas.length && areas[next]!.top <= row.row) {
      open.push({ area: areas[next++]!, value: undefined });
    }
    open = open.filter(({ area }) => area.bottom >= row.row);
    if (open.length === 0) {
      yield { ...row, wideAreas: [] };
      continue;
    }
    const cells = new Map(row.cells.map((cell) => [cell.column, cell]));
    const wideAreas: MergedArea[] = [];
    for (const merged of open) {
      const { top, left, right } = merged.area;
      const isTop = top === row.row;
      if (isTop) merged.value = cells.get(left);
      for (const column of cells.keys()) {
        if (column > left && column <= right) cells.delete(column);
      }
      if (!isTop) cells.delete(left);
      if (isTop && right > left && merged.value !== undefined) wideAreas.push(merged.area);
    }
    if (cells.size === 0) continue;
    for (const { area, value } of open) {
      if (area.top < row.row && value !== undefined) {
        cells.set(area.left, value);
      }
    }
    const shown = [...cells.values()].sort((one, other) => one.column - other.column);
    yield { row: row.row, cells: shown, wideAreas };
  }
}

/** Whether an ASCII text occurs in an unpacked entry, also across its pieces. */
function mentions(entry: ZipEntry, wanted: string): boolean {
  let edge = '';
  let isFound = false;
  // To the end even when found: so every byte has been held to its size and checksum before it is read.
  for (const piece of entry.unpackPieces()) {
    if (isFound) continue;
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const start = bytes.subarray(0, wanted.length).toString('latin1');
    isFound = bytes.includes(wanted) || (edge + start).includes(wanted);
    edge = (edge + bytes.subarray(-wanted.length).toString('latin1')).slice(-wanted.length);
  }
  return isFound;
}
