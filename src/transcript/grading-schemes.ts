import type { Grade, GradingScheme } from './grading-scheme.ts';

function withPoints(code: string, points: number, meaningTh: string, meaningEn: string): Grade {
  return {
    code,
    pointsHundredths: points,
    countsInGpa: true,
    earnsCredit: points > 0,
    meaningTh,
    meaningEn,
  };
}

function withoutPoints(
  code: string,
  earnsCredit: boolean,
  meaningTh: string,
  meaningEn: string,
): Grade {
  return { code, countsInGpa: false, earnsCredit, meaningTh, meaningEn };
}

/** What most Thai universities use: eight letters with points, nine without. */
const TH_DEFAULT: GradingScheme = {
  id: 'th-default',
  validFrom: '1900-01-01',
  grades: [
    withPoints('A', 400, 'ดีเยี่ยม', 'Excellent'),
    withPoints('B+', 350, 'ดีมาก', 'Very good'),
    withPoints('B', 300, 'ดี', 'Good'),
    withPoints('C+', 250, 'ค่อนข้างดี', 'Fairly good'),
    withPoints('C', 200, 'พอใช้', 'Fair'),
    withPoints('D+', 150, 'อ่อน', 'Poor'),
    withPoints('D', 100, 'อ่อนมาก', 'Very poor'),
    withPoints('F', 0, 'ตก', 'Fail'),
    withoutPoints('S', true, 'เป็นที่พอใจ', 'Satisfactory'),
    withoutPoints('U', false, 'ไม่เป็นที่พอใจ', 'Unsatisfactory'),
    withoutPoints('P', true, 'ผ่าน', 'Pass'),
    withoutPoints('NP', false, 'ไม่ผ่าน', 'Not passed'),
    withoutPoints('I', false, 'ยังไม่สมบูรณ์', 'Incomplete'),
    withoutPoints('IP', false, 'อยู่ระหว่างดำเนินการ', 'In progress'),
    withoutPoints('W', false, 'ถอนรายวิชา', 'Withdrawn'),
    withoutPoints('AU', false, 'เข้าร่วมฟัง', 'Audit'),
    { ...withoutPoints('T', true, 'เทียบโอน', 'Transferred'), isTransfer: true },
  ],
};

/** Every grading scheme that ships; institutions name one by its id. */
const GRADING_SCHEMES: readonly GradingScheme[] = [TH_DEFAULT];

/** The scheme with this id, if it ships. */
export function findGradingScheme(id: string): GradingScheme | undefined {
  return GRADING_SCHEMES.find((scheme) => scheme.id === id);
}

/** The scheme that holds where no institution says otherwise. */
export function defaultGradingScheme(): GradingScheme {
  return TH_DEFAULT;
}
