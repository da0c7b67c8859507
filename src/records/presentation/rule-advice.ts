import type { BilingualText } from '../../shared/app-error.ts';
import type { RuleCode } from '../rules/rules.ts';

function advice(th: string, en: string): BilingualText {
  return { th, en };
}

const RETYPE = advice(
  'ลบข้อความในช่องนั้นแล้วพิมพ์ใหม่ด้วยแป้นพิมพ์ภาษาไทยมาตรฐาน อย่าคัดลอกจากไฟล์ PDF',
  'Delete the text of that cell and type it again on a standard Thai keyboard; do not paste it from a PDF.',
);
const LOOK = advice(
  'ระเบียนนี้รับได้ แต่โปรดตรวจว่าข้อความถูกต้อง',
  'The record is accepted; please look whether the text is right.',
);
const QUOTES = advice(
  'ส่งออกไฟล์ใหม่จากโปรแกรมตาราง หรือครอบช่องนั้นด้วย " และเขียน "" แทน " ภายใน',
  'Export the file again from a spreadsheet program, or put the cell in " and write "" for each " in it.',
);
const PICK_LISTED = advice(
  'เขียนค่าให้ตรงกับรายการทุกตัวอักษร ค่าที่เสนอหลัง → ยังไม่ได้นำไปใช้',
  'Write the value exactly as listed; what is proposed behind → has not been applied.',
);
const FIGURES = advice(
  'ตรวจเกรดและหน่วยกิตของภาคนั้นก่อน แล้วแก้ตัวเลข หรือเว้นว่างให้ระบบคำนวณ สถาบันที่ตัดเศษแทนการปัด หรือนับวิชาที่เรียนซ้ำตามเกณฑ์ของตน ให้ระบุ --institution CODE',
  'Look at the grades and credits first, then mend the figure, or leave it blank to have it computed. For an institution that cuts instead of rounding, or has a rule on repeated courses, name it with --institution CODE.',
);
const SYSTEM = advice(
  'ส่งออกไฟล์ใหม่จากระบบทะเบียน หากยังเป็นเช่นเดิม ให้ผู้ดูแลระบบนั้นแก้ตรงจุดที่ระบุ',
  'Export the file again; if it stays so, whoever looks after the student system mends the place that is named.',
);
const SMALLER = advice(
  'ตรวจว่าไม่มีข้อมูลอื่นปนมา แล้วแบ่งหรือย่อให้สั้นลง',
  'Check that nothing else has slipped in, then split or shorten it.',
);
const ONE_ANSWER = advice(
  'แก้ให้ทุกแถวของนักศึกษาคนนั้นตรงกัน หรือเว้นว่างในแถวหลัง',
  'Make all rows of that student agree, or leave the later ones blank.',
);

/**
 * What a person does about a finding, where the rule's own sentence does not say it already.
 */
