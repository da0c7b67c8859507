import { error, warning } from './rule.ts';

/** Rules on zips and workbooks: what is dangerous or unreadable in them as files. */
export const CONTAINER_RULES = {
  'zip-broken': error(
    'ไฟล์นี้ (ZIP หรือ Excel) เสียหาย โปรดบันทึกหรือส่งใหม่ ({problem})',
    'This file (a zip or workbook) is damaged; please save or send it again ({problem}).',
  ),
  'zip-not-supported': error(
    'ไฟล์ ZIP แบบนี้อ่านไม่ได้ ({problem}) โปรดบีบอัดใหม่เป็น ZIP ธรรมดา',
    'This kind of zip cannot be read ({problem}); please pack it again as a plain zip.',
  ),
  'zip-encrypted': error(
    'ไฟล์ {value} ใน ZIP ถูกเข้ารหัส โปรดส่งโดยไม่ใส่รหัสผ่าน',
    '{value} in the zip is encrypted; please send it without a password.',
  ),
  'zip-too-many-entries': error(
    'ZIP มีมากกว่า {limit} ไฟล์ โปรดแบ่ง',
    'The zip holds more than {limit} files; please split it.',
  ),
  'zip-too-large': error(
    'เนื้อหาเมื่อคลายแล้วใหญ่เกิน {limit} โปรดแบ่งเป็นหลายไฟล์',
    'Unpacked, the content is larger than {limit}; please split it.',
  ),
  'zip-bomb': error(
    '{value} ถูกบีบอัดแน่นผิดปกติ (เกิน {limit} เท่า) จึงไม่คลาย',
    '{value} is packed more than {limit} times over, which no real file is; it was not unpacked.',
  ),
  'zip-overlap': error(
    'ไฟล์ใน ZIP ใช้ข้อมูลทับกัน จึงไม่รับ',
    'Files in the zip share the same bytes; it is refused.',
  ),
  'zip-contradiction': error(
    'ZIP นี้บอกขนาดหรือชื่อของ {value} ไว้สองแบบที่ไม่ตรงกัน จึงไม่รับ',
    'The zip says two different things about {value} in its two places; it is refused.',
  ),
  'zip-path': error(
    'ชื่อ {value} ใน ZIP ไม่ปลอดภัย จึงไม่รับ ZIP นี้',
    'The name {value} in the zip is not safe; the zip is refused.',
  ),
  'zip-entry-repeated': error(
    'ใน ZIP มีไฟล์ชื่อ {value} มากกว่าหนึ่งไฟล์',
    'The zip holds more than one file named {value}.',
  ),
  'zip-nested': error(
    'มี ZIP อยู่ใน ZIP โปรดรวมไฟล์ไว้ใน ZIP ชั้นเดียว',
    'There is a zip inside the zip; please put the files into one.',
  ),
  'workbook-macros': error(
    'ไม่รับสมุดงาน Excel ที่มีแมโคร โปรดบันทึกเป็น .xlsx ธรรมดา',
    'Workbooks with macros are refused; please save it as a plain .xlsx.',
  ),
  'workbook-encrypted': error(
    'สมุดงานนี้มีรหัสผ่าน โปรดเอารหัสผ่านออกแล้วส่งใหม่',
    'This workbook has a password; please remove it and send the file again.',
  ),
  'workbook-old': error(
    'นี่คือ Excel รุ่นเก่า (.xls หรือ .xlsb) โปรดบันทึกเป็น .xlsx',
    'This is the old or binary form of Excel (.xls, .xlsb); please save it as .xlsx.',
  ),
  'workbook-broken': error(
    'สมุดงาน Excel นี้เสียหาย ({problem}) โปรดเปิดใน Excel แล้วบันทึกใหม่',
    'This workbook is damaged ({problem}); please open it in Excel and save it again.',
  ),
  'workbook-too-large': error(
    'สมุดงานนี้มี{whatTh}มากเกินไป โปรดแบ่งเป็นหลายไฟล์',
    'This workbook has too {whatEn}; please split it.',
  ),
  'sheet-missing': error(
    'ไม่พบแผ่นงาน {sheets} ต้องมีแผ่นเดียวที่มีทุกคอลัมน์ หรือสองแผ่นชื่อ students และ courses',
    'There is no sheet {sheets}: use one sheet with all columns, or two named students and courses.',
  ),
  'sheet-unknown': warning('ไม่ได้อ่านแผ่นงาน {value}', 'The sheet {value} was not read.'),
  'student-unknown': error(
    'ไม่มีนักศึกษา {value} ในแผ่นงาน students',
    'There is no student {value} in the sheet students.',
  ),
  'cell-formula': error(
    'ช่องนี้เป็นสูตร โปรดวางเป็นค่า (Paste Special > Values)',
    'This cell is a formula; please paste it as a value (Paste Special > Values).',
  ),
  'cell-error': error(
    'ช่องนี้เป็นค่าผิดพลาดของ Excel ({value})',
    'This cell holds an error of Excel ({value}).',
  ),
  'cell-is-date': error(
    'Excel เปลี่ยนช่องนี้เป็นวันที่ ({value}) โปรดจัดรูปแบบเป็นข้อความแล้วพิมพ์ใหม่',
    'Excel has made a date of this cell ({value}); please format it as text and type it again.',
  ),
  'cell-digits-lost': error(
    'Excel เก็บตัวเลขได้ 15 หลัก หลักท้ายของช่องนี้จึงหายไป โปรดจัดรูปแบบเป็นข้อความแล้วพิมพ์ใหม่',
    'Excel keeps 15 digits, so the last ones of this cell are lost; format it as text and type it again.',
  ),
  'cells-merged': error(
    'ช่องนี้ผสานข้ามหลายคอลัมน์ ({range}) จึงไม่รู้ว่าค่าเป็นของคอลัมน์ใด โปรดยกเลิกการผสาน',
    'This cell is merged over several columns ({range}), so its value could be of either; please split it.',
  ),
};
