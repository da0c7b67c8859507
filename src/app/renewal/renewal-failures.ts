import { formatInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { AppError } from '../../shared/app-error.ts';
import type { RenewalFailure } from './renewal-report.ts';

/** What the document rested on has ended before it was renewed. */
export function tooLate(endedAt: Instant): RenewalFailure {
  const at = formatInstant(endedAt);
  return {
    code: 'renewal-too-late',
    text: {
      th: `สิ่งที่พิสูจน์ลายมือชื่อของเอกสารสิ้นสุดไปแล้วเมื่อ ${at} จึงต่ออายุไม่ได้ ไฟล์เดิมยังอยู่ครบ ให้ออกเอกสารใหม่แทน`,
      en: `What proves the signature ended on ${at}, so that it can no longer be renewed. The file stays as it is; issue the document anew.`,
    },
  };
}

/** The renewed file, or the one before it, does not convince our own verifier. @param found in English. */
export function notVerified(found: string): RenewalFailure {
  return {
    code: 'renewal-not-verified',
    text: {
      th: `ไฟล์ที่ต่ออายุแล้วตรวจสอบไม่ผ่าน (${found}) จึงไม่เก็บไว้ ไฟล์เดิมยังอยู่ครบ ตรวจดูด้วย parinya audit`,
      en: `The renewed file does not verify (${found}) and was not kept. The file stays as it is; see what parinya audit says.`,
    },
  };
}

/** Another process renews documents at this moment. */
export function renewalUnderWay(): AppError {
  return new AppError('renewal-under-way', {
    th: 'มีโปรแกรมอื่นกำลังต่ออายุเอกสารอยู่ โปรดลองใหม่ภายหลัง',
    en: 'Another process is renewing documents at this moment. Try again later.',
  });
}
