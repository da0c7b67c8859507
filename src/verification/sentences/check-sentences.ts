import type { CheckResult } from '../report.ts';
import type { CheckName } from '../judgement/rules.ts';
import { fill, type Language, type Sentence } from './language.ts';
import { reasons } from './reasons.ts';

/** The checks of certificate paths and of PDF structure, which other stages name. */
type OtherCheckName =
  | 'path/chain'
  | 'path/names'
  | 'path/signatures'
  | 'path/algorithms'
  | 'path/validity'
  | 'path/authorities'
  | 'path/length'
  | 'path/key-usage'
  | 'path/critical-extensions'
  | 'path/name-constraints'
  | 'path/policies'
  | 'path/revocation'
  | 'path/format'
  | 'pdf/signature-dictionary'
  | 'pdf/byte-range'
  | 'pdf/coverage'
  | 'pdf/end-of-file';

/** What each check asks, in a few plain words. */
export const checkTitles: Readonly<Record<CheckName | OtherCheckName, Sentence>> = {
  'document/format': { th: 'อ่านไฟล์ได้', en: 'The file can be read' },
  'document/removed-signatures': {
    th: 'ไม่มีลายมือชื่อใดถูกเอาออก',
    en: 'No signature was taken away',
  },
  'document/signature': { th: 'มีลายมือชื่อดิจิทัล', en: 'It carries a digital signature' },
  'document/own-information': { th: 'ข้อมูลประจำเอกสารครบถ้วน', en: 'It names itself properly' },
  'document/institution': {
    th: 'ผู้ลงนามเป็นของสถาบันที่เอกสารอ้างถึง',
    en: 'The signer belongs to the institution that the document names',
  },
  'pdf/signature-dictionary': {
    th: 'ลายมือชื่อเขียนไว้ถูกแบบ',
    en: 'The signature is properly written into the file',
  },
  'pdf/byte-range': {
    th: 'ลายมือชื่อครอบคลุมไฟล์โดยไม่มีช่องโหว่',
    en: 'The signature leaves no gap',
  },
  'pdf/coverage': { th: 'ลายมือชื่อครอบคลุมทั้งฉบับ', en: 'The signature covers the document' },
  'pdf/end-of-file': { th: 'ไม่มีสิ่งใดต่อท้ายไฟล์', en: 'Nothing was added after the end' },
  'pdf/later-changes': {
    th: 'ไม่มีการแก้ไขหลังการลงนาม',
    en: 'Nothing was changed after signing',
  },
  'signature/format': { th: 'อ่านลายมือชื่อได้', en: 'The signature can be read' },
  'signature/attributes': {
    th: 'ลายมือชื่อระบุข้อมูลที่ต้องมี',
    en: 'The signature says what it must',
  },
  'signature/digest': { th: 'เนื้อหาตรงกับที่ลงนามไว้', en: 'The content is what was signed' },
  'signature/signing-certificate': {
    th: 'พบใบรับรองของผู้ลงนาม',
    en: "The signer's certificate was found",
  },
  'signature/mathematics': {
    th: 'ลายมือชื่อมาจากกุญแจของผู้ลงนาม',
    en: "The signature was made with the signer's key",
  },
  'signature/algorithms': { th: 'วิธีลงนามปลอดภัยพอ', en: 'The method of signing is safe' },
  'signature/certificate-binding': {
    th: 'ลายมือชื่อผูกกับใบรับรองฉบับนี้',
    en: 'The signature names this certificate',
  },
  'signature/key-usage': {
    th: 'กุญแจนี้มีไว้ลงนามเอกสาร',
    en: 'The key is meant for signing documents',
  },
  'signature/own-form': {
    th: 'ลายมือชื่อเขียนตรงตามแบบของเรา',
    en: 'The signature is written exactly as ours are',
  },
  'path/format': { th: 'อ่านใบรับรองได้', en: 'The certificate can be read' },
  'path/chain': {
    th: 'สายใบรับรองไปถึงผู้ที่เชื่อถือ',
    en: 'Somebody trusted vouches for the signer',
  },
  'path/names': { th: 'ชื่อในสายใบรับรองต่อกัน', en: 'The names in the chain fit' },
  'path/signatures': {
    th: 'ใบรับรองแต่ละฉบับลงนามโดยผู้ออก',
    en: 'Each certificate is signed by its issuer',
  },
  'path/algorithms': {
    th: 'สายใบรับรองใช้วิธีที่ปลอดภัยพอ',
    en: 'The chain uses safe methods',
  },
  'path/validity': { th: 'ใบรับรองยังไม่หมดอายุ', en: 'The certificates are within their validity' },
  'path/authorities': {
    th: 'ผู้ออกใบรับรองมีสิทธิออก',
    en: 'The issuers are certificate authorities',
  },
  'path/length': { th: 'ความยาวของสายใบรับรองไม่เกินกำหนด', en: 'The chain is short enough' },
  'path/key-usage': {
    th: 'กุญแจของผู้ออกมีไว้ออกใบรับรอง',
    en: "The issuers' keys are meant for certificates",
  },
  'path/critical-extensions': {
    th: 'เข้าใจข้อกำหนดสำคัญทุกข้อในใบรับรอง',
    en: 'Every critical condition in the certificates is understood',
  },
  'path/name-constraints': {
    th: 'ชื่ออยู่ในขอบเขตที่ผู้ออกได้รับอนุญาต',
    en: 'The names are within what the issuers may certify',
  },
  'path/policies': { th: 'นโยบายของใบรับรองใช้ได้', en: 'The certificate policies are acceptable' },
  'path/revocation': { th: 'ใบรับรองไม่ถูกเพิกถอน', en: 'No certificate was revoked' },
  'time-stamp/order': {
    th: 'ตราประทับเวลาเรียงตามลำดับที่ทำ',
    en: 'The time-stamps are in the order in which they were made',
  },
  'time-stamp/time': {
    th: 'ตราประทับเวลาไม่ได้มาจากอนาคต',
    en: 'The time-stamp is not from the future',
  },
  'time-stamp/format': { th: 'อ่านตราประทับเวลาได้', en: 'The time-stamp can be read' },
  'time-stamp/digest': {
    th: 'ตราประทับเวลาเป็นของเอกสารนี้',
    en: 'The time-stamp is about this document',
  },
  'time-stamp/signature': {
    th: 'ตราประทับเวลาลงนามถูกต้อง',
    en: 'The time-stamp is properly signed',
  },
  'time-stamp/key-usage': {
    th: 'ผู้ให้ตราประทับเวลามีสิทธิให้',
    en: 'Its authority is one for time-stamps',
  },
  'time-stamp/path': {
    th: 'ผู้ให้ตราประทับเวลาเชื่อถือได้',
    en: 'Somebody trusted vouches for its authority',
  },
  'sidecar/format': { th: 'อ่านไฟล์กำกับได้', en: 'The sidecar can be read' },
  'sidecar/signing-certificate': {
    th: 'พบใบรับรองของผู้ลงนามไฟล์กำกับ',
    en: "The certificate of the sidecar's signer was found",
  },
  'sidecar/signature': {
    th: 'ไฟล์กำกับลงนามถูกต้อง',
    en: 'The sidecar is properly signed',
  },
  'sidecar/algorithms': {
    th: 'วิธีลงนามไฟล์กำกับปลอดภัยพอ',
    en: "The sidecar's method of signing is safe",
  },
  'sidecar/key-usage': {
    th: 'กุญแจของไฟล์กำกับมีไว้ลงนามเอกสาร',
    en: "The sidecar's key is meant for signing documents",
  },
  'sidecar/path': {
    th: 'ผู้ลงนามไฟล์กำกับเชื่อถือได้',
    en: "Somebody trusted vouches for the sidecar's signer",
  },
  'sidecar/institution': {
    th: 'ผู้ลงนามไฟล์กำกับเป็นของสถาบันที่ออก',
    en: "The sidecar's signer belongs to the institution that issues it",
  },
  'sidecar/record-digest': {
    th: 'ข้อมูลผลการศึกษาในไฟล์กำกับครบถ้วน',
    en: 'The record in the sidecar is the one that it digests',
  },
  'sidecar/standing': {
    th: 'ไฟล์กำกับกล่าวตรงกับ PDF ที่พิสูจน์ได้ทุกประการ แม้ลายมือชื่อของไฟล์กำกับเองจะพิสูจน์ไม่ได้แล้ว',
    en: 'The sidecar says what the proven PDF says, though its own signature can no longer be proven',
  },
  'sidecar/document': {
    th: 'ไฟล์ PDF กับไฟล์กำกับเป็นเอกสารเดียวกัน',
    en: 'PDF and sidecar are the same document',
  },
  'sidecar/signer': {
    th: 'สถาบันเดียวกันลงนามทั้งสองไฟล์',
    en: 'The same institution signed both',
  },
  'sidecar/binding': {
    th: 'ไฟล์กำกับเป็นของไฟล์ PDF นี้',
    en: 'The sidecar belongs to this very PDF',
  },
  'sidecar/embedded-record': {
    th: 'ผลการศึกษาในไฟล์ PDF กับไฟล์กำกับตรงกัน',
    en: 'The record in the PDF is the record in the sidecar',
  },
  'registry/state': { th: 'เอกสารยังมีผลใช้ได้', en: 'The document is in force' },
  'registry/copy': {
    th: 'ไฟล์นี้เป็นสำเนาที่สถาบันเคยออกให้',
    en: 'The file is a copy that was handed out',
  },
};

const outcomes = {
  PASSED: { th: 'ผ่าน', en: 'yes' },
  FAILED: { th: 'ไม่ผ่าน เพราะ{reason}', en: 'no, {reason}' },
  INDETERMINATE: { th: 'ยังตรวจไม่ได้ เพราะ{reason}', en: 'could not be settled: {reason}' },
  SKIPPED: { th: 'ไม่ได้ตรวจ', en: 'not asked' },
} as const satisfies Record<CheckResult['indication'], Sentence>;

/** One check as a sentence: what was asked, and the answer with its reason. */
export function toCheckSentence(check: CheckResult, language: Language): string {
  const title = findTitle(check.check)?.[language] ?? check.check;
  const reason = check.subIndication === null ? '' : reasons[check.subIndication][language];
  return `${title}: ${fill(outcomes[check.indication], language, { reason })}`;
}

function findTitle(name: string): Sentence | undefined {
  return (checkTitles as Readonly<Record<string, Sentence>>)[name];
}
