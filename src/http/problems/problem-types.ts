import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';

/** What can be wrong with a request as such, beside the failures that the application itself names. */
export type HttpErrorCode =
  | 'request-invalid'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'answer-too-large'
  | 'not-ready'
  | 'internal';

export type ProblemCode = AppErrorCode | HttpErrorCode;

/** One kind of problem: its HTTP status and what it is called in both languages. */
export interface ProblemType {
  readonly status: number;
  readonly title: BilingualText;
}

/** The operator has to act; whoever asked learns no detail of the installation. */
const operatorFault: BilingualText = {
  th: 'ระบบมีปัญหาที่ผู้ดูแลต้องแก้ไข',
  en: 'The service has a fault that its operator must repair',
};
const storeFault: BilingualText = {
  th: 'ทะเบียนยังใช้งานไม่ได้ในขณะนี้ โปรดลองใหม่ภายหลัง',
  en: 'The registry cannot be used at the moment. Try again later',
};

const keyStoreFault: BilingualText = {
  th: 'ที่เก็บกุญแจลงลายมือชื่อยังใช้งานไม่ได้ในขณะนี้ โปรดลองใหม่ภายหลัง',
  en: 'The store of the signing key cannot be used at the moment. Try again later',
};

/** A time-stamp authority or a revocation service failed; documents that need it wait. */
const waitsForService = (status: number): ProblemType => ({
  status,
  title: {
    th: 'บริการภายนอกที่ลายมือชื่อต้องใช้ยังไม่พร้อม เอกสารรออยู่',
    en: 'A service that the signatures need is not ready, and documents wait for it',
  },
});

/**
 * Every known failure as an HTTP problem (RFC 9457): the one place where codes become statuses. A code
 * that is missing here does not compile.
 */
