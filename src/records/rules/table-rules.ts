import { error, warning } from './rule.ts';

/** Rules on headers, rows and cells of tables. */
export const TABLE_RULES = {
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
};
