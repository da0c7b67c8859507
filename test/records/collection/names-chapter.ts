import { csv } from '../support.ts';
import { chapter, csvFile, error, says, warning } from './collection-case.ts';
import type { CollectionCase } from './collection-case.ts';

function name(
  title: string,
  value: string,
  severity?: 'error' | 'warning',
  code?: string,
): CollectionCase {
  const find = severity === 'error' ? error : warning;
  return csvFile(title, csv({ given_name_th: value }), {
    issues: severity === undefined ? [] : [find(code, { line: 2, column: 'given_name_th' })],
  });
}

export const NAMES_CHAPTER = chapter('Thai text', [
  says(
    'Thai text is looked at before normalising, in names and titles: marks in an order NFC would change (a tone typed before SARA U): warning',
    [
      name('a tone before SARA U', 'ก\u0E49\u0E38ง', 'warning', 'thai-marks-reordered'),
      name('a tone before SARA UU', 'ก\u0E48\u0E39', 'warning', 'thai-marks-reordered'),
      csvFile(
        'a tone before SARA U in the title of a course',
        csv({ course_title_th: 'ก\u0E49\u0E38ง' }),
        { issues: [warning('thai-marks-reordered', { column: 'course_title_th' })] },
      ),
      csvFile('a tone before SARA U in a faculty', csv({ faculty_th: 'ก\u0E49\u0E38ง' }), {
        issues: [warning('thai-marks-reordered', { column: 'faculty_th' })],
      }),
    ],
  ),
  says('decomposed SARA AM: warning', [
    name('NIKHAHIT and SARA AA', 'ก\u0E4D\u0E32', 'warning', 'thai-sara-am-decomposed'),
    name('NIKHAHIT, tone and SARA AA', 'น\u0E4D\u0E49\u0E32', 'warning', 'thai-sara-am-decomposed'),
    name('tone, NIKHAHIT and SARA AA', 'น\u0E49\u0E4D\u0E32', 'warning', 'thai-sara-am-decomposed'),
  ]),
  says('invisible characters are reported (warning)', [
    name('a zero width space', 'สม\u200Bมติ', 'warning', 'character-invisible'),
    name('a zero width non-joiner', 'สม\u200Cมติ', 'warning', 'character-invisible'),
    name('a byte order mark within', 'สม\uFEFFมติ', 'warning', 'character-invisible'),
    name('a soft hyphen', 'สม\u00ADมติ', 'warning', 'character-invisible'),
    name('a mark of writing direction', 'สมมติ\u200E', 'warning', 'character-invisible'),
    name('a no-break space within', 'สม\u00A0มติ', 'warning'),
    csvFile('a no-break space round a name', csv({ given_name_th: '\u00A0สมมติ\u00A0' })),
    csvFile('a zero width space alone is no name', csv({ given_name_th: '\u200B' }), {
      issues: [warning('character-invisible'), error('value-missing', { column: 'given_name_th' })],
    }),
    csvFile('a zero width space in a student id', csv({ student_id: '6601\u200B' }), {
      issues: [warning('character-invisible', { column: 'student_id' })],
    }),
  ]),
  says('marks that cannot follow each other are errors', [
    name('a tone before SARA I', 'ก\u0E48\u0E34น', 'error'),
    name('two tones', 'ก\u0E48\u0E48า', 'error'),
    name('two different tones', 'ก\u0E48\u0E49า', 'error'),
    name('SARA I twice', 'ก\u0E34\u0E34น', 'error'),
    name('SARA U twice', 'ก\u0E38\u0E38', 'error'),
    name('SARA I and SARA U', 'ก\u0E34\u0E38', 'error'),
    name('SARA AM twice', 'น\u0E33\u0E33', 'error'),
    name('a tone behind SARA AM', 'น\u0E33\u0E49', 'error'),
    name('a tone behind SARA AA', 'ก\u0E32\u0E48', 'error'),
    name('THANTHAKHAT twice', 'ศักดิ\u0E4C\u0E4C', 'error'),
    name('MAITAIKHU twice', 'ก\u0E47\u0E47', 'error'),
    name('a mark at the beginning', '\u0E48กา', 'error'),
    name('a mark behind a vowel that stands before', 'เ\u0E48ก', 'error'),
    name('a mark behind a blank', 'สม \u0E34มติ', 'error'),
    name('a mark on a Latin letter', 'a\u0E48', 'error'),
  ]),
  says('Report, never silently repair ... two SARA E for SARA AE', [
    name('SARA E twice', 'เ\u0E40ดง', 'warning', 'thai-double-sara-e'),
    csvFile('SARA E twice in a degree', csv({ degree_th: 'เเพทยศาสตร์' }), {
      issues: [warning('thai-double-sara-e', { column: 'degree_th' })],
    }),
    name('SARA AE as it should be', 'แดง'),
  ]),
  says('What is right stays without a word', [
    name('SARA U before its tone', 'ก\u0E38\u0E49ง'),
    name('a tone on SARA II, THANTHAKHAT on SARA I', 'ที่สิทธิ์'),
    name('SARA AM with a tone', 'น้ำค้ำ'),
    name('MAITAIKHU, RU, LU and PAIYANNOI', 'เป็น ฤทัย ฦๅ ฯ'),
    name('Pali with PHINTHU', 'พฺราหฺมณ'),
    name('NIKHAHIT alone, as in Pali', 'พุทฺธํ'),
    name('a name with a blank, a dot and a hyphen', 'ม.ล. สมมติ-ตัวอย่าง ณ อยุธยา'),
  ]),
  says('Report, never silently repair', [
    name('marks of an old font in private characters', 'ก\uF70Aน', 'error', 'character-broken'),
    name('a replacement character', 'สม\uFFFDมติ', 'error', 'character-broken'),
  ]),
]);
