import { AppError } from '../../../src/shared/app-error.ts';
import type { AppErrorCode } from '../../../src/shared/app-error.ts';
import { instantOf, parseInstant } from '../../../src/shared/instant.ts';
import type { Instant } from '../../../src/shared/instant.ts';

/** When everything happens in tests of the outer layers. */
export const fakeNow: Instant = parseInstant('2026-11-24T03:00:00Z');

/** A fictional institution that wants a second person, and one that does not. */
export const twoPersonInstitution = {
  code: '90001',
  nameTh: 'มหาวิทยาลัยตัวอย่าง',
  nameEn: 'Example University',
};
export const onePersonInstitution = {
  code: '90002',
  nameTh: 'สถาบันทดสอบ',
  nameEn: 'Test Institute',
};
/** Both. */
export const institutions = [twoPersonInstitution, onePersonInstitution];

/** The refusal of a fake, by its code. */
export function fail(code: AppErrorCode): AppError {
  return new AppError(code, { th: `ไม่สำเร็จ: ${code}`, en: `failed: ${code}` });
}

/** The moment that is `seconds` after {@link fakeNow}. */
export function afterFakeNow(seconds: number): Instant {
  return instantOf(fakeNow + seconds * 1000);
}
