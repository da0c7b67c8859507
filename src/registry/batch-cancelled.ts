import { AppError } from '../shared/app-error.ts';

/** Whoever issues a batch learns that a person has given it up meanwhile. */
export function batchCancelled(): AppError {
  return new AppError('batch-cancelled', {
    th: 'ชุดเอกสารนี้ถูกยกเลิกระหว่างออกเอกสาร ฉบับที่ออกแล้วยังมีผลใช้ได้ ที่เหลือจะไม่ออก',
    en: 'This batch was cancelled while it was being issued: what is issued stays in force, the rest is not issued.',
  });
}
