import type { ColumnName } from '../columns.ts';

/** Where something stands in what the registrar sent. */
export interface Place {
  readonly file: string;
  /** Physical line where the row, value or element begins, from 1. */
  readonly line: number | null;
  /** JSON Pointer or XML element path. */
  readonly path: string | null;
  /** Sheet and cell (`F214`) of a workbook. */
  readonly sheet?: string;
  readonly cell?: string;
}

/** A value as the file has it: no interpretation yet, blanks round it removed. */
export interface RawCell {
  readonly text: string;
  readonly place: Place;
}

/** Cells by column. A blank cell is no cell. */
export interface RawFields {
  get(column: ColumnName): RawCell | undefined;
  /** Where a blank cell of this column is, in formats that can say it. */
  findPlace?(column: ColumnName): Place | undefined;
}

export interface RawCourse {
  readonly place: Place;
  readonly fields: RawFields;
  /** Grade points as a number beside the letter, which only the national message states. */
  readonly statedPoints?: RawCell;
}

/** Sums that only the national message states beside the figures of the contract. */
export type SumName = 'registered' | 'earned' | 'calculated' | 'points';
export type StatedSums = ReadonlyMap<SumName, RawCell>;

/**
 * Part of a term: the validator joins parts of the same term. CSV gives one part a row, JSON one a term,
 * the national message one a course and one a summary.
 */
export interface RawTerm {
  readonly place: Place;
  readonly fields: RawFields;
  readonly courses: readonly RawCourse[];
  readonly statedSums?: StatedSums;
}

/**
 * What a file says about one student, before any rule has looked at it: the one model to which every
 * format is read.
 */
export interface RawRecord {
  readonly place: Place;
  /** Names the record within its file: line (CSV, NDJSON), position in the array (JSON), 1 (XML). */
  readonly row: number;
  readonly fields: RawFields;
  readonly terms: readonly RawTerm[];
  /** Courses in the file where `terms` leaves out those beyond the limit. */
  readonly courseCount?: number;
  /** Whether its parser already found an error in it: it is checked on, but never accepted. */
  readonly isDamaged: boolean;
  /** Whether the file says the terms' order (CSV rows may stand anywhere). */
  readonly termsAreOrdered: boolean;
  /** Columns which this format cannot say and which are therefore not required of it. */
  readonly notRequired: ReadonlySet<ColumnName>;
  /** Code of the institution that the file names. */
  readonly institutionCode?: RawCell;
  readonly statedSums?: StatedSums;
  /** Figures which the file itself marks as computed (JSON Pointers). */
  readonly computed?: readonly string[];
}
