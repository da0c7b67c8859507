import { AppError } from '../../../shared/app-error.ts';
import type { BilingualText } from '../../../shared/app-error.ts';

/** A batch cannot be printed any more as it was approved. @param what changed, without a full stop. */
export function templateChanged(what: BilingualText): AppError {
  return new AppError('template-changed', {
    th: `ชุดเอกสารนี้พิมพ์ตามแบบที่อนุมัติไว้ไม่ได้แล้ว: ${what.th} ให้คืนของเดิมแล้วสั่งทำต่อ หรือส่งไฟล์เดิมเป็นชุดใหม่ (batch submit) เอกสารที่ออกแล้วคงเดิม ที่เหลือพิมพ์ตามแบบปัจจุบัน`,
    en: `This batch cannot be printed any more as it was approved: ${what.en}. Put that back and resume the batch, or submit the same files as a new one (batch submit): what is issued stays as it is, and the rest is printed as things are now.`,
  });
}
