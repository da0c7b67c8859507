import { number, oneSheet, table } from '../xlsx/workbook-builder.ts';
import type { WorkbookSource } from '../xlsx/workbook-builder.ts';
import { chapter, error, file, says } from './collection-case.ts';
import type { CollectionCase, Expectation } from './collection-case.ts';

/** One workbook of one student, unless something else is expected. */
export function book(
  title: string,
  bytes: Uint8Array,
  expected: Partial<Expectation> = {},
  name = 'records.xlsx',
): CollectionCase {
  return file(title, name, bytes, { format: 'xlsx', encoding: null, ...expected });
}

/** One sheet of one row in which one cell differs. */
export function cell(
  title: string,
  column: string,
  content: string,
  issues: Expectation['issues'] = [],
  source: Partial<WorkbookSource> = {},
): CollectionCase {
  return book(title, oneSheet(table([{ [column]: content }]), source), { issues });
}

const shared = '<c t="s"><v>0</v></c>';
const DATE = { formats: [14] };

export const XLSX_CELLS_CHAPTER = chapter('XLSX: cells', [
  says('Dates as Excel dates or text', [
    cell('an Excel date', 'admission_date', number(45139, 1), [], DATE),
    cell('a date with a time', 'admission_date', number('45139.999', 1), [], { formats: [22] }),
    cell('a format of the user', 'admission_date', number(45139, 1), [], {
      formats: ['dd/mm/yyyy'],
    }),
    cell('a Thai format', 'admission_date', number(45139, 1), [], {
      formats: ['[$-D07041E]d mmmm bbbb'],
    }),
    cell('text in ISO order', 'admission_date', '2023-08-01'),
    cell('text of the Buddhist Era', 'admission_date', '1/8/2566'),
    cell('the epoch of 1904', 'admission_date', number(43677, 1), [], { ...DATE, date1904: true }),
    cell(
      'the same day in both epochs agrees with graduation after admission',
      'graduation_date',
      number(45139, 1),
      [],
      DATE,
    ),
    cell(
      'the 29 February 1900 that never was',
      'admission_date',
      number(60, 1),
      [error('date-does-not-exist', { cell: 'F2' })],
      DATE,
    ),
    cell(
      'a negative date',
      'admission_date',
      number(-1, 1),
      [error('date-invalid', { cell: 'F2' })],
      DATE,
    ),
    cell(
      'a date in a column of grades',
      'grade',
      number(45139, 1),
      [error('cell-is-date', { cell: 'N2', column: 'grade' })],
      DATE,
    ),
    cell('a number that lost its format', 'admission_date', number(45139), [
      error('date-invalid', { cell: 'F2', suggestion: '2023-08-01' }),
    ]),
    cell(
      'a number that lost its format in the epoch of 1904',
      'admission_date',
      number(43677),
      [error('date-invalid', { cell: 'F2', suggestion: '2023-08-01' })],
      { date1904: true },
    ),
  ]),
  says('An Excel date in a year >= 2400 is BE; 1987 in a number cell is a year', [
    cell('an Excel date in 2566', 'admission_date', number(243466, 1), [], DATE),
    cell(
      'graduation of the Buddhist Era after admission of the Common Era',
      'graduation_date',
      number(243466, 1),
      [],
      DATE,
    ),
    cell(
      'graduation a day before, in the other era',
      'graduation_date',
      number(243465, 1),
      [error('graduation-before-admission')],
      DATE,
    ),
    cell('the year 1987', 'birth_date', number(1987)),
    cell('the year 2530', 'birth_date', number(2530)),
    cell('an academic year as a number', 'academic_year', number(2566)),
    cell(
      'a birth year with a format of dates is a date of 1905',
      'birth_date',
      number(1987, 1),
      [],
      DATE,
    ),
  ]),
  says('Formula and error cells: error at the cell', [
    cell('a formula', 'credits', '<c><f>1+2</f><v>3</v></c>', [
      error('cell-formula', { sheet: 'Sheet1', cell: 'M2', column: 'credits' }),
    ]),
    cell('a formula of text', 'grade', '<c t="str"><f>"B"&amp;"+"</f><v>B+</v></c>', [
      error('cell-formula', { cell: 'N2', column: 'grade' }),
    ]),
    cell('a shared formula', 'credits', '<c><f t="shared" si="0"/><v>3</v></c>', [
      error('cell-formula', { cell: 'M2' }),
    ]),
    cell('an error', 'credits', '<c t="e"><v>#N/A</v></c>', [
      error('cell-error', { cell: 'M2', column: 'credits', value: '#N/A' }),
    ]),
    cell('a formula that failed', 'credits', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', [
      error('cell-formula', { cell: 'M2' }),
    ]),
    cell('a truth value for a grade', 'grade', '<c t="b"><v>1</v></c>', [
      error('grade-unknown', { cell: 'N2', value: 'TRUE' }),
    ]),
    cell('text that begins like a formula', 'course_title_en', '=1+2'),
  ]),
  says('numbers and texts as Excel shows them', [
    cell('a shared text', 'course_title_en', shared, [], { strings: '<si><t>One</t></si>' }),
    cell('rich text in pieces', 'grade', shared, [], {
      strings: '<si><r><t>B</t></r><r><rPr><b/></rPr><t>+</t></r></si>',
    }),
    cell(
      'inline rich text',
      'grade',
      '<c t="inlineStr"><is><r><t>B</t></r><r><t>+</t></r></is></c>',
    ),
    cell('credits as a binary fraction', 'credits', number('1.4999999999999998')),
    cell('a figure as a number', 'gpax', number('3.5')),
    cell('a student id as a number', 'student_id', number('66010001')),
    cell('a student id with leading zeros by its format', 'student_id', number(1234, 1), [], {
      formats: ['00000000'],
    }),
    cell('a citizen id as a number', 'citizen_id', number('9000000000012')),
    cell(
      'a student id of more digits than Excel keeps',
      'student_id',
      number('12345678901234567'),
      [error('cell-digits-lost', { cell: 'A2', column: 'student_id' })],
    ),
    cell('blanks round a text', 'grade', ' B+ '),
    cell('Thai digits', 'credits', '๓', [error('number-invalid', { suggestion: '3' })]),
  ]),
]);
