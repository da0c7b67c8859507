import type { BilingualText } from '../../shared/app-error.ts';
import type { GradingScheme } from '../../transcript/grading-scheme.ts';
import { COLUMN_MEANINGS, VALUE_FORMATS } from '../column-meanings.ts';
import type { Column } from '../columns.ts';
import { COLUMNS } from '../columns.ts';
import { COURSES_SHEET, EXPLANATION_SHEET, STUDENTS_SHEET } from '../xlsx/sheet-names.ts';
import type { CellStyle, WrittenSheet } from '../xlsx/writing/written-sheet.ts';

type Row = WrittenSheet['rows'][number];

const NOTES: readonly BilingualText[] = [
  {
    th: 'ลบแถวตัวอย่างแล้วใส่ข้อมูลจริง หนึ่งแถวต่อหนึ่งคนในแผ่น students และหนึ่งแถวต่อหนึ่งรายวิชาในแผ่น courses',
    en: 'Replace the example rows: one row a student in the sheet students, one row a course in the sheet courses.',
  },
  {
    th: 'จะใช้แผ่นเดียวที่มีทุกคอลัมน์ก็ได้ ลำดับคอลัมน์อิสระ และไม่ต้องมีคอลัมน์ที่ไม่ใช้',
    en: 'One sheet with all columns will do as well; their order is free, and columns without use may be left out.',
  },
  {
    th: 'คอลัมน์หัวสีฟ้าต้องมีค่า วันที่พิมพ์เป็น ค.ศ. หรือ พ.ศ. ก็ได้ (ปีตั้งแต่ 2400 ถือเป็น พ.ศ.)',
    en: 'Columns with a blue head must have a value. Dates may be CE or BE (years from 2400 are BE).',
  },
  {
    th: 'อย่าใส่สูตร ให้วางเป็นค่า และอย่าผสานช่องข้ามคอลัมน์',
    en: 'No formulas: paste values. Do not merge cells across columns.',
  },
];

/** The sheet that explains every column, in Thai and English, and the grades that may be given. */
export function toExplanationSheet(scheme: GradingScheme): WrittenSheet {
  return {
    name: EXPLANATION_SHEET,
    columns: [22, 16, 16, 46, 46, 36, 36, 34].map((width) => ({ width, style: 'prose' })),
    rows: [
      styled('title', 'คำอธิบายคอลัมน์ · The columns'),
      ...NOTES.flatMap(({ th, en }) => [styled('text', th), styled('text', en)]),
      [],
      [
        ...styled('header', 'คอลัมน์ · column', 'แผ่น · sheet', 'จำเป็น · must'),
        ...styled('header', 'ความหมาย', 'meaning', 'รูปแบบ', 'format', 'ตัวอย่าง · example'),
      ],
      ...COLUMNS.map(toRow),
      [],
      styled('header', 'เกรด · grade', '', '', 'ความหมาย', 'meaning'),
      ...scheme.grades.map(({ code, meaningTh, meaningEn }) =>
        styled('prose', code, '', '', meaningTh, meaningEn),
      ),
    ],
    frozen: { rows: 0, columns: 1 },
    choices: [],
  };
}

function toRow({ name, scope, kind, required }: Column): Row {
  const { th, en, example } = COLUMN_MEANINGS[name];
  const format = VALUE_FORMATS[kind];
  const sheet = scope === 'record' ? STUDENTS_SHEET : COURSES_SHEET;
  const must = required ? 'ใช่ · yes' : '';
  return [
    { value: name, style: required ? 'required' : 'header' },
    ...styled('prose', sheet, must, th, en, format.th, format.en, example),
  ];
}

function styled(style: CellStyle, ...texts: readonly string[]): Row {
  return texts.map((value) => (value === '' ? undefined : { value, style }));
}
