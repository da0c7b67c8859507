import { error, warning } from './rule.ts';

/** Rules on what the values of a record say together. */
export const RECORD_RULES = {
  'value-disagrees': error(
    '{column} ของนักศึกษาคนเดียวกันไม่ตรงกัน: {value} กับ {other}',
    '{column} of one student disagrees: {value} and {other}.',
  ),
  'graduation-before-admission': error(
    'วันสำเร็จการศึกษาอยู่ก่อนวันเข้าศึกษา ({other})',
    'The graduation date is before the admission date ({other}).',
  ),
  'date-in-future': warning('{column} เป็นวันที่ในอนาคต', '{column} is in the future.'),
  'courses-missing': error('ระเบียนนี้ไม่มีรายวิชา', 'This record has no courses.'),
  'too-many-courses': error(
    'ระเบียนนี้มีมากกว่า {limit} รายวิชา',
    'This record has more than {limit} courses.',
  ),
  'gpax-mismatch': error(
    'GPAX ที่ส่งมาคือ {value} แต่คำนวณจากรายวิชาได้ {computed} {hintTh}',
    'The cumulative GPA is given as {value}, but the courses give {computed}. {hintEn}',
  ),
  'gpa-without-credits': warning(
    'ไม่มีหน่วยกิตที่ใช้คำนวณ จึงไม่มี {column} และไม่พิมพ์ {value}',
    'No credits count here, so there is no {column}; {value} is not printed.',
  ),
  'credit-sum-mismatch': error(
    'ผลรวม {sum} ที่ส่งมาคือ {value} แต่คำนวณจากรายวิชาได้ {computed} {hintTh}',
    'The sum {sum} is given as {value}, but the courses give {computed}. {hintEn}',
  ),
  'institution-mismatch': error(
    'ระเบียนนี้เป็นของสถาบัน {value} ไม่ใช่ {expected}',
    'This record belongs to institution {value}, not {expected}.',
  ),
};

/** Rules on a term and its figures. */
export const TERM_RULES = {
  'term-without-courses': warning(
    'ภาคการศึกษานี้ไม่มีรายวิชา จึงไม่ได้นำมาพิมพ์',
    'This term has no courses and is not printed.',
  ),
  'terms-out-of-order': warning(
    'ภาคการศึกษาไม่เรียงตามเวลา ระบบเรียงให้แล้ว',
    'The terms are not in order of time; they were put in order.',
  ),
  'term-in-future': warning(
    '{termTh} ยังไม่เริ่ม โปรดตรวจปีการศึกษา',
    '{termEn} has not begun yet; please look at the academic year.',
  ),
  'scheme-not-in-force': error(
    'ระบบเกรด {scheme} ใช้{periodTh} ไม่ครอบคลุม{termTh}',
    'The grading scheme {scheme} holds {periodEn}, which does not cover {termEn}.',
  ),
  'term-gpa-mismatch': error(
    'GPA ของ{termTh} ที่ส่งมาคือ {value} แต่คำนวณจากรายวิชาได้ {computed}',
    'The GPA of {termEn} is given as {value}, but the courses give {computed}.',
  ),
  'term-gpax-mismatch': error(
    'GPAX ถึง{termTh} ที่ส่งมาคือ {value} แต่คำนวณจากรายวิชาได้ {computed} {hintTh}',
    'The cumulative GPA up to {termEn} is given as {value}, but the courses give {computed}. {hintEn}',
  ),
};

/** Rules on the courses of a term. */
export const COURSE_RULES = {
  'course-repeated': warning(
    'รายวิชา {value} ซ้ำในภาคการศึกษาเดียวกันโดยข้อมูลเหมือนกัน นับครั้งเดียว',
    'Course {value} stands twice in one term with the same data; it counts once.',
  ),
  'course-conflict': error(
    'รายวิชา {value} ซ้ำในภาคการศึกษาเดียวกันโดยข้อมูลต่างกัน',
    'Course {value} stands twice in one term with different data.',
  ),
  'grade-points-mismatch': error(
    'ค่าระดับคะแนน {value} ไม่ตรงกับเกรด {grade} ซึ่งมีค่า {computed}',
    'The grade points {value} contradict the grade {grade}, which is worth {computed}.',
  ),
};

/** Rules on the records of a batch together. */
export const BATCH_RULES = {
  'record-repeated': warning(
    'ระเบียนของนักศึกษา {value} ซ้ำและข้อมูลเหมือนกัน (ครั้งแรกที่ {other}) นับครั้งเดียว',
    'The record of student {value} is repeated with the same data (first at {other}); it counts once.',
  ),
  'record-conflict': error(
    'ระเบียนของนักศึกษา {value} ซ้ำแต่ข้อมูลต่างกัน (อีกระเบียนอยู่ที่ {other})',
    'The record of student {value} appears twice with different data (the other is at {other}).',
  ),
};
