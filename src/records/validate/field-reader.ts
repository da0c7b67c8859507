import type { Column, ColumnName } from '../columns.ts';
import type { Place, RawCell, RawFields } from '../raw/raw-record.ts';
import type { IssueCollector } from '../rules/issue-collector.ts';
import type { ValueMemory } from '../values/value-memory.ts';

/** Canonical values by column; a column without a value is absent. */
export type Values = ReadonlyMap<ColumnName, string>;

/** Reads the cells of a record, term or course by the contract, and reports what it finds. */
export class FieldReader {
  readonly #issues: IssueCollector;
  readonly #values: ValueMemory;
  readonly #notRequired: ReadonlySet<ColumnName>;

  constructor(issues: IssueCollector, values: ValueMemory, notRequired: ReadonlySet<ColumnName>) {
    this.#issues = issues;
    this.#values = values;
    this.#notRequired = notRequired;
  }

  /** @param place where to point when a required value is missing. */
  readAll(columns: readonly Column[], fields: RawFields, place: Place): Values {
    const values = new Map<ColumnName, string>();
    for (const column of columns) {
      const cell = fields.get(column.name);
      const value = cell === undefined ? undefined : this.read(column, cell);
      if (value !== undefined) values.set(column.name, value);
      // Text of invisible characters alone is as missing as no text.
      const isMissing = cell === undefined || value === '';
      if (value === '') values.delete(column.name);
      if (isMissing && column.required && !this.#notRequired.has(column.name)) {
        this.#issues.add({
          code: 'value-missing',
          place: cell?.place ?? fields.findPlace?.(column.name) ?? place,
          column: column.name,
        });
      }
    }
    return values;
  }

  read(column: Column, cell: RawCell): string | undefined {
    const { value, findings } = this.#values.read(column.kind, cell.text);
    for (const { code, details } of findings) {
      this.#issues.add({
        code,
        place: cell.place,
        column: column.name,
        value: cell.text,
        ...(details !== undefined && { details }),
      });
    }
    return value;
  }
}
