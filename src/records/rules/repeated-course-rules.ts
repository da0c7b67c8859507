import { warning } from './rule.ts';

/** Rules on courses that the institution counts once although they were taken more than once. */
export const REPEATED_COURSE_RULES = {
  'repeated-with-other-credits': warning(
    'เรียนวิชา {value} ซ้ำโดยหน่วยกิตต่างจากเดิม ({other} แล้ว {credits}) ซึ่งเกณฑ์ของสถาบันนับครั้งเดียว หากเป็นวิชาที่ลงซ้ำได้ ให้ระบุใน repeatedCourses.mayRepeat',
    "Course {value} was taken again with other credits ({other}, then {credits}), and the institution's rule counts it once. If it is meant to be taken repeatedly, name it in repeatedCourses.mayRepeat.",
  ),
  'pass-replaced-by-fail': warning(
    'เคยผ่านวิชา {value} ({other}) แล้วเรียนซ้ำได้ {grade} ตามเกณฑ์ของสถาบันนับครั้งหลังสุด จึงไม่ได้หน่วยกิตของวิชานี้',
    "Course {value} was passed ({other}) and taken again with {grade}: by the institution's rule the last attempt counts, so its credits are not earned.",
  ),
};
