import { AppError } from '../../shared/app-error.ts';
import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';

/** What SQLite's codes begin with, and what they mean to whoever runs the installation. */
const FAILURES: readonly {
  readonly prefix: string;
  readonly code: AppErrorCode;
  readonly text: BilingualText;
}[] = [
  {
    prefix: 'SQLITE_FULL',
    code: 'disk-full',
    text: {
      th: 'พื้นที่เก็บข้อมูลเต็ม งานที่ค้างไม่ถูกบันทึกและไม่มีอะไรเสียหาย เพิ่มพื้นที่แล้วสั่งทำต่อ',
      en: 'The disk is full. What was being written is not kept, and nothing is damaged: make room, then go on.',
    },
  },
  {
    prefix: 'SQLITE_READONLY',
    code: 'database-read-only',
    text: {
      th: 'เขียนฐานข้อมูลไม่ได้ ให้ตรวจสิทธิ์ของไฟล์และโฟลเดอร์ และว่าดิสก์ไม่ได้ติดตั้งแบบอ่านอย่างเดียว',
      en: 'The database cannot be written: check who may write its file and folder, and that the disk is not mounted read-only.',
    },
  },
  {
    prefix: 'SQLITE_BUSY',
    code: 'database-busy',
    text: {
      th: 'กระบวนการอื่นกำลังเขียนฐานข้อมูลอยู่นานเกินกำหนด ไม่มีอะไรเสียหาย ลองใหม่อีกครั้ง',
      en: 'Another process has been writing the database for too long. Nothing is lost: try again.',
    },
  },
  {
    prefix: 'SQLITE_IOERR',
    code: 'disk-failed',
    text: {
      th: 'อ่านหรือเขียนดิสก์ไม่สำเร็จ ให้ตรวจดิสก์ก่อน แล้วสั่งทำต่อและตรวจด้วย parinya audit',
      en: 'The disk could not be read or written: look after it first, then go on and run parinya audit.',
    },
  },
];

/** A failure of the storage by its own name; anything else as it is. Told by code, not by class. */
export function toStorageFailure(error: unknown): unknown {
  const code = sqliteCodeOf(error);
  const failure = FAILURES.find(({ prefix }) => code?.startsWith(prefix));
  return failure === undefined ? error : new AppError(failure.code, failure.text, { cause: error });
}

/** SQLite's name of what went wrong, for example `SQLITE_FULL`. */
export function sqliteCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}
