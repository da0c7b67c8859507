import type { SubIndication } from '../report.ts';
import type { Sentence } from './language.ts';

/** How an answer is drawn: each has a shape of its own, colour only helps. */
export type AnswerSymbol = 'passed' | 'failed' | 'superseded' | 'undetermined' | 'skipped';

/** Everything that one whole answer says first. */
export interface Answer {
  readonly symbol: AnswerSymbol;
  /** May hold `{date}` or `{reason}`. */
  readonly headline: Sentence;
  readonly nextStep: Sentence;
}

export type AnswerKind =
  | 'genuine'
  | 'signature-valid'
  | 'changed'
  | 'wrong-signer'
  | 'mismatch'
  | 'sidecar-broken'
  | 'unreadable'
  | 'revoked'
  | 'revoked-undated'
  | 'superseded'
  | 'not-reliable'
  | 'undetermined';

const askForOriginal: Sentence = {
  th: 'ขอไฟล์ต้นฉบับจากผู้ถือเอกสาร แล้วตรวจอีกครั้ง หากยังได้ผลเดิมให้ติดต่อสำนักทะเบียนของสถาบัน',
  en: 'Ask the holder for the original file and check again. If the answer stays, contact the registrar.',
};

/** The answers, a whole sentence each, and what to do next. */
export const answers: Readonly<Record<AnswerKind, Answer>> = {
  genuine: {
    symbol: 'passed',
    headline: {
      th: 'เอกสารนี้เป็นของจริงและยังมีผลใช้ได้',
      en: 'This document is genuine and in force',
    },
    nextStep: {
      th: 'ไม่ต้องทำอะไรเพิ่ม ตรวจว่าชื่อในเอกสารตรงกับผู้ที่นำมาแสดง',
      en: 'Nothing more to do. Make sure that the name in it is that of the person who presents it.',
    },
  },
  'signature-valid': {
    symbol: 'passed',
    headline: {
      th: 'ลายมือชื่อบนเอกสารนี้เชื่อถือได้ และเอกสารไม่ถูกแก้ไข',
      en: 'The signature on this document can be trusted and the document is unchanged',
    },
    nextStep: {
      th: 'เอกสารนี้ไม่ได้ออกด้วยระบบปริญญา หากต้องการทราบว่ายังมีผลใช้ได้หรือไม่ ให้ถามผู้ออกเอกสาร',
      en: 'It was not issued with Parinya. To learn whether it is still in force, ask whoever issued it.',
    },
  },
  changed: {
    symbol: 'failed',
    headline: {
      th: 'เอกสารนี้ถูกแก้ไขหลังการลงนาม อย่าใช้เป็นหลักฐาน',
      en: 'This document was changed after signing. Do not rely on it',
    },
    nextStep: askForOriginal,
  },
  'wrong-signer': {
    symbol: 'failed',
    headline: {
      th: 'ผู้ลงนามไม่ใช่สถาบันที่เอกสารนี้อ้างถึง อย่าใช้เป็นหลักฐาน',
      en: 'This document was not signed by the institution that it names. Do not rely on it',
    },
    nextStep: {
      th: 'ติดต่อสำนักทะเบียนของสถาบันที่เอกสารอ้างถึง เพื่อยืนยันว่าเคยออกเอกสารนี้หรือไม่',
      en: 'Contact the registrar of the institution that it names, and ask whether they issued it.',
    },
  },
  mismatch: {
    symbol: 'failed',
    headline: {
      th: 'ไฟล์ PDF กับไฟล์กำกับไม่ใช่ของเอกสารเดียวกัน อย่าใช้เป็นหลักฐาน',
      en: 'The PDF and its sidecar do not belong together. Do not rely on them',
    },
    nextStep: {
      th: 'ขอไฟล์ทั้งสองของเอกสารฉบับเดียวกันจากผู้ถือเอกสาร หรือตรวจไฟล์ PDF เพียงไฟล์เดียว',
      en: 'Ask the holder for both files of the same document, or check the PDF alone.',
    },
  },
  'sidecar-broken': {
    symbol: 'failed',
    headline: {
      th: 'ไฟล์กำกับเสียหายหรือถูกแก้ไข อย่าใช้เป็นหลักฐาน',
      en: 'The sidecar is damaged or was changed. Do not rely on it',
    },
    nextStep: {
      th: 'ขอไฟล์กำกับใหม่จากผู้ถือเอกสาร หรือตรวจไฟล์ PDF เพียงไฟล์เดียว',
      en: 'Ask the holder for the sidecar again, or check the PDF alone.',
    },
  },
  unreadable: {
    symbol: 'failed',
    headline: {
      th: 'ไฟล์นี้อ่านเป็นเอกสารที่ลงนามไว้ไม่ได้ อย่าใช้เป็นหลักฐาน',
      en: 'This file cannot be read as a signed document. Do not rely on it',
    },
    nextStep: {
      th: 'ขอไฟล์ต้นฉบับจากผู้ถือเอกสาร ไฟล์ที่สแกน พิมพ์แล้วบันทึกใหม่ หรือดาวน์โหลดไม่ครบจะตรวจไม่ได้',
      en: 'Ask the holder for the original file. A scan, a copy that was printed to PDF or half a download cannot be checked.',
    },
  },
  revoked: {
    symbol: 'failed',
    headline: {
      th: 'สถาบันเพิกถอนเอกสารนี้แล้วเมื่อ {date}',
      en: 'The institution revoked this document on {date}',
    },
    nextStep: {
      th: 'อย่าใช้เอกสารนี้ หากมีข้อสงสัยให้ติดต่อสำนักทะเบียนของสถาบัน',
      en: 'Do not rely on it. If in doubt, contact the registrar.',
    },
  },
  'revoked-undated': {
    symbol: 'failed',
    headline: {
      th: 'เอกสารนี้ไม่มีผลใช้แล้ว สถาบันเพิกถอนหรือออกฉบับใหม่แทน',
      en: 'This document is no longer in force: the institution revoked or replaced it',
    },
    nextStep: {
      th: 'อย่าใช้เอกสารนี้ ขอเอกสารฉบับล่าสุดจากผู้ถือเอกสารหรือสอบถามสำนักทะเบียน',
      en: 'Do not rely on it. Ask the holder for the latest document, or ask the registrar.',
    },
  },
  superseded: {
    symbol: 'superseded',
    headline: {
      th: 'มีเอกสารฉบับใหม่แทนฉบับนี้แล้ว',
      en: 'A newer document replaces this one',
    },
    nextStep: {
      th: 'ขอเอกสารฉบับใหม่จากผู้ถือเอกสาร',
      en: 'Ask the holder for the newer document.',
    },
  },
  'not-reliable': {
    symbol: 'failed',
    headline: {
      th: 'อย่าใช้เอกสารนี้เป็นหลักฐาน: {reason}',
      en: 'Do not rely on this document: {reason}',
    },
    nextStep: {
      th: 'ติดต่อสำนักทะเบียนของสถาบันเพื่อขอเอกสารฉบับใหม่',
      en: 'Contact the registrar and ask for a new document.',
    },
  },
  undetermined: {
    symbol: 'undetermined',
    headline: {
      th: 'ยังตรวจไม่ได้ครบทุกข้อ: {reason}',
      en: 'Not everything could be checked: {reason}',
    },
    nextStep: {
      th: 'ลองตรวจอีกครั้งเมื่อเชื่อมต่อเครือข่ายได้ หรือติดต่อสำนักทะเบียนของสถาบัน',
      en: 'Try again when online, or contact the registrar.',
    },
  },
};

