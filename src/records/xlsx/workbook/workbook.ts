import type { ZipEntry } from '../../zip/zip-archive.ts';
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
  readonly limits: WorkbookLimits;
}

export interface WorkbookLimits {
  /** UTF-8 bytes of a cell. */
  readonly cellLength: number;
  /** What the shared texts may take in memory, about. */
  readonly heldBytes: number;
  /** UTF-16 units between two tags. */
  readonly tokenLength: number;
}
