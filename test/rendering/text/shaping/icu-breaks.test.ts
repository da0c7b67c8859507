import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Texts of documents as ICU 78 cuts them into words. */
const CUT = [
  'การ|ใช้|ภาษา|ไทย|เพื่อ|การ|สื่อสาร',
  'คณิต|ศาสตร์|ดิส|ครีต',
  'ปฏิบัติ|การ|ระบบ|ฐาน|ข้อมูล',
  'การ|ประมวล|ผล|ภาษา|ธรรมชาติ|สำหรับ|ภาษา|ไทย|ที่|มี|สระ|และ|วรรณยุกต์|ซ้อน|กัน|หลาย|ระดับ',
  'ศิลปะ|การ|ใช้|ชีวิต|และ|การ|ทำงาน|ร่วม|กับ|ผู้|อื่น',
  'ทักษะCS101การ|เขียน|โปรแกรม',
  'ต้นฉบับ|คือ|ไฟล์| |PDF| |ที่|ลง|ลายมือ|ชื่อ|อิเล็กทรอนิกส์| |ตรวจ|สอบ|ได้ที่|เว็บไซต์|ของ|มหาวิทยาลัย',
  'สุนทรียศาสตร์|และ|ปัญญา|แห่ง|ฤๅษี',
  'วิทยา|ศาสตร|บัณฑิต| |(|วิทยาการ|คอมพิวเตอร์|)',
  'พ.ศ|.| |๒๕๖๙| |ฯลฯ| |ต่างๆ',
  'นางสาว|ปิ่น|มณี| |ญาณิ|ศา',
  'ปฏิสัมพันธ์|ระหว่าง|มนุษย์|กับ|คอมพิวเตอร์',
] as const;

/** SHA-256 of where it cuts each of the 6,274 words in `fixtures/thai-words/`. */
const WORD_LIST_DIGEST = '196d2b39c50c0ae10e57485be4d1caec1d3bdfecf743d80ca7503700d29e9d27';

/** What to do when one of these tests fails: nothing is broken, but documents will look different. */
const ADVICE =
  'The ICU of this Node cuts Thai into other words, so lines of documents break elsewhere. Look at what changed with ' +
  '`npm run golden`; where it is as good as before, keep the new pages and write the new cuts into this test. Batches ' +
  'that are not issued when an installation takes this Node stop with `template-changed` (ADR 0019): say in the ' +
  'changelog that they be issued before the update. Where it is worse, stay with the old Node until it is mended.';

const words = new Intl.Segmenter('th', { granularity: 'word' });

function cut(text: string): string {
  return Array.from(words.segment(text), ({ segment }) => segment).join('|');
}

describe('the word boundaries of ICU, by which Thai lines are broken', () => {
  it.each(CUT)('are those that documents were looked at with: %s', (expected) => {
    const found = cut(expected.replaceAll('|', ''));
    expect({ found, advice: found === expected ? '' : ADVICE }).toEqual({
      found: expected,
      advice: '',
    });
  });

  it('are the same for every word of the list', () => {
    const hash = createHash('sha256');
    for (const word of readFileSync('fixtures/thai-words/words.txt', 'utf8').trim().split('\n')) {
      const cuts = Array.from(words.segment(word), ({ index }) => index);
      hash.update(`${word} ${cuts.join(',')}\n`);
    }
    const found = hash.digest('hex');
    expect({ found, advice: found === WORD_LIST_DIGEST ? '' : ADVICE }).toEqual({
      found: WORD_LIST_DIGEST,
      advice: '',
    });
  });
});
