import type { CheckResult, SubIndication } from '../report.ts';
import type { Language, Sentence } from './language.ts';

const original: Sentence = {
  th: 'ขอไฟล์ต้นฉบับจากผู้ถือเอกสาร อย่าใช้ไฟล์ที่สแกน บันทึกใหม่ หรือส่งต่อผ่านโปรแกรมที่แก้ไฟล์',
  en: 'Ask the holder for the original file, not one that was scanned, saved anew or passed on by a program that edits it.',
};
const institution: Sentence = {
  th: 'ติดต่อสำนักทะเบียนของสถาบันเพื่อยืนยันเอกสารนี้',
  en: 'Contact the registrar of the institution to confirm the document.',
};
const otherAuthority: Sentence = {
  th: 'ถ้าเชื่อถือผู้ออกใบรับรองรายนี้ ให้ตรวจอีกครั้งพร้อมใบรับรองหลักของผู้นั้น ถ้าไม่ ให้ติดต่อสถาบัน',
  en: 'If you trust its authority, check again with the root certificate of that authority; otherwise contact the institution.',
};
const newDocument: Sentence = {
  th: 'ขอเอกสารฉบับใหม่ที่ลงนามด้วยใบรับรองที่ใช้ได้จากสถาบัน',
  en: 'Ask the institution for a new document, signed with a certificate that is valid.',
};
const laterAgain: Sentence = {
  th: 'ตรวจอีกครั้งเมื่อเชื่อมต่อเครือข่ายได้ ถ้ายังได้ผลเดิมให้ติดต่อสถาบัน',
  en: 'Check again when online; if the answer stays, contact the institution.',
};

/** What a reader can do about each objection. */
export const remedies: Readonly<Record<SubIndication, Sentence>> = {
  FORMAT_FAILURE: original,
  HASH_FAILURE: original,
  SIG_CRYPTO_FAILURE: original,
  SIG_CONSTRAINTS_FAILURE: original,
  CHAIN_CONSTRAINTS_FAILURE: institution,
  CERTIFICATE_CHAIN_GENERAL_FAILURE: institution,
  CRYPTO_CONSTRAINTS_FAILURE: newDocument,
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: newDocument,
  EXPIRED: newDocument,
  NOT_YET_VALID: newDocument,
  REVOKED: institution,
  POLICY_PROCESSING_ERROR: institution,
  TIMESTAMP_ORDER_FAILURE: institution,
  NO_SIGNING_CERTIFICATE_FOUND: original,
  NO_CERTIFICATE_CHAIN_FOUND: otherAuthority,
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: otherAuthority,
  REVOKED_NO_POE: institution,
  REVOKED_CA_NO_POE: institution,
  OUT_OF_BOUNDS_NOT_REVOKED: newDocument,
  OUT_OF_BOUNDS_NO_POE: newDocument,
  REVOCATION_OUT_OF_BOUNDS_NO_POE: laterAgain,
  NO_POE: institution,
  TRY_LATER: laterAgain,
  SIGNED_DATA_NOT_FOUND: {
    th: 'เลือกไฟล์เอกสารที่ต้องการตรวจ',
    en: 'Choose the file to be checked.',
  },
  NO_SIGNATURE_FOUND: {
    th: 'ขอไฟล์ต้นฉบับที่มีลายมือชื่อดิจิทัลจากผู้ถือเอกสาร',
    en: 'Ask the holder for the original file with its digital signature.',
  },
  SIGNER_NOT_AUTHORISED: {
    th: 'ติดต่อสถาบันที่เอกสารอ้างถึงทางช่องทางที่รู้จักอยู่แล้ว เพื่อถามว่าออกเอกสารนี้หรือไม่',
    en: 'Ask the institution that it names, by a way you already know, whether it issued the document.',
  },
  SIDECAR_MISMATCH: {
    th: 'ขอไฟล์ทั้งสองของเอกสารฉบับเดียวกัน หรือตรวจเพียงไฟล์ PDF',
    en: 'Ask for both files of the same document, or check the PDF alone.',
  },
  DOCUMENT_REVOKED: {
    th: 'อย่าใช้เอกสารนี้ ขอเอกสารที่ยังมีผลใช้ได้จากผู้ถือเอกสาร',
    en: 'Do not rely on it; ask the holder for a document that is in force.',
  },
  DOCUMENT_SUSPENDED: institution,
  DOCUMENT_SUPERSEDED: {
    th: 'ขอเอกสารฉบับใหม่จากผู้ถือเอกสาร',
    en: 'Ask the holder for the newer document.',
  },
  DOCUMENT_EXPIRED: {
    th: 'ขอเอกสารฉบับสมบูรณ์จากผู้ถือเอกสาร',
    en: 'Ask the holder for the final document.',
  },
  DOCUMENT_UNKNOWN: {
    th: 'ตรวจว่าถามทะเบียนของผู้ออกเอกสารนี้ แล้วติดต่อสำนักทะเบียนของสถาบัน',
    en: 'Make sure that the right registry was asked, then contact the registrar.',
  },
  COPY_UNKNOWN: institution,
};

/** What to do about one check; `undefined` where nothing is objected to. */
export function findRemedy(check: CheckResult, language: Language): string | undefined {
  const { subIndication, indication } = check;
  if (subIndication === null || indication === 'PASSED' || indication === 'SKIPPED')
    return undefined;
  return remedies[subIndication][language];
}