const askRegistrar: Sentence = {
  th: 'ติดต่อสำนักทะเบียนของสถาบัน เพื่อถามว่าเอกสารนี้ใช้ได้หรือไม่',
  en: 'Contact the registrar and ask whether the document may be relied on.',
};

/** What to do next where an answer is left open, by what left it open; the others: try again. */
export const nextSteps: Readonly<Partial<Record<SubIndication, Sentence>>> = {
  NO_SIGNATURE_FOUND: {
    th: 'ขอไฟล์ต้นฉบับที่มีลายมือชื่อดิจิทัลจากผู้ถือเอกสาร ไฟล์ที่สแกนหรือพิมพ์แล้วบันทึกใหม่จะไม่มีลายมือชื่อ',
    en: 'Ask the holder for the original file with its digital signature. A scan or a printed copy has none.',
  },
  SIGNED_DATA_NOT_FOUND: {
    th: 'เลือกไฟล์เอกสารที่ต้องการตรวจ',
    en: 'Choose the file to be checked.',
  },
  DOCUMENT_SUSPENDED: askRegistrar,
  DOCUMENT_UNKNOWN: askRegistrar,
  COPY_UNKNOWN: askRegistrar,
  DOCUMENT_EXPIRED: {
    th: 'ขอเอกสารฉบับสมบูรณ์จากผู้ถือเอกสาร',
    en: 'Ask the holder for the final document.',
  },
  NO_CERTIFICATE_CHAIN_FOUND: askRegistrar,
  REVOKED_NO_POE: askRegistrar,
  REVOKED_CA_NO_POE: askRegistrar,
  OUT_OF_BOUNDS_NOT_REVOKED: askRegistrar,
  OUT_OF_BOUNDS_NO_POE: askRegistrar,
  CRYPTO_CONSTRAINTS_FAILURE: askRegistrar,
  SIG_CONSTRAINTS_FAILURE: askRegistrar,
  CHAIN_CONSTRAINTS_FAILURE: askRegistrar,
};
