import type { BilingualText } from '../shared/app-error.ts';
import type { ColumnName, ColumnScope, ValueKind } from './columns.ts';

/** What a column holds, for whoever fills one in, with an example of an invented student. */
export interface ColumnMeaning extends BilingualText {
  readonly example: string;
}

function meaning(th: string, en: string, example: string): ColumnMeaning {
  return { th, en, example };
}

/** Every column of the intake contract in words: example files and documentation are made from it. */
export const COLUMN_MEANINGS: Readonly<Record<ColumnName, ColumnMeaning>> = {
  student_id: meaning(
    'รหัสนักศึกษา ตามที่สถาบันเขียน',
    "The student's number, as the institution writes it",
    '64010001',
  ),
  document_language: meaning(
    'ภาษาของเอกสารที่จะออก หากเว้นว่างคือทั้งสองภาษา (เอกสารสองฉบับจากระเบียนเดียว)',
    'Language of the documents to issue; blank means both: two documents from one record',
    'both',
  ),
  document_type: meaning(
    'ชนิดเอกสาร หากเว้นว่างคือใบแสดงผลการศึกษา',
    'Kind of document; blank means a transcript',
    'transcript',
  ),
  completion: meaning(
    'สถานะการสำเร็จการศึกษา (provisional คือรอสภาอนุมัติ ใช้ได้ 60 วัน) หากเว้นว่าง ถือว่าสำเร็จเมื่อมีวันสำเร็จการศึกษา',
    'Whether studies are complete (provisional: awaiting council approval, valid 60 days); blank means complete if there is a graduation date',
    'complete',
  ),
  name_prefix_th: meaning('คำนำหน้าชื่อ ภาษาไทย', 'Title before the name, in Thai', 'นางสาว'),
  given_name_th: meaning('ชื่อ ภาษาไทย', 'Given name, in Thai', 'สมมติ'),
  middle_name_th: meaning('ชื่อกลาง ภาษาไทย', 'Middle name, in Thai', 'ณ'),
  family_name_th: meaning('นามสกุล ภาษาไทย', 'Family name, in Thai', 'ตัวอย่าง'),
  name_prefix_en: meaning('คำนำหน้าชื่อ ภาษาอังกฤษ', 'Title before the name, in English', 'Ms.'),
  given_name_en: meaning('ชื่อ ภาษาอังกฤษ', 'Given name, in English', 'Sommut'),
  middle_name_en: meaning('ชื่อกลาง ภาษาอังกฤษ', 'Middle name, in English', 'Na'),
  family_name_en: meaning('นามสกุล ภาษาอังกฤษ', 'Family name, in English', 'Tuayang'),
  citizen_id: meaning(
    'เลขประจำตัวประชาชน ไม่พิมพ์ลงเอกสารเว้นแต่แม่แบบกำหนด',
    'Citizen id; never printed unless the template asks for it',
    '9000000000012',
  ),
  birth_date: meaning('วันเกิด', 'Date of birth', '2002-03-09'),
  admission_date: meaning('วันเข้าศึกษา', 'Date of admission', '01/08/2564'),
  graduation_date: meaning('วันสำเร็จการศึกษา', 'Date of graduation', '31/05/2568'),
  level: meaning('ระดับการศึกษา', 'Level of study', 'bachelor'),
  faculty_th: meaning('คณะ ภาษาไทย', 'Faculty, in Thai', 'คณะวิทยาศาสตร์'),
  faculty_en: meaning('คณะ ภาษาอังกฤษ', 'Faculty, in English', 'Faculty of Science'),
  programme_th: meaning('หลักสูตร ภาษาไทย', 'Programme, in Thai', 'หลักสูตรวิทยาศาสตรบัณฑิต'),
  programme_en: meaning(
    'หลักสูตร ภาษาอังกฤษ',
    'Programme, in English',
    'Bachelor of Science Programme',
  ),
  degree_th: meaning('ชื่อปริญญา ภาษาไทย', 'Degree, in Thai', 'วิทยาศาสตรบัณฑิต'),
  degree_en: meaning('ชื่อปริญญา ภาษาอังกฤษ', 'Degree, in English', 'Bachelor of Science'),
  major_th: meaning('วิชาเอก ภาษาไทย', 'Major, in Thai', 'วิทยาการคอมพิวเตอร์'),
  major_en: meaning('วิชาเอก ภาษาอังกฤษ', 'Major, in English', 'Computer Science'),
  minor_th: meaning('วิชาโท ภาษาไทย', 'Minor, in Thai', 'สถิติ'),
  minor_en: meaning('วิชาโท ภาษาอังกฤษ', 'Minor, in English', 'Statistics'),
  honours_th: meaning('เกียรตินิยม ภาษาไทย', 'Honours, in Thai', 'เกียรตินิยมอันดับสอง'),
  honours_en: meaning('เกียรตินิยม ภาษาอังกฤษ', 'Honours, in English', 'Second Class Honours'),
  thesis_title_th: meaning(
    'ชื่อวิทยานิพนธ์ ภาษาไทย',
    'Title of the thesis, in Thai',
    'การอ่านอักษรไทยด้วยเครื่อง',
  ),
  thesis_title_en: meaning(
    'ชื่อวิทยานิพนธ์ ภาษาอังกฤษ',
    'Title of the thesis, in English',
    'Reading Thai Script by Machine',
  ),
  previous_institution: meaning(
    'สถาบันการศึกษาเดิม',
    'Institution attended before',
    'โรงเรียนตัวอย่างวิทยา',
  ),
  previous_certificate: meaning('วุฒิการศึกษาเดิม', 'Certificate earned before', 'มัธยมศึกษาตอนปลาย'),
  transferred_credits: meaning('หน่วยกิตที่เทียบโอน', 'Credits transferred from elsewhere', '6'),
  email: meaning(
    'อีเมลของบัณฑิต ใช้ส่งรหัสรับเอกสาร ไม่อยู่ในเอกสาร',
    "The graduate's mail address, where the claim message goes; not in the document",
    'sommut.t@student.sommut.example',
  ),
  gpax: meaning(
    'คะแนนเฉลี่ยสะสมตลอดหลักสูตร หากเว้นว่าง ระบบคำนวณให้',
    'Cumulative grade point average of the whole record; computed when blank',
    '3.50',
  ),
  academic_year: meaning('ปีการศึกษา', 'Academic year', '2564'),
  semester: meaning('ภาคการศึกษา (S คือภาคฤดูร้อน)', 'Term of the year (S is summer)', '1'),
  term_gpa: meaning(
    'คะแนนเฉลี่ยของภาคการศึกษา ต้องตรงกันทุกแถวของภาค',
    'Grade point average of the term; the same on all its rows',
    '3.50',
  ),
  term_gpax: meaning(
    'คะแนนเฉลี่ยสะสมถึงภาคการศึกษานี้ ต้องตรงกันทุกแถวของภาค',
    'Cumulative grade point average up to the term; the same on all its rows',
    '3.50',
  ),
  course_code: meaning('รหัสวิชา', 'Course code', 'SC111'),
  course_title_th: meaning('ชื่อวิชา ภาษาไทย', 'Course title, in Thai', 'แคลคูลัส 1'),
  course_title_en: meaning('ชื่อวิชา ภาษาอังกฤษ', 'Course title, in English', 'Calculus I'),
  credits: meaning('หน่วยกิต', 'Credits', '3'),
  grade: meaning(
    'เกรด ตามระบบเกรดของสถาบัน เขียนให้ตรงทุกตัวอักษร',
    "Grade of the institution's grading scheme, written exactly so",
    'B+',
  ),
  course_note: meaning('หมายเหตุของรายวิชา', 'Note on the course', 'เรียนซ้ำ'),
};

