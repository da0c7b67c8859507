import type { ZipEntry } from '../../zip/zip-archive.ts';
import type { IntakeLimits } from '../../limits.ts';
import type { DateEpoch } from '../cells/excel-date.ts';
import type { NumberFormat } from '../cells/number-format.ts';

/** The texts of a workbook that cells refer to by number, from 0. */
export interface SharedStrings {
  readonly get: (index: number) => string | undefined;
}

/** A sheet of a workbook; a chart has no cells to read. */
export interface WorkbookSheet {
  readonly name: string;
  readonly entry: ZipEntry | undefined;
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly epoch: DateEpoch;
  readonly strings: SharedStrings;
  /** By the style number of a cell. */
  readonly formats: readonly NumberFormat[];
  /** The part that they come from. */
  readonly stylesEntry: ZipEntry | undefined;
  readonly limits: WorkbookLimits;
}

/** Longest text, tag or comment that is taken at once; larger cells are refused one by one. */
const MAX_TOKEN_LENGTH = 16 * 1024 * 1024;

/** The limits of intake as they hold in a workbook. */
export function toWorkbookLimits({ cellLength, heldBytes }: IntakeLimits): WorkbookLimits {
  // The rows that repeat the texts need their share as well.
  return { cellLength, heldBytes: heldBytes / 2, tokenLength: MAX_TOKEN_LENGTH };
}

export interface WorkbookLimits {
  /** UTF-8 bytes of a cell. */
  readonly cellLength: number;
  /** What the shared texts may take in memory, about. */
  readonly heldBytes: number;
  /** UTF-16 units between two tags. */
  readonly tokenLength: number;
}
