import type { Column, ColumnName } from '../columns.ts';
import { COLUMNS } from '../columns.ts';

/** One column of the contract that a table has. */
interface TableColumn {
  readonly column: Column;
  /** Which cell of a row. */
  readonly position: number;
}

/** Which cells of a row belong to the student, and which to the course that the row is about. */
export interface TableLayout {
  readonly record: readonly TableColumn[];
  readonly row: readonly TableColumn[];
  readonly recordIndexes: ReadonlyMap<ColumnName, number>;
  readonly rowIndexes: ReadonlyMap<ColumnName, number>;
}

/** @param positions the cell of each column that the table's header names. */
export function toTableLayout(positions: ReadonlyMap<ColumnName, number>): TableLayout {
  const present = COLUMNS.flatMap((column): TableColumn[] => {
    const position = positions.get(column.name);
    return position === undefined ? [] : [{ column, position }];
  });
  const record = present.filter(({ column }) => column.scope === 'record');
  const row = present.filter(({ column }) => column.scope !== 'record');
  return { record, row, recordIndexes: toIndexes(record), rowIndexes: toIndexes(row) };
}

function toIndexes(columns: readonly TableColumn[]): ReadonlyMap<ColumnName, number> {
  return new Map(columns.map(({ column }, index) => [column.name, index]));
}
