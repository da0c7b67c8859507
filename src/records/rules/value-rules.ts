import { error, warning } from './rule.ts';

/** Rules on single values. */
export const VALUE_RULES = {
  'value-missing': error('ต้องระบุ {column}', '{column} is required.'),
  'value-unknown': error(
    '{column} ต้องเป็น {allowed} {hintTh}',
    '{column} must be {allowed}. {hintEn}',
  ),
  'grade-unknown': error(
    'ไม่มีเกรด "{value}" ในระบบเกรด {scheme} {hintTh}',
    'Grade "{value}" is not in the grading scheme {scheme}. {hintEn}',
  ),
  'date-invalid': error(
    'อ่าน {column} ไม่ได้ ใช้ YYYY-MM-DD หรือ DD/MM/YYYY (ค.ศ. หรือ พ.ศ.) {hintTh}',
    '{column} cannot be read; use YYYY-MM-DD or DD/MM/YYYY (CE or BE). {hintEn}',
  ),
  'date-does-not-exist': error(
    'ไม่มีวันที่ {value} ในปฏิทิน {hintTh}',
    'The date {value} does not exist. {hintEn}',
  ),
  'date-incomplete': error('{column} ต้องมีทั้งวัน เดือน และปี', '{column} needs day, month and year.'),
  'year-invalid': error(
    'ปีการศึกษาต้องเป็นปี ค.ศ. หรือ พ.ศ. สี่หลัก {hintTh}',
    'The academic year must have four digits, CE or BE. {hintEn}',
  ),
  'number-invalid': error(
    '{column} ต้องเป็นตัวเลขทศนิยม เช่น 3 หรือ 1.5 {hintTh}',
    '{column} must be a decimal number such as 3 or 1.5. {hintEn}',
  ),
  'gpa-invalid': error(
    '{column} ต้องเป็นตัวเลขทศนิยมไม่เกินสองตำแหน่ง เช่น 3.25 {hintTh}',
    '{column} must be a number with at most two decimals, such as 3.25. {hintEn}',
  ),
  'identifier-invalid': error(
    '{column} ยาวเกิน {limit} ตัวอักษร',
    '{column} is longer than {limit} characters.',
  ),
  'identifier-cut-short': error(
    'โปรแกรมตารางย่อ {column} เป็น {value} จึงไม่รู้ตัวเลขเต็ม โปรดจัดรูปแบบคอลัมน์เป็นข้อความแล้วส่งออกใหม่',
    'A spreadsheet program has cut {column} short to {value}, so its digits are lost; format the column as text and export it again.',
  ),
  'email-invalid': error('ที่อยู่อีเมลไม่ถูกต้อง', 'This is not a mail address.'),
  'citizen-id-length': warning(
    'เลขประจำตัวประชาชนต้องมีตัวเลข 13 หลักโดยไม่มีขีดหรือเว้นวรรค',
    'A citizen id has 13 digits without dashes or blanks.',
  ),
  'citizen-id-check-digit': warning(
    'เลขตรวจสอบของเลขประจำตัวประชาชนไม่ถูกต้อง อาจพิมพ์ผิด',
    'The check digit of the citizen id does not fit; it may be mistyped.',
  ),
  'control-character': error(
    '{column} มีอักขระควบคุม ({character})',
    '{column} holds a control character ({character}).',
  ),
  'character-broken': error(
    '{column} มีอักขระที่เสียหายหรือเป็นของแบบอักษรเฉพาะ ({character})',
    '{column} holds a broken or font-specific character ({character}).',
  ),
  'text-decoded-wrongly': error(
    'ข้อความใน {column} เป็น UTF-8 ที่ถูกอ่านเป็น Windows-874 ("{cluster}…") โปรดส่งออกใหม่เป็น UTF-8',
    'The text of {column} is UTF-8 that was read as Windows-874 ("{cluster}…"); please export it again as UTF-8.',
  ),
  'character-invisible': warning(
    '{column} มีอักขระที่มองไม่เห็น ({character}) ระบบตัดออกแล้ว',
    '{column} held an invisible character ({character}); it was left out.',
  ),
  'blank-unusual': warning(
    '{column} มีช่องว่างชนิดพิเศษ ({character}) ระบบใช้ช่องว่างธรรมดาแทน',
    '{column} held an unusual blank ({character}); a plain one was put in its place.',
  ),
  'character-look-alike': warning(
    '{column} มี "{found}" ({character}) ที่เหมือนแต่ไม่ใช่ "{meant}" ({meantCharacter})',
    '{column} has "{found}" ({character}), which looks like "{meant}" ({meantCharacter}) but is not.',
  ),
  'thai-marks-reordered': warning(
    '{column} พิมพ์วรรณยุกต์ก่อนสระล่าง ระบบเรียงใหม่ตามมาตรฐานแล้ว โปรดตรวจ',
    '{column} has a tone mark typed before a vowel below; it was put in standard order. Please look.',
  ),
  'thai-marks-impossible': error(
    '{column} มีสระหรือวรรณยุกต์ซ้อนกันไม่ได้ที่ "{cluster}"',
    '{column} has Thai marks that cannot follow each other at "{cluster}".',
  ),
  'thai-mark-without-letter': error(
    '{column} มีสระหรือวรรณยุกต์ที่ไม่มีพยัญชนะรองรับที่ "{cluster}"',
    '{column} has a Thai mark without a letter to carry it at "{cluster}".',
  ),
  'thai-sara-am-decomposed': warning(
    '{column} เขียนสระอำเป็นนิคหิตกับสระอา (U+0E4D U+0E32) ควรพิมพ์ ำ (U+0E33)',
    '{column} writes SARA AM as two characters (U+0E4D U+0E32); it should be typed as one (U+0E33).',
  ),
  'thai-double-sara-e': warning(
    '{column} มีสระเอสองตัว (U+0E40 U+0E40) ควรเป็นสระแอ (แ U+0E41)',
    '{column} has two SARA E (U+0E40 U+0E40) where SARA AE (แ U+0E41) is meant.',
  ),
};
