import type { ReceiptCheckName, ReceiptReport } from '../receipt/check-receipt.ts';
import type { CheckIndication, Indication } from '../report.ts';
import type { DayFormatter } from './answer-lines.ts';
import { fill, type Language, type Sentence } from './language.ts';

/** What a receipt proves, as people read it. */
export interface ReceiptAnswer {
  readonly headline: string;
  /** What the verifier stated then; `null` unless the receipt is proven. */
  readonly statement: string | null;
  readonly checks: readonly { readonly indication: CheckIndication; readonly text: string }[];
}

const headlines: Readonly<Record<Indication, Sentence>> = {
  'TOTAL-PASSED': {
    th: 'ใบรับรองผลการตรวจนี้ออกโดยผู้ตรวจสอบที่ระบุจริง',
    en: 'This receipt was signed by the verifier that it names',
  },
  'TOTAL-FAILED': {
    th: 'ใบรับรองผลการตรวจนี้ไม่ถูกต้อง หรือไม่ใช่ของไฟล์เหล่านี้ อย่าใช้เป็นหลักฐาน',
    en: 'This receipt does not hold, or is about other files. Do not rely on it',
  },
  INDETERMINATE: {
    th: 'ยังยืนยันใบรับรองผลการตรวจนี้ไม่ได้ ขอชุดกุญแจล่าสุดจากผู้ตรวจสอบแล้วลองอีกครั้ง',
    en: "This receipt could not be settled. Fetch the verifier's latest key set and try again",
  },
};

const statement: Sentence = {
  th: '{verifier} ระบุว่าตรวจเมื่อ {date} ({time}) ได้ผล {verdict}',
  en: '{verifier} states that on {date} ({time}) the answer was {verdict}',
};

/** What each check of a receipt asks, in plain words. */
export const receiptCheckTitles: Readonly<Record<ReceiptCheckName, Sentence>> = {
  'receipt/format': { th: 'อ่านใบรับรองได้', en: 'The receipt can be read' },
  'receipt/key': { th: 'กุญแจอยู่ในชุดกุญแจของผู้ตรวจสอบ', en: "The key is in the verifier's set" },
  'receipt/signature': { th: 'ลงนามด้วยกุญแจนั้น', en: 'It was signed with that key' },
  'receipt/claims': { th: 'ระบุข้อมูลครบถ้วน', en: 'It states what a receipt must' },
  'receipt/pdf': { th: 'เป็นไฟล์ PDF ที่ตรวจในครั้งนั้น', en: 'The PDF is the one that was judged' },
  'receipt/sidecar': {
    th: 'เป็นไฟล์กำกับที่ตรวจในครั้งนั้น',
    en: 'The sidecar is the one that was judged',
  },
  'receipt/report': {
    th: 'เป็นรายงานที่ออกในครั้งนั้น',
    en: 'The report is the one that was given',
  },
};

const outcomes: Readonly<Record<CheckIndication, Sentence>> = {
  PASSED: { th: 'ใช่', en: 'yes' },
  FAILED: { th: 'ไม่ใช่', en: 'no' },
  INDETERMINATE: { th: 'ยังไม่ทราบ', en: 'not known' },
  SKIPPED: { th: 'ไม่ได้ส่งมาเทียบ', en: 'nothing was given to compare' },
};

/** One sentence, what was stated, and every check. */
export function toReceiptAnswer(
  { indication, receipt, checks }: ReceiptReport,
  language: Language,
  formatDay: DayFormatter,
): ReceiptAnswer {
  return {
    headline: fill(headlines[indication], language),
    statement:
      receipt === null
        ? null
        : fill(statement, language, {
            verifier: receipt.iss,
            date: formatDay(receipt.validationTime, language),
            time: receipt.validationTime,
            verdict:
              receipt.subIndication === null
                ? receipt.indication
                : `${receipt.indication} / ${receipt.subIndication}`,
          }),
    checks: checks.map((check) => {
      const title = receiptCheckTitles[check.check as ReceiptCheckName][language];
      return {
        indication: check.indication,
        text: `${title}: ${outcomes[check.indication][language]}`,
      };
    }),
  };
}
