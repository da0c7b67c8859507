import { AppError } from '../../shared/app-error.ts';

/** The key file cannot be opened: not the format, or not with this passphrase. */
export function keyUnreadable(cause?: unknown): AppError {
  return new AppError(
    'key-unreadable',
    {
      th: 'เปิดไฟล์กุญแจลงลายมือชื่อไม่ได้ โปรดตรวจสอบรหัสผ่านและชนิดของไฟล์ (PKCS#12 หรือ PEM)',
      en: 'The signing key cannot be opened. Check its passphrase and that the file is PKCS#12 or PEM.',
    },
    cause === undefined ? undefined : { cause },
  );
}

/** Key and certificate are not a pair. */
export function keyCertificateMismatch(): AppError {
  return new AppError('key-certificate-mismatch', {
    th: 'กุญแจลงลายมือชื่อไม่ตรงกับใบรับรองใดที่ให้มา โปรดใช้กุญแจและใบรับรองที่ออกคู่กัน',
    en: 'The signing key belongs to none of the given certificates. Use the certificate issued for this key.',
  });
}

/** Why a certificate may not sign documents. */
export type CertificateObjection = 'expired' | 'not-yet-valid' | 'key-usage' | 'path' | 'algorithm';

const objections: Readonly<
  Record<CertificateObjection, { readonly th: string; readonly en: string }>
> = {
  expired: { th: 'หมดอายุแล้ว', en: 'it has expired' },
  'not-yet-valid': { th: 'ยังไม่เริ่มมีผล', en: 'it is not valid yet' },
  'key-usage': {
    th: 'ไม่ได้ออกให้ใช้ลงลายมือชื่อในเอกสาร (ต้องมี key usage แบบ nonRepudiation)',
    en: 'it was not issued for signing documents (key usage nonRepudiation is needed)',
  },
  path: {
    th: 'ใบรับรองในชุดไม่ได้ออกต่อกันเป็นสาย',
    en: 'the certificates given with it do not form a path, each issued by the next',
  },
  algorithm: {
    th: 'กุญแจไม่ใช่ RSA อย่างน้อย 2048 บิต หรือ ECDSA P-256/P-384',
    en: 'its key is neither RSA of at least 2048 bits nor ECDSA on P-256 or P-384',
  },
};

/** The certificate may not sign documents now. */
export function certificateNotUsable(objection: CertificateObjection, cause?: unknown): AppError {
  const { th, en } = objections[objection];
  return new AppError(
    'certificate-not-usable',
    {
      th: `ใช้ใบรับรองนี้ลงลายมือชื่อไม่ได้: ${th} โปรดขอใบรับรองใหม่หรือเลือกใบอื่น`,
      en: `This certificate cannot be used for signing: ${en}. Get a new one or choose another.`,
    },
    cause === undefined ? undefined : { cause },
  );
}
