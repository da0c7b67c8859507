import { error, warning } from './rule.ts';

/**
 * Rules on the document that a record would become: whether it can be printed, and what was issued before.
 * They need a template or a registry, so only who has them (submitting a batch) looks at them.
 */
export const DOCUMENT_RULES = {
  'character-not-printable': error(
    'แบบอักษรของเอกสารไม่มีอักขระ "{value}" จึงพิมพ์ข้อความนี้ไม่ได้',
    'The documents\' typeface has no "{value}", so this text cannot be printed.',
  ),
  'text-does-not-fit': error(
    'ข้อความในระเบียนนี้ยาวเกินพื้นที่ในแม่แบบ แม้ย่อและตัดบรรทัดแล้ว ให้ย่อข้อความ',
    'A text of this record is longer than its place in the template, even wrapped and set smaller: shorten it.',
  ),
  'already-issued': warning(
    'ระเบียนนี้ออกเป็นเอกสาร{languageTh} {document} ไปแล้วเมื่อ {dateTh} จึงไม่ออกซ้ำ',
    'This record was issued as the {languageEn} document {document} on {dateEn}; it is not issued again.',
  ),
  'issued-in-other-template': warning(
    'ระเบียนนี้ออกเป็นเอกสาร{languageTh} {document} ไปแล้วเมื่อ {dateTh} ด้วยแม่แบบ {earlierTemplate} จึงไม่ออกซ้ำด้วยแม่แบบ {template}',
    'This record was issued as the {languageEn} document {document} on {dateEn}, in the template {earlierTemplate}; it is not issued again in {template}.',
  ),
  'issued-before-not-valid': warning(
    'ระเบียนนี้เคยออกเป็นเอกสาร{languageTh} {document} ซึ่ง{stateTh}แล้ว หากอนุมัติจะออกเป็นเอกสารใหม่ที่มีรหัสของตัวเอง',
    'This record was issued as the {languageEn} document {document}, which is {stateEn} now; once this is approved it becomes a new document with an id of its own.',
  ),
  'issued-differently': warning(
    'นักศึกษา {value} มีเอกสาร{languageTh} {document} ที่ยังใช้ได้และข้อมูลต่างจากระเบียนนี้ (ออกเมื่อ {dateTh}) หากอนุมัติจะมีสองฉบับ โปรดเพิกถอนหรือแทนที่ฉบับเดิม',
    'Student {value} has the {languageEn} document {document} in force, which says something else (issued on {dateEn}). Once this is approved there are two: revoke or supersede the earlier one.',
  ),
};
