import type { SubIndication } from '../report.ts';
import type { Sentence } from './language.ts';

/** What each sub-indication means to a person, as a clause that can follow a colon. */
export const reasons: Readonly<Record<SubIndication, Sentence>> = {
  FORMAT_FAILURE: {
    th: 'โครงสร้างของไฟล์ไม่ถูกต้อง',
    en: 'the file is not built as a signed document must be',
  },
  HASH_FAILURE: {
    th: 'เนื้อหาไม่ตรงกับที่ลงนามไว้',
    en: 'the content is not what was signed',
  },
  SIG_CRYPTO_FAILURE: {
    th: 'ลายมือชื่อดิจิทัลไม่ถูกต้อง',
    en: 'the digital signature does not verify',
  },
  SIG_CONSTRAINTS_FAILURE: {
    th: 'ลายมือชื่อไม่เป็นไปตามแบบที่กำหนด',
    en: 'the signature is not made as the rules require',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    th: 'ใบรับรองของผู้ลงนามไม่ได้ออกไว้ให้ใช้เช่นนี้',
    en: "the signer's certificate is not meant for this use",
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    th: 'สายใบรับรองของผู้ลงนามไม่ถูกต้อง',
    en: "the signer's chain of certificates does not hold",
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    th: 'ลายมือชื่อใช้วิธีที่ไม่ปลอดภัยพอ',
    en: 'the signature uses a method that is not safe enough',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    th: 'ลายมือชื่อใช้วิธีที่ไม่ปลอดภัยพอแล้วในปัจจุบัน',
    en: 'the signature uses a method that is no longer safe enough',
  },
  EXPIRED: {
    th: 'ใบรับรองของผู้ลงนามหมดอายุก่อนการลงนาม',
    en: "the signer's certificate had expired before the signing",
  },
  NOT_YET_VALID: {
    th: 'ใบรับรองของผู้ลงนามยังไม่เริ่มมีผลเมื่อลงนาม',
    en: "the signer's certificate was not yet valid at the signing",
  },
  REVOKED: {
    th: 'ใบรับรองของผู้ลงนามถูกเพิกถอนก่อนการลงนาม',
    en: "the signer's certificate had been revoked before the signing",
  },
  POLICY_PROCESSING_ERROR: {
    th: 'นโยบายในใบรับรองขัดแย้งกัน',
    en: 'the policies in the certificates contradict each other',
  },
  TIMESTAMP_ORDER_FAILURE: {
    th: 'ลำดับของตราประทับเวลาขัดแย้งกัน',
    en: 'the time-stamps contradict each other',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    th: 'ไม่พบใบรับรองของผู้ลงนาม',
    en: "the signer's certificate was not found",
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    th: 'ไม่ทราบว่าผู้ลงนามเชื่อถือได้หรือไม่',
    en: 'nobody known here vouches for the signer',
  },
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: {
    th: 'ไม่ทราบว่าผู้ลงนามเชื่อถือได้หรือไม่ในขณะที่ลงนาม',
    en: 'nobody known here vouches for the signer at the time of signing',
  },
  REVOKED_NO_POE: {
    th: 'ใบรับรองของผู้ลงนามถูกเพิกถอน และไม่มีหลักฐานว่าลงนามก่อนหน้านั้น',
    en: "the signer's certificate was revoked, and nothing proves that it signed before",
  },
  REVOKED_CA_NO_POE: {
    th: 'ใบรับรองของผู้ออกใบรับรองถูกเพิกถอน และไม่มีหลักฐานว่าลงนามก่อนหน้านั้น',
    en: "the certificate of the signer's authority was revoked, and nothing proves that the signing came before",
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    th: 'ใบรับรองของผู้ลงนามพ้นกำหนดอายุ และไม่มีหลักฐานว่าลงนามภายในอายุ',
    en: "the signer's certificate is outside its validity, and nothing proves that it signed within",
  },
  OUT_OF_BOUNDS_NO_POE: {
    th: 'ใบรับรองของผู้ลงนามพ้นกำหนดอายุ และไม่มีหลักฐานว่าลงนามภายในอายุ',
    en: "the signer's certificate is outside its validity, and nothing proves that it signed within",
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    th: 'ข้อมูลการเพิกถอนเก่าเกินไป',
    en: 'the revocation data is too old',
  },
  NO_POE: {
    th: 'ไม่มีหลักฐานว่าลายมือชื่อมีอยู่ในเวลาที่กล่าวอ้าง',
    en: 'nothing proves when the signature was made',
  },
  TRY_LATER: {
    th: 'ข้อมูลที่ต้องใช้ยังหาไม่ได้ในขณะนี้',
    en: 'some of what is needed cannot be reached at the moment',
  },
  SIGNED_DATA_NOT_FOUND: {
    th: 'ไม่มีเอกสารให้ตรวจ',
    en: 'there is no document to check',
  },
  NO_SIGNATURE_FOUND: {
    th: 'เอกสารนี้ไม่มีลายมือชื่อดิจิทัล',
    en: 'the document carries no digital signature',
  },
  SIGNER_NOT_AUTHORISED: {
    th: 'ผู้ลงนามไม่มีสิทธิลงนามแทนสถาบันที่เอกสารอ้างถึง',
    en: 'the signer may not sign for the institution that the document names',
  },
  SIDECAR_MISMATCH: {
    th: 'ไฟล์ PDF กับไฟล์กำกับไม่ตรงกัน',
    en: 'PDF and sidecar do not agree',
  },
  DOCUMENT_REVOKED: {
    th: 'สถาบันเพิกถอนเอกสารนี้แล้ว',
    en: 'the institution has revoked the document',
  },
  DOCUMENT_SUSPENDED: {
    th: 'สถาบันระงับการใช้เอกสารนี้ไว้ชั่วคราว',
    en: 'the institution has suspended the document for the time being',
  },
  DOCUMENT_SUPERSEDED: {
    th: 'มีเอกสารฉบับใหม่แทนแล้ว',
    en: 'a newer document replaces it',
  },
  DOCUMENT_EXPIRED: {
    th: 'เอกสารชั่วคราวฉบับนี้พ้นกำหนดแล้ว',
    en: 'this provisional document has ended',
  },
  DOCUMENT_UNKNOWN: {
    th: 'ทะเบียนไม่รู้จักเอกสารนี้',
    en: 'the registry knows no such document',
  },
  COPY_UNKNOWN: {
    th: 'ทะเบียนรู้จักเอกสารนี้ แต่ไม่เคยออกไฟล์นี้ให้ใคร',
    en: 'the registry knows the document, but never handed out this file',
  },
};
