import { csv } from '../support.ts';
import { chapter, csvFile, error, refused, says, warning } from './collection-case.ts';
import { utf16, windows874, withBytes } from './encodings.ts';

const LATIN = { given_name_th: 'Somchai', family_name_th: 'Rakthai', degree_th: 'Bachelor' };
const thai = (cells: Readonly<Record<string, string>>): string => csv({ ...LATIN, ...cells });
const in874 = { encoding: 'windows-874' };
/** A second student on line 3 with a mark for bytes. */
const broken = (cell: string): string => csv({}, { student_id: '66010002', major_en: cell });
const brokenLine = {
  records: 4,
  courses: 2,
  accepted: 2,
  issues: [error('encoding-invalid', { line: 3 })],
};

export const TEXT_CHAPTER = chapter('text and encoding', [
  says('UTF-8 (with or without BOM)', [
    csvFile('UTF-8 without a mark', csv({})),
    csvFile('UTF-8 with a mark before a quoted header', `\uFEFF${csv({})}`),
    csvFile('UTF-8 with a mark before a bare header', `\uFEFF${csv({}).replaceAll('"', '')}`),
    csvFile('a header with two marks, as joined exports have', `\uFEFF\uFEFF${csv({})}`),
    csvFile('ASCII alone, which is UTF-8', thai({})),
    csvFile(
      'a name with letters beyond the first plane',
      csv({ family_name_en: 'Tuayang \u{1D54F}' }),
    ),
  ]),
  says('CSV may also be Windows-874 / TIS-620: detect it, say which was used', [
    csvFile('ordinary Thai', windows874(csv({})), in874),
    csvFile(
      'two words whose bytes look like UTF-8 in part',
      windows874(thai({ given_name_th: 'นาง', family_name_th: 'ทาน' })),
      in874,
    ),
    csvFile(
      'one word whose bytes are all UTF-8 as well',
      windows874(thai({ given_name_th: 'สด' })),
      in874,
    ),
    csvFile(
      'two words of which each is UTF-8 as well',
      windows874(thai({ given_name_th: 'ลง', family_name_th: 'วนสด' })),
      in874,
    ),
    csvFile('one letter as middle name', windows874(thai({ middle_name_th: 'ณ' })), in874),
    csvFile('one short prefix', windows874(thai({ name_prefix_th: 'นส' })), in874),
    csvFile(
      "Windows' quotes, dash and ellipsis",
      windows874(thai({ faculty_th: 'คณะ “วิทย์” – ไทย…' })),
      in874,
    ),
    csvFile('one word in quotes', windows874(thai({ faculty_th: '“วิทย์”' })), in874),
    csvFile('two words with a no-break space', windows874(thai({ degree_th: 'วน\u00A0สด' })), {
      ...in874,
      issues: [warning('blank-unusual', { column: 'degree_th' })],
    }),
    csvFile('a word that Latin letters touch', windows874(thai({ degree_th: 'ภาษาC' })), in874),
    csvFile(
      'Thai far behind a megabyte of ASCII',
      windows874(
        [
          thai({}).split('\n')[0],
          ...Array.from(
            { length: 8000 },
            (_, index) => thai({ student_id: String(66_000_000 + index) }).split('\n')[1],
          ),
          thai({ student_id: '1', given_name_th: 'สมชาย' }).split('\n')[1],
        ].join('\r\n'),
      ),
      { ...in874, records: 16_002, courses: 8001 },
    ),
    csvFile(
      'an error behind Thai of one byte each',
      windows874(csv({}, { student_id: '2', grade: 'b' })),
      {
        ...in874,
        records: 4,
        courses: 2,
        accepted: 2,
        issues: [error('grade-unknown', { line: 3, column: 'grade', suggestion: 'B' })],
      },
    ),
  ]),
  says('UTF-8 without a Thai letter is UTF-8 all the same', [
    ...[
      'Universit\u00E9 \u00E0 Paris, \u00E9t\u00E9',
      '\u0141\u00F3d\u017A and \u0160koda',
      '\u03B1, \u03B2 and \u03A9',
      'F\u00FCr \u00D6sterreich \u2013 \u201Cquoted\u201D',
      '25\u00B0, \u00BD, \u00A7 5, \u00B1 \u00D7',
      '\u0418\u0432\u0430\u043D \u041F\u0435\u0442\u0440\u043E\u0432',
      '\u6570\u5B66',
      'Nguy\u1EC5n V\u0103n \u00D1',
    ].map((degree) => csvFile(degree, thai({ degree_en: degree }))),
  ]),
  says('UTF-16 with BOM is read', [
    csvFile('UTF-16 LE', utf16(csv({}), 'little'), { encoding: 'utf-16le' }),
    csvFile('UTF-16 BE', utf16(csv({}), 'big'), { encoding: 'utf-16be' }),
    csvFile(
      "UTF-16 LE with tabs, as Excel's Unicode text",
      utf16(csv({}).replaceAll('","', '"\t"').replaceAll('\n', '\r\n'), 'little'),
      { encoding: 'utf-16le' },
    ),
    refused('UTF-16 LE without a mark', 'a.csv', utf16(csv({}), 'little', ''), {
      format: 'unknown',
      encoding: null,
      issues: [error(undefined)],
    }),
  ]),
  says(
    'Invalid UTF-8 in a file that is otherwise UTF-8 is an error naming the line, never a reason to fall back to Windows-874',
    [
      csvFile('a byte that no UTF-8 has', withBytes(broken('a~b'), 0xff), brokenLine),
      csvFile('a Thai byte of Windows-874', withBytes(broken('a~b'), 0xb9), brokenLine),
      csvFile('a Thai word of Windows-874', withBytes(broken('~'), 0xca, 0xc1), brokenLine),
      csvFile('a sequence cut off by the quote', withBytes(broken('ก~'), 0xe0, 0xb8), brokenLine),
      csvFile('an overlong slash', withBytes(broken('a~'), 0xc0, 0xaf), brokenLine),
      csvFile('half of a surrogate pair', withBytes(broken('a~'), 0xed, 0xa0, 0x80), brokenLine),
      csvFile(
        'a byte in a column that is not read',
        withBytes(csv({}, { student_id: '2', room: '~' }), 0xff),
        {
          ...brokenLine,
          issues: [error('encoding-invalid', { line: 3 }), { severity: 'warning', column: 'room' }],
        },
      ),
      csvFile(
        'a byte in a file that is ASCII otherwise',
        withBytes(thai({ given_name_en: 'Som~mut' }), 0xff),
        { issues: [error('encoding-invalid', { line: 2 })] },
      ),
      csvFile(
        'an overlong slash in a file that is ASCII otherwise',
        withBytes(thai({ given_name_en: 'Som~mut' }), 0xc0, 0xaf),
        { issues: [error('encoding-invalid', { line: 2 })] },
      ),
      csvFile(
        'a letter of Latin-1 in a file that is ASCII otherwise',
        withBytes(thai({ given_name_en: 'Jos~' }), 0xe9),
        { issues: [error('encoding-invalid', { line: 2 })] },
      ),
      csvFile(
        'broken bytes on two lines',
        withBytes(csv({ major_en: '~' }, { student_id: '2', major_en: '~' }), 0xff),
        {
          records: 4,
          courses: 2,
          issues: [error('encoding-invalid', { line: 2 }), error('encoding-invalid', { line: 3 })],
        },
      ),
    ],
  ),
  says('Normalise to NFC only; NFKC would split SARA AM', [
    csvFile('a name in NFD', csv({ family_name_en: 'Jose\u0301' })),
    csvFile(
      'a name in NFC on one row and NFD on the other',
      csv({ family_name_en: 'Jos\u00E9' }, { family_name_en: 'Jose\u0301', course_code: 'A2' }),
      { courses: 2 },
    ),
    csvFile('SARA AM as it should be', csv({ given_name_th: 'น้ำ' })),
  ]),
]);
