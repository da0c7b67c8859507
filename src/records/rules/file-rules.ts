import { error } from './rule.ts';

/** Rules on whole files and their encoding. */
export const FILE_RULES = {
  'file-empty': error('ไฟล์นี้ไม่มีระเบียนนักศึกษา', 'This file holds no records.'),
  'file-too-large': error(
    'ไฟล์ใหญ่เกิน {limit} โปรดแบ่งเป็นหลายไฟล์',
    'The file is larger than {limit}; please split it.',
  ),
  'file-too-varied': error(
    'ข้อมูลที่ต่างกันในไฟล์นี้มากเกินกว่าจะตรวจพร้อมกันได้ ({limit}) โปรดแบ่งเป็นหลายไฟล์',
    'This file holds more different data than can be checked at once ({limit}); please split it.',
  ),
  'format-unknown': error(
    'ไม่รู้จักรูปแบบของไฟล์นี้ ใช้ได้ทั้ง CSV, XLSX, JSON, NDJSON และ XML ของ ETDA หรือ ZIP ของไฟล์เหล่านี้ {hintTh}',
    'The format of this file is unknown; use CSV, XLSX, JSON, NDJSON or ETDA XML, alone or in a zip. {hintEn}',
  ),
  'format-not-supported': error(
    'รุ่นนี้ยังอ่านไฟล์ {format} ไม่ได้ โปรดบันทึกเป็น XLSX, CSV (UTF-8), JSON หรือ XML',
    'This version cannot read {format} files yet; please save as XLSX, CSV (UTF-8), JSON or XML.',
  ),
  'encoding-invalid': error(
    'อักขระในบรรทัดนี้ไม่ใช่ {encoding} ที่ถูกต้อง โปรดบันทึกไฟล์เป็น UTF-8',
    'This line is not valid {encoding}; please save the file as UTF-8.',
  ),
  'encoding-unknown': error(
    'อ่านรหัสอักขระของไฟล์นี้ไม่ได้ โปรดบันทึกเป็น UTF-8',
    'The character encoding of this file cannot be told; please save it as UTF-8.',
  ),
  'encoding-not-utf8': error(
    'ไฟล์ XML และ JSON ต้องเป็น UTF-8 แต่ไฟล์นี้เป็น {encoding}',
    'XML and JSON files must be UTF-8, this one is {encoding}.',
  ),
};
