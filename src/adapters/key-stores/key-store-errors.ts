import { AppError, type AppErrorCode, type BilingualText } from '../../shared/app-error.ts';

/** What can go wrong between us and a key, each with its own code and sentence. */
const sentences = {
  'key-unreadable': {
    th: 'อ่านไฟล์กุญแจลงลายมือชื่อไม่ได้ โปรดตรวจสอบว่าเป็น PKCS#12 หรือ PEM ที่ครบถ้วนและมีกุญแจเพียงดอกเดียว',
    en: 'The signing key cannot be read. Check that the file is a whole PKCS#12 or PEM with exactly one private key.',
  },
  'passphrase-wrong': {
    th: 'รหัสผ่านเปิดไฟล์กุญแจนี้ไม่ได้ (หรือไฟล์เสียหาย) โปรดตรวจสอบรหัสผ่าน',
    en: 'The passphrase does not open this key file (or the file was damaged). Check the passphrase.',
  },
  'key-certificate-mismatch': {
    th: 'กุญแจลงลายมือชื่อไม่ตรงกับใบรับรองใดที่ให้มา โปรดใช้กุญแจและใบรับรองที่ออกคู่กัน',
    en: 'The signing key belongs to none of the given certificates. Use the certificate issued for this key.',
  },
  'certificate-expired': {
    th: 'ใบรับรองของกุญแจหมดอายุแล้ว โปรดขอใบรับรองใหม่แล้วใช้คำสั่ง parinya keys rotate',
    en: "The key's certificate has expired. Get a new one and use: parinya keys rotate",
  },
  'certificate-not-yet-valid': {
    th: 'ใบรับรองของกุญแจยังไม่เริ่มมีผล โปรดรอหรือตรวจสอบนาฬิกาของเครื่อง',
    en: "The key's certificate is not valid yet. Wait until it is, or check this machine's clock.",
  },
  'certificate-key-usage': {
    th: 'ใบรับรองของกุญแจไม่ได้ออกให้ใช้ลงลายมือชื่อในเอกสาร (ต้องมี key usage แบบ nonRepudiation) โปรดขอใบรับรองชนิดที่ถูกต้อง',
    en: "The key's certificate was not issued for signing documents (key usage nonRepudiation is needed). Ask for one that was.",
  },
  'certificate-path-incomplete': {
    th: 'ใบรับรองขาดใบที่อยู่เหนือขึ้นไป จึงต่อไม่ถึงผู้ออกที่เชื่อถือ โปรดเพิ่มใบรับรองของผู้ออก (CA) ทั้งสาย',
    en: 'Certificates above the key’s own are missing, so that no trusted authority is reached. Add those of the issuing authorities.',
  },
  'certificate-not-usable': {
    th: 'ใช้ใบรับรองนี้ลงลายมือชื่อไม่ได้ โปรดใช้กุญแจ RSA ECDSA P-256/P-384 หรือ Ed25519 และใบรับรองที่ออกต่อกันเป็นสาย',
    en: 'This certificate cannot be used for signing: the key must be RSA, ECDSA on P-256 or P-384, or Ed25519, and the certificates a path, each issued by the next.',
  },
  'key-too-weak': {
    th: 'กุญแจ RSA สั้นเกินไป ต้องมีอย่างน้อย 2048 บิต โปรดขอกุญแจและใบรับรองใหม่',
    en: 'The RSA key is too short: 2048 bits are the least. Get a new key and certificate.',
  },
  'pin-wrong': {
    th: 'PIN ไม่ถูกต้อง ระบบจะไม่ลองซ้ำเองเพื่อไม่ให้อุปกรณ์ล็อก โปรดแก้ไข PIN แล้วเริ่มใหม่',
    en: 'The PIN is wrong. It is not tried again by itself, because tokens lock: correct it, then start again.',
  },
  'pin-locked': {
    th: 'อุปกรณ์หรือบริการล็อก PIN แล้ว โปรดให้ผู้ดูแลอุปกรณ์ปลดล็อกก่อน',
    en: 'The PIN is locked. Whoever keeps the token or the service must unlock it first.',
  },
  'otp-wrong': {
    th: 'บริการลงลายมือชื่อไม่รับรหัสใช้ครั้งเดียว (OTP) ระบบจะไม่ลองซ้ำเอง โปรดตรวจสอบตัวสร้างรหัสและนาฬิกา แล้วเริ่มใหม่',
    en: 'The signing service refused the one-time password. It is not tried again by itself: check its generator and the clock, then start again.',
  },
  'key-store-missing': {
    th: 'ไม่พบโปรแกรมเชื่อมต่อ HSM (แพ็กเกจ pkcs11js หรือไฟล์โมดูล PKCS#11) โปรดติดตั้งและตรวจสอบเส้นทางของโมดูล',
    en: 'The way to the HSM is missing: install the package pkcs11js, and check the path of the PKCS#11 module.',
  },
  'key-store-unavailable': {
    th: 'ติดต่อที่เก็บกุญแจ (HSM หรือบริการลงลายมือชื่อ) ไม่ได้ งานที่ค้างจะทำต่อได้เมื่อกลับมาใช้งานได้ โปรดตรวจสอบแล้วสั่งใหม่',
    en: 'The key store (HSM or signing service) does not answer. What is unfinished goes on when it is back: check it, then run again.',
  },
  'key-not-in-store': {
    th: 'ไม่พบกุญแจหรือใบรับรองตามที่ตั้งค่าในที่เก็บกุญแจ โปรดตรวจสอบชื่อ token ชื่อกุญแจ หรือรหัส credential',
    en: 'The key store holds no such key or certificate. Check the names of token and key, or the credential id.',
  },
  'signature-wrong': {
    th: 'ที่เก็บกุญแจให้ลายมือชื่อที่ตรวจสอบไม่ผ่าน จึงไม่ได้ใช้ โปรดตรวจสอบที่เก็บกุญแจ',
    en: 'The key store gave a signature that does not verify; it was not used. Have the key store checked.',
  },
  'signing-service-unauthorized': {
    th: 'บริการลงลายมือชื่อไม่รับข้อมูลยืนยันตัวตนของเรา โปรดตรวจสอบบัญชีและรหัสลับ',
    en: 'The signing service does not accept our account. Check its client id and secret.',
  },
  'signing-service-busy': {
    th: 'บริการลงลายมือชื่อขอให้รอ โปรดลองใหม่ภายหลัง งานที่ค้างจะทำต่อจากเดิม',
    en: 'The signing service asks us to wait. Try again later: what is unfinished goes on.',
  },
  'signing-service-answer': {
    th: 'บริการลงลายมือชื่อตอบกลับมาไม่ตรงตามมาตรฐาน จึงไม่ได้ใช้คำตอบนั้น โปรดแจ้งผู้ให้บริการ',
    en: 'The signing service gave an answer that is not as the standard has it; it was not used. Tell its provider.',
  },
  'credential-disabled': {
    th: 'กุญแจหรือใบรับรองที่บริการลงลายมือชื่อถูกระงับหรือเพิกถอน โปรดติดต่อผู้ให้บริการ',
    en: 'The signing service says that the key is disabled, or its certificate revoked or suspended. Ask its provider.',
  },
  'credential-algorithm': {
    th: 'บริการลงลายมือชื่อไม่รับวิธีลงลายมือชื่อที่กุญแจนี้ต้องใช้ โปรดเลือกกุญแจอื่นหรือลอง --rsa-pss',
    en: 'The signing service does not offer the algorithm that this key would sign with. Choose another key, or try --rsa-pss.',
  },
  'credential-needs-person': {
    th: 'กุญแจนี้ต้องให้คนยืนยันทุกครั้ง (ทางเบราว์เซอร์ รหัสที่ส่งให้ หรือคำถาม) จึงใช้ลงลายมือชื่อเป็นชุดไม่ได้ โปรดขอกุญแจที่ปลดด้วย PIN',
    en: 'A person must release this key each time (in a browser, with a code that is sent out, or a challenge), so it cannot sign batches. Ask for one that a PIN releases.',
  },
  'signing-permission-expired': {
    th: 'สิทธิ์ลงลายมือชื่อหมดอายุก่อนที่บริการจะลงลายมือชื่อ งานที่ค้างจะทำต่อได้ โปรดสั่งใหม่',
    en: 'The permission to sign ended before the service came to use it. What is unfinished goes on: run again.',
  },
} as const satisfies Partial<Record<AppErrorCode, BilingualText>>;

export type KeyStoreErrorCode = keyof typeof sentences;

/**
 * A known failure of a key store. Its sentence is fixed: nothing that a store, a library or a service said
 * is quoted, because it could hold a secret.
 * @param detail what is known to be harmless: a status code, the name of a return value.
 * @param retryAfterMs how long the store asks to be left alone.
 */
export function keyStoreError(
  code: KeyStoreErrorCode,
  detail?: string,
  retryAfterMs?: number,
): AppError {
  const { th, en } = sentences[code];
  const suffix = detail === undefined ? '' : ` (${detail})`;
  return new AppError(code, { th: `${th}${suffix}`, en: `${en}${suffix}` }, { retryAfterMs });
}