const ADVICE: Partial<Readonly<Record<RuleCode, BilingualText>>> = {
  'file-empty': advice(
    'ตรวจว่าส่งออกครบและเลือกไฟล์ถูก: ต้องมีหัวตารางและอย่างน้อยหนึ่งรายวิชา',
    'Check that it is the right file and was exported whole: a header and at least one course are needed.',
  ),
  'column-missing': advice(
    'เพิ่มคอลัมน์ที่ขาดในแถวหัวตาราง ชื่อคอลัมน์ทั้งหมดอยู่ใน docs/records.md',
    'Add the missing columns to the header row; docs/records.md lists all names.',
  ),
  'column-unknown': advice(
    'ถ้าเป็นข้อมูลที่ต้องใช้ ให้แก้ชื่อคอลัมน์ ถ้าไม่ใช่ ปล่อยไว้ได้',
    'If the data is needed, mend the name of the column; otherwise leave it.',
  ),
  'column-repeated': advice('เหลือไว้คอลัมน์เดียว', 'Keep one of the columns.'),
  'too-many-columns': SMALLER,
  'cell-too-large': SMALLER,
  'record-too-long': SMALLER,
  'too-many-courses': SMALLER,
  'json-syntax': SYSTEM,
  'json-duplicate-key': SYSTEM,
  'json-lone-surrogate': SYSTEM,
  'json-type': SYSTEM,
  'nested-too-deeply': SYSTEM,
  'xml-syntax': SYSTEM,
  'xml-too-large': SYSTEM,
  'xml-doctype': SYSTEM,
  'xml-root': advice(
    'เลือกไฟล์ที่เป็นใบแสดงผลการศึกษาตามมาตรฐาน ETDA รุ่น 2.0',
    'Choose a file that is an ETDA transcript, version 2.0.',
  ),
  'xml-element-repeated': advice(
    'เหลือองค์ประกอบที่ถูกต้องไว้หนึ่งเดียว หนึ่งไฟล์มีนักศึกษาได้คนเดียว',
    'Keep the one that is right. A file holds one student.',
  ),
  'encoding-not-utf8': SYSTEM,
  'zip-overlap': SYSTEM,
  'zip-contradiction': SYSTEM,
  'zip-path': SYSTEM,
  'zip-bomb': SYSTEM,
  'zip-entry-repeated': SYSTEM,
  'student-unknown': advice(
    'เพิ่มนักศึกษาในแผ่นงาน students หรือแก้ student_id ในแผ่นงาน courses',
    'Add the student to the sheet students, or mend student_id in the sheet courses.',
  ),
  'cell-error': advice('พิมพ์ค่าที่ถูกต้องแทน', 'Type the right value in its place.'),
  'identifier-cut-short': advice(
    'ส่งออกไฟล์จากระบบทะเบียนใหม่ อย่าเปิดและบันทึก CSV ในโปรแกรมตารางก่อนส่ง',
    'Export the file again and send it as it is: opening and saving a CSV file in a spreadsheet program does this.',
  ),
  'identifier-invalid': advice(
    'ตรวจว่าข้อมูลอยู่ถูกคอลัมน์',
    'Check that the value stands in the right column.',
  ),
  'term-in-future': advice(
    'ตรวจปี: พ.ศ. กับ ค.ศ. อาจสลับกัน',
    'Check the year: Buddhist and Common Era may be mixed up.',
  ),
  'scheme-not-in-force': advice(
    'ตรวจปีการศึกษา หรือตั้งค่าระบบเกรดที่ใช้ในช่วงนั้นให้สถาบัน',
    'Check the academic year, or give the institution the grading scheme that held then.',
  ),
  'grade-points-mismatch': advice(
    'แก้เกรดหรือค่าระดับคะแนนให้ตรงกัน',
    'Make the letter and its points agree.',
  ),
  'institution-mismatch': advice(
    'ส่งระเบียนนี้ให้สถาบันเจ้าของ หรือเลือกสถาบันให้ถูก',
    'Send the record to the institution that it names, or choose the right institution.',
  ),
  'row-too-long': advice(
    'มักเกิดจากเครื่องหมายคั่นในข้อความ ให้ครอบข้อความนั้นด้วย "',
    'Usually a delimiter stands inside a text: put that text in ".',
  ),
  'quote-inside-cell': QUOTES,
  'quote-followed-by-text': QUOTES,
  'quote-not-closed': QUOTES,
  'row-not-attributed': advice(
    'ใส่ student_id ในแถวนั้น หรือลบแถว',
    'Fill in student_id in that row, or delete the row.',
  ),
  'value-missing': advice('กรอกช่องที่ว่าง', 'Fill in the blank cells.'),
  'value-unknown': PICK_LISTED,
  'grade-unknown': PICK_LISTED,
  'date-does-not-exist': advice(
    'ตรวจวัน เดือน และปี ลำดับคือ วัน/เดือน/ปี หรือ ปี-เดือน-วัน',
    'Check day, month and year; the order is day/month/year or year-month-day.',
  ),
  'date-in-future': advice(
    'ตรวจปี: พ.ศ. กับ ค.ศ. อาจสลับกัน',
    'Check the year: Buddhist and Common Era may be mixed up.',
  ),
  'email-invalid': advice(
    'ใส่อีเมลเดียว เช่น name@example.ac.th หรือเว้นว่าง',
    'Give one address such as name@example.ac.th, or leave it blank.',
  ),
  'citizen-id-length': LOOK,
  'citizen-id-check-digit': LOOK,
  'control-character': RETYPE,
  'character-broken': RETYPE,
  'character-invisible': LOOK,
  'blank-unusual': LOOK,
  'thai-marks-reordered': LOOK,
  'thai-marks-impossible': RETYPE,
  'thai-mark-without-letter': RETYPE,
  'thai-sara-am-decomposed': LOOK,
  'thai-double-sara-e': RETYPE,
  'character-look-alike': advice(
    'ระเบียนนี้รับได้ แต่ค้นชื่อนี้จะไม่พบ พิมพ์ใหม่ตามค่าที่เสนอหลัง → หากตรงกับที่ต้องการ',
    'The record is accepted, but nobody who searches for this text will find it: type it as proposed behind → if that is what was meant.',
  ),
  'value-disagrees': ONE_ANSWER,
  'graduation-before-admission': advice(
    'ตรวจวันทั้งสอง: พ.ศ. กับ ค.ศ. อาจปนกัน',
    'Check both dates: Buddhist and Common Era may be mixed up.',
  ),
  'courses-missing': advice(
    'เพิ่มรายวิชาของนักศึกษา หรือลบระเบียน',
    "Add the student's courses, or remove the record.",
  ),
  'course-conflict': advice(
    'เหลือไว้แถวที่ถูกต้องแถวเดียว ถ้าเรียนซ้ำ ให้ระบุภาคการศึกษาที่เรียน',
    'Keep the row that is right; a course taken again belongs to the term in which it was taken.',
  ),
  'term-gpa-mismatch': FIGURES,
  'term-gpax-mismatch': FIGURES,
  'gpax-mismatch': FIGURES,
  'credit-sum-mismatch': FIGURES,
  'character-not-printable': advice(
    'พิมพ์ข้อความใหม่ด้วยอักษรไทยหรือละติน',
    'Type the text again in Thai or Latin letters.',
  ),
  'text-does-not-fit': SMALLER,
  'issued-in-other-template': advice(
    'หากต้องการแม่แบบใหม่ ให้เพิกถอนฉบับเดิม (document revoke) แล้วส่งระเบียนอีกครั้ง',
    'To have it in the other template, revoke the document (document revoke) and send the record again.',
  ),
  'issued-differently': advice(
    'ตรวจว่าระเบียนใดถูกต้อง ถ้าระเบียนใหม่ถูก ให้เพิกถอนหรือแทนที่ฉบับเดิมหลังออกฉบับใหม่',
    'See which record is right; if it is the new one, supersede or revoke the earlier document once the new one is issued.',
  ),
  'record-conflict': advice('เหลือไว้ระเบียนที่ถูกต้องระเบียนเดียว', 'Keep the record that is right.'),
};

/** What a person does about findings of a rule; `undefined` where the rule's sentence says it itself. */
export function findAdvice(code: string): BilingualText | undefined {
  return (ADVICE as Readonly<Record<string, BilingualText>>)[code];
}