/** How a value is to be written. */
export const VALUE_FORMATS: Readonly<Record<ValueKind, BilingualText>> = {
  text: { th: 'ข้อความ', en: 'text' },
  identifier: { th: 'ข้อความไม่เกิน 64 ตัวอักษร', en: 'text, at most 64 characters' },
  'citizen-id': { th: 'ตัวเลข 13 หลัก', en: '13 digits' },
  date: {
    th: 'YYYY-MM-DD หรือ D/M/YYYY (ค.ศ. หรือ พ.ศ.)',
    en: 'YYYY-MM-DD or D/M/YYYY (CE or BE)',
  },
  'partial-date': {
    th: 'วันที่ หรือเพียง YYYY หรือ YYYY-MM (ค.ศ. หรือ พ.ศ.)',
    en: 'a date, or YYYY or YYYY-MM alone (CE or BE)',
  },
  credits: {
    th: 'ตัวเลข ทศนิยมไม่เกินสองตำแหน่ง',
    en: 'a number with at most two decimals',
  },
  gpa: {
    th: 'ตัวเลข ทศนิยมไม่เกินสองตำแหน่ง',
    en: 'a number with at most two decimals',
  },
  'academic-year': { th: 'ปีสี่หลัก ค.ศ. หรือ พ.ศ.', en: 'four digits, CE or BE' },
  semester: {
    th: '1, 2, 3, S, ภาคต้น, ภาคปลาย หรือ ภาคฤดูร้อน',
    en: '1, 2, 3, S, ภาคต้น, ภาคปลาย or ภาคฤดูร้อน',
  },
  grade: { th: 'เกรดในระบบเกรด', en: 'a grade of the scheme' },
  email: { th: 'ที่อยู่อีเมล', en: 'a mail address' },
  'document-language': { th: 'th, en หรือ both', en: 'th, en or both' },
  'document-type': { th: 'transcript', en: 'transcript' },
  completion: {
    th: 'complete, incomplete หรือ provisional',
    en: 'complete, incomplete or provisional',
  },
  level: {
    th: 'bachelor, master, doctoral, certificate หรือ diploma',
    en: 'bachelor, master, doctoral, certificate or diploma',
  },
};

/** What a column speaks of. */
export const SCOPE_NAMES: Readonly<Record<ColumnScope, BilingualText>> = {
  record: { th: 'ระเบียน', en: 'record' },
  term: { th: 'ภาคการศึกษา', en: 'term' },
  course: { th: 'รายวิชา', en: 'course' },
};