export const problemTypes: Readonly<Record<ProblemCode, ProblemType>> = {
  usage: { status: 400, title: { th: 'คำขอไม่ถูกต้อง', en: 'The request is not valid' } },
  'request-invalid': {
    status: 400,
    title: { th: 'ข้อมูลในคำขอไม่ถูกต้อง', en: 'The request does not have the form it should have' },
  },
  'input-unreadable': {
    status: 400,
    title: { th: 'อ่านข้อมูลที่ส่งมาไม่ได้', en: 'What was sent cannot be read' },
  },
  'input-empty': { status: 400, title: { th: 'ไม่มีข้อมูลในคำขอ', en: 'Nothing was sent' } },
  'input-too-large': {
    status: 413,
    title: { th: 'ไฟล์มีขนาดใหญ่เกินกำหนด', en: 'The file is larger than allowed' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { th: 'ไม่รองรับไฟล์ชนิดนี้', en: 'This kind of file is not accepted here' },
  },
  'records-invalid': {
    status: 422,
    title: { th: 'ข้อมูลผลการศึกษามีข้อผิดพลาด', en: 'The records contain errors' },
  },
  'institution-unknown': {
    status: 422,
    title: { th: 'ไม่รู้จักสถาบันนี้', en: 'This institution is not known here' },
  },
  'template-invalid': {
    status: 422,
    title: { th: 'แม่แบบเอกสารใช้งานไม่ได้', en: 'The document template cannot be used' },
  },
  'template-changed': {
    status: 409,
    title: {
      th: 'พิมพ์ตามแบบที่อนุมัติไว้ไม่ได้แล้ว',
      en: 'The batch cannot be printed any more as it was approved',
    },
  },
  'glyph-missing': {
    status: 422,
    title: {
      th: 'มีตัวอักษรที่แบบอักษรของเอกสารไม่มี',
      en: 'The document font lacks a character of the record',
    },
  },
  'text-does-not-fit': {
    status: 422,
    title: { th: 'ข้อความยาวเกินพื้นที่ในเอกสาร', en: 'A text does not fit into the document' },
  },
  'record-ends-worker': {
    status: 422,
    title: { th: 'จัดทำเอกสารจากระเบียนนี้ไม่ได้', en: 'No document can be made of this record' },
  },
  'workers-unavailable': { status: 503, title: operatorFault },
  'key-unreadable': { status: 500, title: operatorFault },
  'key-certificate-mismatch': { status: 500, title: operatorFault },
  'certificate-not-usable': { status: 500, title: operatorFault },
  'certificate-expired': { status: 500, title: operatorFault },
  'certificate-not-yet-valid': { status: 500, title: operatorFault },
  'certificate-key-usage': { status: 500, title: operatorFault },
  'key-too-weak': { status: 500, title: operatorFault },
  'passphrase-wrong': { status: 500, title: operatorFault },
  'pin-wrong': { status: 500, title: operatorFault },
  'pin-locked': { status: 500, title: operatorFault },
  'otp-wrong': { status: 500, title: operatorFault },
  'secret-missing': { status: 500, title: operatorFault },
  'key-store-missing': { status: 500, title: operatorFault },
  'key-store-unavailable': { status: 503, title: keyStoreFault },
  'key-not-in-store': { status: 500, title: operatorFault },
  'key-not-configured': { status: 500, title: operatorFault },
  'key-exists': { status: 500, title: operatorFault },
  'signing-failed': { status: 500, title: operatorFault },
  'signature-wrong': { status: 500, title: operatorFault },
  'signing-service-unauthorized': { status: 500, title: operatorFault },
  'signing-service-busy': { status: 503, title: keyStoreFault },
  'signing-service-answer': { status: 503, title: keyStoreFault },
  'credential-disabled': { status: 500, title: operatorFault },
  'credential-algorithm': { status: 500, title: operatorFault },
  'credential-needs-person': { status: 500, title: operatorFault },
  'credential-not-chosen': { status: 500, title: operatorFault },
  'signing-permission-expired': { status: 503, title: keyStoreFault },
  'keys-in-use': { status: 503, title: operatorFault },
  'development-pki-refused': { status: 500, title: operatorFault },
  'development-pki-missing': { status: 500, title: operatorFault },
  'configuration-invalid': { status: 500, title: operatorFault },
  'data-dir-missing': { status: 500, title: operatorFault },
  'port-in-use': { status: 500, title: operatorFault },
  'database-newer': { status: 503, title: storeFault },
  'database-unreadable': { status: 503, title: storeFault },
  'database-read-only': { status: 503, title: storeFault },
  'database-in-use': { status: 503, title: storeFault },
  'database-busy': { status: 503, title: storeFault },
  'disk-full': { status: 507, title: storeFault },
  'disk-failed': { status: 503, title: storeFault },
  'clock-went-back': { status: 500, title: operatorFault },
  'backup-exists': { status: 500, title: operatorFault },
  'backup-damaged': { status: 500, title: operatorFault },
  'not-ready': {
    status: 503,
    title: { th: 'บริการยังไม่พร้อม', en: 'The service is not ready' },
  },
  'not-found': { status: 404, title: { th: 'ไม่พบสิ่งที่ขอ', en: 'There is nothing here' } },
  'method-not-allowed': {
    status: 405,
    title: { th: 'ใช้วิธีเรียกนี้กับที่อยู่นี้ไม่ได้', en: 'This address does not take that method' },
  },
  'not-acceptable': {
    status: 406,
    title: { th: 'ไม่มีคำตอบในรูปแบบที่ขอ', en: 'There is no answer in the form asked for' },
  },
  'answer-too-large': {
    status: 422,
    title: { th: 'คำตอบใหญ่เกินกว่าจะรวมเป็นไฟล์เดียว', en: 'The answer is too large for one file' },
  },
  unauthorized: {
    status: 401,
    title: { th: 'ต้องยืนยันตัวตนก่อน', en: 'A valid key or session is needed' },
  },
  forbidden: { status: 403, title: { th: 'ไม่มีสิทธิ์ทำรายการนี้', en: 'This is not permitted' } },
  'claim-refused': {
    status: 403,
    title: {
      th: 'รหัสรับเอกสารหรือวันเกิดไม่ถูกต้อง',
      en: 'The claim code or the date of birth is not right',
    },
  },
  'illegal-transition': {
    status: 409,
    title: { th: 'สถานะปัจจุบันไม่อนุญาตให้ทำรายการนี้', en: 'The present state does not allow this' },
  },
  'changed-meanwhile': {
    status: 409,
    title: {
      th: 'มีผู้อื่นทำรายการไปก่อนแล้ว',
      en: 'Somebody else was faster',
    },
  },
  'approval-outdated': {
    status: 412,
    title: {
      th: 'สิ่งที่จะอนุมัติเปลี่ยนไปแล้วหลังจากที่เปิดดู',
      en: 'What is to be approved has changed since it was looked at',
    },
  },
  'approval-digest-missing': {
    status: 428,
    title: {
      th: 'การอนุมัติต้องระบุรหัสสรุปของสิ่งที่ได้ตรวจแล้ว',
      en: 'An approval names the digest of what was looked at',
    },
  },
  'batch-cancelled': {
    status: 409,
    title: { th: 'ชุดเอกสารนี้ถูกยกเลิกแล้ว', en: 'The batch was cancelled' },
  },
  'idempotency-conflict': {
    status: 409,
    title: {
      th: 'ใช้รหัสคำขอเดิมกับข้อมูลอื่น',
      en: 'This Idempotency-Key was used with another request',
    },
  },
  'reason-unknown': {
    status: 422,
    title: {
      th: 'เหตุผลไม่อยู่ในรายการที่ประกาศ หรือยังขาดหมายเหตุ',
      en: 'The reason is not in the published list, or lacks its note',
    },
  },
  'erasure-refused': {
    status: 409,
    title: {
      th: 'ลบข้อมูลของเอกสารในสถานะนี้ไม่ได้',
      en: 'The data cannot be erased in the present state',
    },
  },
  'retention-not-over': {
    status: 409,
    title: {
      th: 'ยังไม่พ้นระยะเวลาเก็บรักษาข้อมูล',
      en: 'The time for which the data must be kept is not over',
    },
  },
  'document-erased': {
    status: 410,
    title: {
      th: 'ข้อมูลของเอกสารถูกลบแล้ว',
      en: 'The data of the document have been erased',
    },
  },
  'data-key-missing': { status: 500, title: operatorFault },
  'data-key-wrong': { status: 500, title: operatorFault },
  'successor-refused': {
    status: 422,
    title: {
      th: 'ใช้เอกสารฉบับนั้นแทนเอกสารนี้ไม่ได้',
      en: 'That document cannot stand in the place of this one',
    },
  },
  'time-not-possible': {
    status: 422,
    title: {
      th: 'วันที่มีผลเป็นไปไม่ได้',
      en: 'A change cannot take effect at that time',
    },
  },
  'level-not-available': {
    status: 422,
    title: { th: 'ยังไม่มีระดับลายมือชื่อนี้', en: 'This signature level is not available' },
  },
  'renewal-under-way': {
    status: 409,
    title: { th: 'กำลังต่ออายุเอกสารอยู่', en: 'Documents are being renewed at this moment' },
  },
  'renewal-too-late': {
    status: 422,
    title: { th: 'ต่ออายุเอกสารไม่ทันแล้ว', en: 'It is too late to renew the document' },
  },
  'renewal-not-verified': {
    status: 422,
    title: { th: 'ไฟล์ที่ต่ออายุแล้วตรวจสอบไม่ผ่าน', en: 'The renewed file does not verify' },
  },
  'time-stamping-not-configured': waitsForService(500),
  'time-stamp-unreachable': waitsForService(503),
  'time-stamp-timeout': waitsForService(504),
  'time-stamp-unauthorized': waitsForService(500),
  'time-stamp-refused': waitsForService(502),
  'time-stamp-malformed': waitsForService(502),
  'time-stamp-wrong-nonce': waitsForService(502),
  'time-stamp-wrong-imprint': waitsForService(502),
  'time-stamp-wrong-policy': waitsForService(502),
  'time-stamp-wrong-purpose': waitsForService(502),
  'time-stamp-bad-signature': waitsForService(502),
  'time-stamp-untrusted': waitsForService(502),
  'time-stamp-expired': waitsForService(502),
  'time-stamp-wrong-time': waitsForService(502),
  'time-stamp-too-large': waitsForService(500),
  'revocation-not-published': waitsForService(502),
  'revocation-host-refused': waitsForService(500),
  'revocation-unreachable': waitsForService(503),
  'revocation-timeout': waitsForService(504),
  'revocation-too-large': waitsForService(502),
  'revocation-malformed': waitsForService(502),
  'revocation-wrong-responder': waitsForService(502),
  'revocation-wrong-nonce': waitsForService(502),
  'revocation-stale': waitsForService(502),
  'revocation-unknown': waitsForService(502),
  'certificate-revoked': waitsForService(500),
  'certificate-path-incomplete': waitsForService(500),
  'issuer-host-refused': waitsForService(500),
  'issuer-unreachable': waitsForService(503),
  'issuer-timeout': waitsForService(504),
  'issuer-too-large': waitsForService(502),
  'issuer-malformed': waitsForService(502),
  'rate-limited': {
    status: 429,
    title: { th: 'มีคำขอมากเกินไป โปรดรอสักครู่', en: 'Too many requests. Wait a moment' },
  },
  internal: {
    status: 500,
    title: {
      th: 'ระบบขัดข้อง โปรดแจ้งหมายเลขคำขอแก่ผู้ดูแล',
      en: 'Something went wrong. Give the operator the request id',
    },
  },
};

/** Whether a text is one of our codes: for the page that explains a problem type. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemTypes, text);
}
