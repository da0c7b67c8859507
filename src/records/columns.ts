/**
 * The intake contract's columns: one row each, for every format. Names are an outside contract: rows are
 * added, never renamed.
 */
export type ColumnScope = 'record' | 'term' | 'course';

/** How a cell is read; `values/value-readers.ts` has a reader for each. */
export type ValueKind =
  | 'text'
  | 'identifier'
  | 'citizen-id'
  | 'date'
  | 'partial-date'
  | 'credits'
  | 'gpa'
  | 'academic-year'
  | 'semester'
  | 'grade'
  | 'email'
  | 'document-language'
  | 'document-type'
  | 'completion'
  | 'level';

interface ColumnShape {
  readonly name: string;
  /** Property of the canonical JSON record. */
  readonly property: string;
  readonly scope: ColumnScope;
  readonly kind: ValueKind;
  readonly required: boolean;
}

const REQUIRED = true;

function column<const Name extends string>(
  name: Name,
  scope: ColumnScope,
  kind: ValueKind,
  required = false,
  property: string = toCamelCase(name),
): ColumnShape & { readonly name: Name } {
  return { name, property, scope, kind, required };
}

export const COLUMNS = [
  column('student_id', 'record', 'identifier', REQUIRED),
  column('document_language', 'record', 'document-language'),
  column('document_type', 'record', 'document-type'),
  column('completion', 'record', 'completion'),
  column('name_prefix_th', 'record', 'text'),
  column('given_name_th', 'record', 'text', REQUIRED),
  column('middle_name_th', 'record', 'text'),
  column('family_name_th', 'record', 'text', REQUIRED),
  column('name_prefix_en', 'record', 'text'),
  column('given_name_en', 'record', 'text', REQUIRED),
  column('middle_name_en', 'record', 'text'),
  column('family_name_en', 'record', 'text', REQUIRED),
  column('citizen_id', 'record', 'citizen-id'),
  column('birth_date', 'record', 'partial-date'),
  column('admission_date', 'record', 'date', REQUIRED),
  column('graduation_date', 'record', 'date'),
  column('level', 'record', 'level'),
  column('faculty_th', 'record', 'text'),
  column('faculty_en', 'record', 'text'),
  column('programme_th', 'record', 'text'),
  column('programme_en', 'record', 'text'),
  column('degree_th', 'record', 'text', REQUIRED),
  column('degree_en', 'record', 'text', REQUIRED),
  column('major_th', 'record', 'text'),
  column('major_en', 'record', 'text'),
  column('minor_th', 'record', 'text'),
  column('minor_en', 'record', 'text'),
  column('honours_th', 'record', 'text'),
  column('honours_en', 'record', 'text'),
  column('thesis_title_th', 'record', 'text'),
  column('thesis_title_en', 'record', 'text'),
  column('previous_institution', 'record', 'text'),
  column('previous_certificate', 'record', 'text'),
  column('transferred_credits', 'record', 'credits'),
  column('email', 'record', 'email'),
  column('gpax', 'record', 'gpa'),
  column('academic_year', 'term', 'academic-year', REQUIRED),
  column('semester', 'term', 'semester', REQUIRED),
  column('term_gpa', 'term', 'gpa'),
  column('term_gpax', 'term', 'gpa'),
  column('course_code', 'course', 'identifier', REQUIRED),
  column('course_title_th', 'course', 'text'),
  column('course_title_en', 'course', 'text', REQUIRED),
  column('credits', 'course', 'credits', REQUIRED),
  column('grade', 'course', 'grade', REQUIRED),
  column('course_note', 'course', 'text', false, 'note'),
] as const;

export type Column = (typeof COLUMNS)[number];
export type ColumnName = Column['name'];

const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.map((row) => [row.name, row]));

/** A column by its contract name; names in files are matched in lower case. */
export function findColumn(name: string): Column | undefined {
  return BY_NAME.get(name);
}

/**
 * The column that our own copies of a file have in addition (`records check --annotated`): what is wrong in
 * a row. It is passed over when such a copy is mended and sent again.
 */
export const FINDINGS_COLUMN = 'parinya_errors';

/** The same column in copies of workbooks, where people read it rather than programs. */
export const FINDINGS_TITLE = 'ข้อผิดพลาด / Errors';

const FINDINGS_NAMES: ReadonlySet<string> = new Set([
  FINDINGS_COLUMN,
  FINDINGS_TITLE.toLowerCase(),
]);

/** Whether a name in lower case is that of a column of findings. */
export function isFindingsColumn(name: string): boolean {
  return FINDINGS_NAMES.has(name);
}

/** The columns of a record, of a term or of a course, in the contract's order. */
export const COLUMNS_BY_SCOPE: Readonly<Record<ColumnScope, readonly Column[]>> = {
  record: COLUMNS.filter((row) => row.scope === 'record'),
  term: COLUMNS.filter((row) => row.scope === 'term'),
  course: COLUMNS.filter((row) => row.scope === 'course'),
};

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
