/** What `records check` prints and the API gives back: public contract, fields are added, never renamed. */
export interface RecordsReport {
  readonly format: 'csv' | 'json' | 'ndjson' | 'etda-xml' | 'xlsx' | 'zip' | 'unknown';
  readonly encoding: string | null;
  /** Students x document types x languages. */
  readonly records: number;
  readonly courses: number;
  readonly accepted: number;
  readonly errorCount: number;
  readonly warningCount: number;
  /** Errors and warnings, in the order of their places; at most 10,000. */
  readonly errors: readonly RecordIssue[];
}

export interface RecordIssue {
  readonly file: string;
  readonly line: number | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  /** JSON Pointer or XML element path. */
  readonly path: string | null;
  /** The contract's column name (`family_name_th`), for every format. */
  readonly column: string | null;
  readonly code: string;
  /** The offending value, cut and, for citizen ids, masked. */
  readonly value: string | null;
  readonly severity: 'error' | 'warning';
  readonly messageTh: string;
  readonly messageEn: string;
  /** What was most likely meant, where one can be sure enough. Never applied for anyone. */
  readonly suggestion?: string;
  /**
   * The row that names the record which the finding is about, as issued documents name it: its first line
   * (CSV, NDJSON) or row (XLSX), its position in the array from 1 (JSON), or 1 (XML). Absent where the
   * finding is about no record, such as a header or a file.
   */
  readonly row?: number;
  /** Our figure where the registrar's differs from it. */
  readonly computed?: string;
}
