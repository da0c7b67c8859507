import type { Row } from '../support.ts';
import { ROW } from '../support.ts';
import { oneSheet, row, table, workbook } from '../xlsx/workbook-builder.ts';
import { zip } from '../zip/zip-builder.ts';
import { chapter, error, refused, says, warning } from './collection-case.ts';
import type { CollectionCase } from './collection-case.ts';
import { book, cell } from './xlsx-cells-chapter.ts';

function noBook(
  title: string,
  bytes: Uint8Array,
  code: string,
  name = 'records.xlsx',
): CollectionCase {
  return refused(title, name, bytes, { format: 'xlsx', encoding: null, issues: [error(code)] });
}

const names = Object.entries(ROW);
const STUDENT: Row = Object.fromEntries(names.slice(0, 8));
const COURSE: Row = { student_id: ROW['student_id'], ...Object.fromEntries(names.slice(8)) };
const students = (...rows: readonly Row[]): string => table(rows, STUDENT);
const courses = (...rows: readonly Row[]): string => table(rows, COURSE);
const sheets = (...list: readonly (readonly [name: string, data: string])[]): Uint8Array =>
  workbook({ sheets: list.map(([name, data]) => ({ name, data })) });

export const XLSX_CHAPTER = chapter('XLSX', [
  says('Either one sheet with the CSV’s columns, or two sheets students and courses', [
    book('one sheet', oneSheet(table([{}]))),
    book('one sheet by any name', sheets(['เกรด 2566', table([{}])])),
    book(
      'two sheets',
      sheets(['students', students({})], ['courses', courses({}, { course_code: 'A2' })]),
      { courses: 2 },
    ),
    book(
      'two sheets the other way round',
      sheets(['courses', courses({})], ['students', students({})]),
    ),
    book(
      'two students',
      sheets(
        ['students', students({}, { student_id: '2' })],
        ['courses', courses({ student_id: '2' }, {})],
      ),
      { records: 4, courses: 2 },
    ),
    book(
      'a student without courses',
      sheets(['students', students({}, { student_id: '2' })], ['courses', courses({})]),
      {
        records: 4,
        accepted: 2,
        issues: [error('courses-missing', { sheet: 'students', cell: 'A3' })],
      },
    ),
    book(
      'courses of nobody',
      sheets(['students', students({})], ['courses', courses({}, { student_id: '2' })]),
      {
        courses: 1,
        accepted: 2,
        issues: [
          error('student-unknown', {
            sheet: 'courses',
            cell: 'A3',
            column: 'student_id',
            value: '2',
          }),
        ],
      },
    ),
    book(
      'a student twice, differently',
      sheets(['students', students({}, { degree_en: 'Other' })], ['courses', courses({})]),
      {
        records: 4,
        courses: 2,
        issues: [
          error('record-conflict', { sheet: 'students', cell: 'A2' }),
          error('record-conflict', { sheet: 'students', cell: 'A3' }),
        ],
      },
    ),
    noBook('students alone', sheets(['students', students({})]), 'sheet-missing'),
    noBook('courses alone', sheets(['courses', courses({})]), 'sheet-missing'),
    noBook('no sheet with anything in it', oneSheet(''), 'file-empty'),
    noBook('a header alone', oneSheet(table([])), 'file-empty'),
  ]),
  says('Sheet names match case-insensitively; another sheet is a warning', [
    book('Students and COURSES', sheets(['Students', students({})], ['COURSES', courses({})])),
    book(
      'another sheet',
      sheets(['students', students({})], ['courses', courses({})], ['Notes', row(1, { A: 'x' })]),
      { issues: [warning('sheet-unknown', { sheet: 'Notes' })] },
    ),
    book(
      'another sheet before one sheet',
      sheets(['Notes', row(1, { A: 'x' })], ['Data', table([{}])]),
      { issues: [warning('sheet-unknown', { sheet: 'Notes' })] },
    ),
    book('a blank sheet more', sheets(['Data', table([{}])], ['Sheet2', '']), {
      issues: [warning('sheet-unknown', { sheet: 'Sheet2' })],
    }),
  ]),
  says('Content decides, not the file’s name', [
    book('named .csv', oneSheet(table([{}])), {}, 'records.csv'),
    book('named .xlsm', oneSheet(table([{}])), {}, 'records.xlsm'),
    book('named .zip', oneSheet(table([{}])), {}, 'records.zip'),
  ]),
  says('.xlsm or macros inside: refused', [
    noBook(
      'a macro project',
      oneSheet(table([{}]), { extra: [{ name: 'xl/vbaProject.bin', content: 'x' }] }),
      'workbook-macros',
    ),
    noBook(
      'the type of .xlsm, named .xlsx',
      oneSheet(table([{}]), {
        contentTypes:
          '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>',
      }),
      'workbook-macros',
    ),
    noBook(
      'a macro sheet',
      oneSheet(table([{}]), { extra: [{ name: 'xl/macrosheets/sheet1.xml', content: '<x/>' }] }),
      'workbook-macros',
    ),
  ]),
  says('XLSX gives sheet and cell as Excel shows them (courses!F214)', [
    book('a grade', sheets(['Data', table([{}, { course_code: 'A2', grade: 'b' }])]), {
      courses: 2,
      issues: [
        error('grade-unknown', { sheet: 'Data', cell: 'N3', column: 'grade', suggestion: 'B' }),
      ],
    }),
    book(
      'row 214 of courses',
      sheets(
        ['students', students({})],
        [
          'courses',
          courses(
            ...Array.from({ length: 213 }, (_, index) => ({
              course_code: `A${index}`,
              ...(index === 212 && { credits: '-1' }),
            })),
          ),
        ],
      ),
      {
        courses: 213,
        issues: [error('number-invalid', { sheet: 'courses', cell: 'F214', column: 'credits' })],
      },
    ),
    book('a blank cell that is required', oneSheet(table([{ degree_en: undefined }])), {
      issues: [error('value-missing', { sheet: 'Sheet1', cell: 'H2', column: 'degree_en' })],
    }),
    book('an unknown column', oneSheet(table([{ room: '1' }])), {
      issues: [warning('column-unknown', { cell: 'O1', column: 'room' })],
    }),
    book('a column twice', oneSheet(table([{}]).replace('>degree_en<', '>degree_th<')), {
      issues: [
        error('column-repeated', { cell: 'H1', column: 'degree_th' }),
        error('column-missing'),
      ],
    }),
    book(
      'a date in the sheet students',
      sheets(['students', students({ admission_date: '31/2/2566' })], ['courses', courses({})]),
      { issues: [error('date-does-not-exist', { sheet: 'students', cell: 'F2' })] },
    ),
  ]),
  says('Gaps and a false dimension do no harm', [
    book(
      'a false dimension',
      workbook({ sheets: [{ name: 'S', data: table([{}]), before: '<dimension ref="A1:B2"/>' }] }),
    ),
    book(
      'blank rows above and between',
      oneSheet(
        table([{}])
          .replaceAll('r="2"', 'r="20"')
          .replaceAll(/r="([A-Z]+)2"/g, 'r="$120"')
          .replaceAll(/r="([A-Z]+)1"/g, 'r="$13"')
          .replace('<row r="1">', '<row r="3">'),
      ),
      {},
    ),
    book(
      'hidden rows and columns are read',
      oneSheet(table([{}]).replace('<row r="2">', '<row r="2" hidden="1">')),
    ),
    book(
      'cells with a style and nothing in them',
      oneSheet(
        `${table([{}])}<row r="3"><c r="A3" s="1"/></row><row r="900"><c r="Z900" s="1"/></row>`,
      ),
    ),
    book(
      'merged cells over rows',
      workbook({
        sheets: [
          {
            name: 'S',
            data: table([{}, { student_id: undefined, course_code: 'A2' }]),
            after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
          },
        ],
      }),
      { courses: 2 },
    ),
    book(
      'merged cells over columns',
      workbook({
        sheets: [
          {
            name: 'S',
            data: table([{ family_name_th: undefined }]),
            after: '<mergeCells><mergeCell ref="B2:C2"/></mergeCells>',
          },
        ],
      }),
      { issues: [error('cells-merged', { cell: 'B2' }), error('value-missing', { cell: 'C2' })] },
    ),
    book(
      'a value beyond the header',
      oneSheet(table([{}]).replace(/<\/row>$/, '<c r="Z2"><v>1</v></c></row>')),
      { issues: [error('row-too-long', { cell: 'Z2' })] },
    ),
  ]),
  says('hostile workbooks are refused with a clear error', [
    noBook(
      'a DOCTYPE in a sheet',
      oneSheet('', {
        parts: {
          'xl/worksheets/sheet1.xml':
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>',
        },
      }),
      'xml-doctype',
    ),
    noBook(
      'a sheet that ends early',
      oneSheet('', { parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' } }),
      'workbook-broken',
    ),
    noBook(
      'no workbook inside',
      zip([{ name: '[Content_Types].xml', content: '<Types/>' }]),
      'workbook-broken',
    ),
    cell('a cell of 70 kB', 'major_en', 'x'.repeat(70_000), [
      error('cell-too-large', { cell: 'O2', column: 'major_en' }),
    ]),
    noBook('1,001 columns', oneSheet(row(1, { A: 'student_id', ALM: 'x' })), 'too-many-columns'),
    refused(
      'an old .xls',
      'a.xls',
      Uint8Array.of(
        0xd0,
        0xcf,
        0x11,
        0xe0,
        0xa1,
        0xb1,
        0x1a,
        0xe1,
        ...new Array<number>(600).fill(0),
      ),
      { format: 'unknown', encoding: null, issues: [error('workbook-old')] },
    ),
  ]),
]);
