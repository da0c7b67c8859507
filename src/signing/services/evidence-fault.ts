import { AppError, type AppErrorCode, type BilingualText } from '../../shared/app-error.ts';

/** What `where` is for each code: an authority's or responder's name, or whose certificate it is about. */
const faults = {
  'time-stamping-not-configured': () => ({
    th: 'ยังไม่ได้ตั้งค่าผู้ให้บริการประทับเวลา (timeStamping.authorities) เอกสารระดับ B-T ขึ้นไปจึงยังออกไม่ได้',
    en: 'No time-stamp authority is configured (timeStamping.authorities), so nothing above level B-B can be issued.',
  }),
  'time-stamp-unreachable': (where) => ({
    th: `ติดต่อผู้ให้บริการประทับเวลา ${where} ไม่ได้ เอกสารรออยู่ โปรดลองใหม่ภายหลัง`,
    en: `The time-stamp authority ${where} cannot be reached. The documents wait; try again later.`,
  }),
  'time-stamp-timeout': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ไม่ตอบภายในเวลาที่กำหนด เอกสารรออยู่ โปรดลองใหม่ภายหลัง`,
    en: `The time-stamp authority ${where} did not answer in time. The documents wait; try again later.`,
  }),
  'time-stamp-unauthorized': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ไม่รับชื่อผู้ใช้ รหัสผ่าน หรือใบรับรองของเรา โปรดตรวจสอบการตั้งค่า`,
    en: `The time-stamp authority ${where} does not accept our user name, password or certificate. Check the settings.`,
  }),
  'time-stamp-refused': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ปฏิเสธคำขอ โปรดตรวจสอบนโยบายและสิทธิ์ที่ตกลงไว้`,
    en: `The time-stamp authority ${where} refused the request. Check the policy and the contract.`,
  }),
  'time-stamp-malformed': (where) => ({
    th: `คำตอบของผู้ให้บริการประทับเวลา ${where} อ่านไม่ได้ จึงไม่นำมาใช้`,
    en: `The answer of the time-stamp authority ${where} cannot be read and was not used.`,
  }),
  'time-stamp-wrong-nonce': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ตอบคำขออื่น (nonce ไม่ตรง) จึงไม่นำคำตอบมาใช้`,
    en: `The time-stamp authority ${where} answered another request (the nonce differs); its answer was not used.`,
  }),
  'time-stamp-wrong-imprint': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ประทับเวลาให้ข้อมูลอื่น จึงไม่นำคำตอบมาใช้`,
    en: `The time-stamp authority ${where} stamped something else than was sent; its answer was not used.`,
  }),
  'time-stamp-wrong-policy': (where) => ({
    th: `ผู้ให้บริการประทับเวลา ${where} ใช้นโยบายอื่นจากที่ขอ จึงไม่นำคำตอบมาใช้`,
    en: `The time-stamp authority ${where} stamped under another policy than was asked for; its answer was not used.`,
  }),
  'time-stamp-wrong-purpose': (where) => ({
    th: `ใบรับรองของผู้ให้บริการประทับเวลา ${where} ไม่ใช่ใบรับรองสำหรับประทับเวลาโดยเฉพาะ จึงไม่นำคำตอบมาใช้`,
    en: `The certificate of the time-stamp authority ${where} is not one for time-stamping alone; its answer was not used.`,
  }),
  'time-stamp-bad-signature': (where) => ({
    th: `ลายมือชื่อในตราประทับเวลาของ ${where} ไม่ถูกต้อง จึงไม่นำมาใช้`,
    en: `The signature in the time-stamp of ${where} does not verify; it was not used.`,
  }),
  'time-stamp-untrusted': (where) => ({
    th: `ใบรับรองของผู้ให้บริการประทับเวลา ${where} ไม่นำไปสู่ผู้ที่อยู่ในรายชื่อที่เชื่อถือ จึงไม่นำคำตอบมาใช้`,
    en: `The certificate of the time-stamp authority ${where} does not lead to an anchor of the trust list; its answer was not used.`,
  }),
  'time-stamp-expired': (where) => ({
    th: `ใบรับรองของผู้ให้บริการประทับเวลา ${where} หมดอายุหรือยังไม่เริ่มมีผล จึงไม่นำคำตอบมาใช้`,
    en: `The certificate of the time-stamp authority ${where} is not valid at this time; its answer was not used.`,
  }),
  'time-stamp-wrong-time': (where) => ({
    th: `เวลาของผู้ให้บริการประทับเวลา ${where} ต่างจากนาฬิกาของระบบเกินกำหนด จึงไม่นำคำตอบมาใช้ โปรดตรวจสอบนาฬิกา`,
    en: `The time of the authority ${where} differs too much from our clock; its answer was not used. Check the clocks.`,
  }),
  'time-stamp-too-large': (where) => ({
    th: `ตราประทับเวลาของ ${where} ใหญ่กว่าที่เว้นไว้ ตั้งค่า timeStamping.authorities.tokenBytes ให้มากขึ้นแล้วสั่งทำต่อ`,
    en: `The time-stamp of ${where} is larger than the room kept for it. Raise timeStamping.authorities.tokenBytes and resume.`,
  }),
  'revocation-not-published': (where) => ({
    th: `${where}: ใบรับรองไม่ได้บอกที่อยู่ของ OCSP หรือ CRL จึงทำระดับ B-LT ไม่ได้`,
    en: `${where}: the certificate names neither an OCSP responder nor a revocation list, so level B-LT cannot be reached.`,
  }),
  'revocation-host-refused': (where) => ({
    th: `${where}: ที่อยู่นี้ไม่อยู่ในรายการที่อนุญาต (revocation.hosts) หรือเป็นที่อยู่ภายใน จึงไม่ติดต่อ`,
    en: `${where}: this address is not on the list of hosts (revocation.hosts), or it is a private one; it was not asked.`,
  }),
  'revocation-unreachable': (where) => ({
    th: `${where}: ติดต่อบริการสถานะใบรับรองไม่ได้ เอกสารรออยู่ โปรดลองใหม่ภายหลัง`,
    en: `${where}: the revocation service cannot be reached. The documents wait; try again later.`,
  }),
  'revocation-timeout': (where) => ({
    th: `${where}: บริการสถานะใบรับรองไม่ตอบภายในเวลาที่กำหนด เอกสารรออยู่ โปรดลองใหม่ภายหลัง`,
    en: `${where}: the revocation service did not answer in time. The documents wait; try again later.`,
  }),
  'revocation-too-large': (where) => ({
    th: `${where}: คำตอบใหญ่เกินกำหนด (revocation.maxCrlBytes, revocation.maxOcspBytes) จึงหยุดรับ`,
    en: `${where}: the answer is larger than allowed (revocation.maxCrlBytes, revocation.maxOcspBytes) and was cut off.`,
  }),
  'revocation-malformed': (where) => ({
    th: `${where}: คำตอบเรื่องสถานะใบรับรองอ่านไม่ได้ จึงไม่นำมาใช้`,
    en: `${where}: the answer about revocation cannot be read and was not used.`,
  }),
  'revocation-wrong-responder': (where) => ({
    th: `${where}: ผู้ตอบหรือผู้ลงลายมือชื่อในรายการไม่มีสิทธิ์ตอบแทนผู้ออกใบรับรอง จึงไม่นำคำตอบมาใช้`,
    en: `${where}: who signed the answer may not answer for the certificate's issuer; the answer was not used.`,
  }),
  'revocation-wrong-nonce': (where) => ({
    th: `${where}: คำตอบเป็นของคำขออื่น (nonce ไม่ตรง) จึงไม่นำมาใช้`,
    en: `${where}: the answer is to another request (the nonce differs) and was not used.`,
  }),
  'revocation-stale': (where) => ({
    th: `${where}: ข้อมูลสถานะใบรับรองเก่าเกินไปหรือเป็นของอนาคต จึงไม่นำมาใช้`,
    en: `${where}: the revocation data are out of date or from the future and were not used.`,
  }),
  'revocation-unknown': (where) => ({
    th: `${where}: ผู้ออกใบรับรองตอบว่าไม่รู้จักใบรับรองนี้`,
    en: `${where}: the issuer's service says that it does not know this certificate.`,
  }),
  'certificate-revoked': (where) => ({
    th: `${where}: ใบรับรองถูกเพิกถอนแล้ว จึงไม่ออกเอกสาร`,
    en: `${where}: the certificate has been revoked, so nothing is issued with it.`,
  }),
  'certificate-path-incomplete': (where) => ({
    th: `${where}: ใบรับรองไม่ต่อกันจนถึงผู้ที่อยู่ในรายชื่อที่เชื่อถือ โปรดเพิ่มใบรับรองผู้ออกที่ขาดไป`,
    en: `${where}: the certificates do not lead to an anchor of the trust list. Add the issuer's certificate that is missing.`,
  }),
  'issuer-host-refused': (where) => ({
    th: `${where}: ที่อยู่ของใบรับรองผู้ออกไม่อยู่ในรายการที่อนุญาต (revocation.hosts) หรือเป็นที่อยู่ภายใน จึงไม่ติดต่อ`,
    en: `${where}: the address of the issuer's certificate is not on the list of hosts (revocation.hosts), or it is a private one; it was not asked. Allow it, or add the certificate.`,
  }),
  'issuer-unreachable': (where) => ({
    th: `${where}: ขอใบรับรองของผู้ออกไม่ได้ โปรดลองใหม่ภายหลัง หรือเพิ่มใบรับรองนั้นเอง`,
    en: `${where}: the issuer's certificate cannot be fetched. Try again later, or add the certificate.`,
  }),
  'issuer-timeout': (where) => ({
    th: `${where}: ที่เก็บใบรับรองของผู้ออกไม่ตอบภายในเวลาที่กำหนด โปรดลองใหม่ภายหลัง หรือเพิ่มใบรับรองนั้นเอง`,
    en: `${where}: the issuer's certificate did not come in time. Try again later, or add the certificate.`,
  }),
  'issuer-too-large': (where) => ({
    th: `${where}: สิ่งที่ได้รับแทนใบรับรองของผู้ออกใหญ่เกินกำหนด จึงหยุดรับ`,
    en: `${where}: what came instead of the issuer's certificate is larger than any, and was cut off.`,
  }),
  'issuer-malformed': (where) => ({
    th: `${where}: สิ่งที่ได้รับไม่ใช่ใบรับรองของผู้ออก จึงไม่นำมาใช้`,
    en: `${where}: what came is no issuer's certificate, and was not used.`,
  }),
} as const satisfies Partial<Record<AppErrorCode, (where: string) => BilingualText>>;

/** Why a time-stamp or revocation data could not be had, or could not be used. */
export type EvidenceFaultCode = keyof typeof faults;

/** Failures after which another attempt, or another service, may do better. */
const passing: ReadonlySet<AppErrorCode> = new Set<EvidenceFaultCode>([
  'time-stamp-unreachable',
  'time-stamp-timeout',
  'time-stamp-malformed',
  'time-stamp-wrong-nonce',
  'revocation-unreachable',
  'revocation-timeout',
  'revocation-malformed',
  'revocation-wrong-nonce',
]);

/** An error for a fault of a service outside; the document that needed it waits. */
export function evidenceFault(code: EvidenceFaultCode, where: string, cause?: unknown): AppError {
  return new AppError(code, faults[code](where), cause === undefined ? undefined : { cause });
}

/** Whether an error is one of these: then the document waits and others go on. */
export function isEvidenceFault(code: AppErrorCode): code is EvidenceFaultCode {
  return Object.hasOwn(faults, code);
}

/** Whether the failure may pass by itself, so that the same request is worth repeating. */
export function mayPass(code: AppErrorCode): boolean {
  return passing.has(code);
}
