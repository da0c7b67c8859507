import { error, warning } from './rule.ts';

/** Rules on whole files and on their syntax. */
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
    'ไม่รู้จักรูปแบบของไฟล์นี้ ใช้ได้ทั้ง CSV, JSON, NDJSON และ XML ของ ETDA',
    'The format of this file is unknown; use CSV, JSON, NDJSON or ETDA XML.',
  ),
  'format-not-supported': error(
    'รุ่นนี้ยังอ่านไฟล์ {format} ไม่ได้ โปรดบันทึกเป็น CSV (UTF-8), JSON หรือ XML',
    'This version cannot read {format} files yet; please save as CSV (UTF-8), JSON or XML.',
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
  'column-missing': error('ขาดคอลัมน์ที่จำเป็น: {columns}', 'Required columns are missing: {columns}.'),
  'column-unknown': warning(
    'ไม่รู้จักคอลัมน์ {column} จึงไม่ได้อ่าน {hintTh}',
    'Column {column} is unknown and was not read. {hintEn}',
  ),
  'column-repeated': error(
    'มีคอลัมน์ {column} มากกว่าหนึ่งครั้ง',
    'Column {column} appears more than once.',
  ),
  'too-many-columns': error('มีมากกว่า {limit} คอลัมน์', 'There are more than {limit} columns.'),
  'row-too-long': error(
    'แถวนี้มี {cells} ช่อง แต่หัวตารางมี {columns} คอลัมน์',
    'This row has {cells} cells, but the header has {columns} columns.',
  ),
  'cell-too-large': error(
    'ข้อความในช่องยาวเกิน {limit} ตัวอักษร',
    'A text is longer than {limit} characters.',
  ),
  'quote-inside-cell': error(
    'มีเครื่องหมายคำพูดอยู่กลางช่องที่ไม่ได้ครอบด้วยเครื่องหมายคำพูด ให้ครอบทั้งช่องและเขียน "" แทน "',
    'A quotation mark stands inside an unquoted cell; quote the whole cell and write "" for ".',
  ),
  'quote-followed-by-text': error(
    'มีข้อความต่อท้ายเครื่องหมายคำพูดปิด',
    'Text follows a closing quotation mark.',
  ),
  'quote-not-closed': error(
    'เครื่องหมายคำพูดที่เปิดในแถวนี้ไม่มีปิด',
    'A quotation mark that opens in this row is never closed.',
  ),
  'row-not-attributed': error(
    'แถวนี้ไม่บอกว่าเป็นของนักศึกษาคนใด จึงยังรับระเบียนใดในไฟล์นี้ไม่ได้',
    'This row does not say whose it is, so no record of this file can be accepted yet.',
  ),
  'json-syntax': error('JSON ไม่ถูกต้อง: {problemTh}', 'Not valid JSON: {problemEn}.'),
  'record-too-long': error(
    'ระเบียนที่เริ่มตรงนี้ยาวเกิน {limit} ตัวอักษร จึงไม่ได้อ่านส่วนที่เหลือ',
    'The record that begins here is longer than {limit} characters; what follows was not read.',
  ),
  'json-duplicate-key': error(
    'มีชื่อ {column} ซ้ำในออบเจกต์เดียวกัน',
    'The name {column} appears twice in one object.',
  ),
  'json-lone-surrogate': error(
    'ข้อความมีอักขระ Unicode ที่ไม่ครบคู่ (lone surrogate)',
    'The text holds half of a surrogate pair.',
  ),
  'json-type': error(
    'ตรงนี้ต้องเป็น{expectedTh} ไม่ใช่{actualTh}',
    'Here {expectedEn} is expected, not {actualEn}.',
  ),
  'nested-too-deeply': error(
    'ข้อมูลซ้อนกันลึกเกิน {limit} ชั้น',
    'The data is nested more than {limit} levels deep.',
  ),
  'xml-syntax': error('XML ไม่ถูกต้อง ({problem})', 'Not valid XML: {problem}.'),
  'xml-too-large': error(
    'XML มีองค์ประกอบมากเกินไปหรือมีข้อความยาวเกิน {length} ตัวอักษร',
    'The XML has too many elements, or a text longer than {length} characters.',
  ),
  'xml-doctype': error(
    'ไม่รับ XML ที่มี DOCTYPE เพราะอาจอ้างถึงข้อมูลภายนอก',
    'XML with a DOCTYPE is refused: it could refer to outside data.',
  ),
  'xml-root': error(
    'ไม่ใช่ใบแสดงผลการศึกษาของ ETDA: องค์ประกอบแรกคือ {value}',
    'Not an ETDA transcript: the root element is {value}.',
  ),
};
