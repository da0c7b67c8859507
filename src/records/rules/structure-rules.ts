import { error } from './rule.ts';

/** Rules on the structure of JSON and XML. */
export const STRUCTURE_RULES = {
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
  'xml-element-repeated': error(
    'มีองค์ประกอบ {value} มากกว่าหนึ่งและไม่ตรงกัน จึงไม่รู้ว่าใช้ค่าใด',
    'The element {value} stands here again and says something else: it is not clear which counts.',
  ),
};
