import { AppError, type AppErrorCode } from '../../shared/app-error.ts';

/** Why a certificate does not enter the trust list. `what` names the certificate, or adds what was found. */
const problems = {
  unreadable: [
    'input-unreadable',
    (what) => `อ่านใบรับรองไม่ได้: ${what}`,
    (what) => `This is no certificate that can be read: ${what}.`,
  ],
  'not-an-authority': [
    'certificate-not-usable',
    (what) =>
      `${what} ไม่ใช่ใบรับรองของผู้ออกใบรับรอง (CA) จึงเชื่อถือแทนผู้ออกไม่ได้ หากเป็นใบรับรองของสถาบัน ใช้ --institution`,
    (what) =>
      `${what} is not the certificate of an authority (CA), so nobody can be believed through it. For a signer of an institution use --institution.`,
  ],
  'not-a-signer': [
    'usage',
    (what) =>
      `${what} เป็นใบรับรองของผู้ออกใบรับรอง (CA) ที่ลงนามตนเอง ไม่ใช่ของสถาบัน ใช้ --service เพื่อบอกว่าเชื่อถือในเรื่องใด`,
    (what) =>
      `${what} is the self-signed certificate of an authority (CA), not of an institution's signer. Say with --service for what it is believed.`,
  ],
  'purpose-missing': [
    'usage',
    (what) =>
      `${what} จะใช้ทำอะไร: --service institution-signer หรือ time-stamping สำหรับผู้ออกใบรับรองที่จะเชื่อถือ หรือ --institution รหัส สำหรับผู้ลงลายมือชื่อของสถาบัน`,
    (what) =>
      `What is ${what} for? --service institution-signer or time-stamping for an authority to believe, or --institution CODE for a signer of an institution.`,
  ],
  'signature-wrong': [
    'certificate-not-usable',
    (what) => `${what} ระบุว่าลงนามตนเอง แต่ลายมือชื่อไม่ถูกต้อง ใบรับรองถูกแก้ไขหรือเสียหาย`,
    (what) =>
      `${what} says that it signed itself, but its signature does not verify: it was changed or damaged.`,
  ],
  'key-usage': [
    'certificate-key-usage',
    (what) => `กุญแจของ ${what} ไม่ได้ออกให้ลงนามใบรับรอง (key usage แบบ keyCertSign)`,
    (what) => `The key of ${what} was not issued for signing certificates (key usage keyCertSign).`,
  ],
  weak: [
    'key-too-weak',
    (what) => `กุญแจอ่อนเกินไปที่จะเชื่อถือ: ${what}`,
    (what) => `The key is too weak to be believed: ${what}.`,
  ],
  expired: [
    'certificate-expired',
    (what) => `${what} หมดอายุแล้ว จึงไม่เพิ่มในรายชื่อที่เชื่อถือ`,
    (what) => `${what} has expired and is not added to the trust list.`,
  ],
  'not-yet-valid': [
    'certificate-not-yet-valid',
    (what) => `${what} ยังไม่เริ่มมีผล โปรดรอหรือตรวจสอบนาฬิกาของเครื่อง`,
    (what) => `${what} is not valid yet: wait until it is, or check this machine's clock.`,
  ],
  'path-incomplete': [
    'certificate-path-incomplete',
    (what) =>
      `${what} ไม่นำไปสู่ผู้ออกใบรับรองใดในรายชื่อที่เชื่อถือ โปรดเพิ่มผู้ออกใบรับรองก่อน (--service) หรือให้ใบรับรองที่ขาดมาด้วย`,
    (what) =>
      `${what} leads to no authority of the trust list. Add the authority first (--service), or give the missing certificates along.`,
  ],
  development: [
    'development-pki-refused',
    (what) =>
      `${what} ทำขึ้นเพื่อพัฒนาเท่านั้น ใครก็สร้างแบบเดียวกันได้ หากตั้งใจ ใช้ parinya trust add --development (ใช้กับ NODE_ENV=production ไม่ได้) แล้วผลการตรวจทุกครั้งจะระบุไว้`,
    (what) =>
      `${what} was made for development only. If it is meant: parinya trust add --development (never with NODE_ENV=production); every verdict will then say so.`,
  ],
  'institution-unknown': [
    'institution-unknown',
    (what) =>
      `ไม่มีสถาบันรหัส ${what} ทั้งในการตั้งค่าและในรายชื่อที่เชื่อถือ โปรดตรวจสอบรหัส หรือระบุชื่อด้วย --name-th และ --name-en`,
    (what) =>
      `Neither the settings nor the trust list know an institution with the code ${what}. Check it, or name it with --name-th and --name-en.`,
  ],
  'other-institution': [
    'key-exists',
    (what) => `ใบรับรองนี้ผูกกับสถาบัน ${what} อยู่แล้ว ใบรับรองหนึ่งใบใช้ลงลายมือชื่อให้สถาบันเดียว`,
    (what) =>
      `This certificate signs for institution ${what} already. A certificate signs for one institution only.`,
  ],
  'ends-before-it-begins': [
    'usage',
    () => '--until ต้องอยู่หลัง --from และทั้งสองต้องอยู่ในอายุของใบรับรอง',
    () => '--until comes after --from, and both lie within the life of the certificate.',
  ],
} as const satisfies Record<
  string,
  readonly [AppErrorCode, (what: string) => string, (what: string) => string]
>;

export type TrustProblem = keyof typeof problems;

/** A reason against a certificate, with its sentence in both languages. */
export function trustProblem(problem: TrustProblem, what: string): AppError {
  const [code, th, en] = problems[problem];
  return new AppError(code, { th: th(what), en: en(what) });
}
